import { keptReason } from '../external-ips/delete.ts'
import { list } from '../words.ts'
import { isEnded, type Journal, type StepState } from './journal.ts'
import {
  isMade,
  isRestored,
  liveKey,
  objectOf,
  objectWords,
  otherUsers,
  type LiveObject,
  type LiveState,
  type PlannedKind,
} from './live-state.ts'
import { OPERATION_LABEL, RESTORED_LABEL, type Mark } from './manifest.ts'
import type { PlannedObject } from './objects.ts'
import { heldPoolReason, usedVlanReason } from './pool-undo.ts'
import type { ServiceFields, Step } from './plan.ts'
import { changedFields, fieldsState, fieldsToRevert } from './service-fields.ts'

/** One request to the cluster. Each carries what makes it harmless when it comes twice, or too late. */
export type Mutation =
  | { readonly do: 'create'; readonly object: PlannedObject; readonly mark: Mark }
  | {
      readonly do: 'change'
      readonly kind: 'services'
      readonly name: string
      readonly uid: string
      readonly resourceVersion: string
      readonly fields: ServiceFields
    }
  | {
      readonly do: 'delete'
      readonly kind: PlannedKind
      readonly name: string
      readonly uid: string
      /** Only where nobody may have begun to use it since it was looked at. */
      readonly resourceVersion?: string
    }

/** What is to be done next. `stop`: not without somebody's decision; `words` say why. `step` counts from 0. */
export type Action =
  | (Mutation & { readonly step: number })
  | { readonly do: 'wait'; readonly step: number; readonly words: string }
  | { readonly do: 'stop'; readonly step: number; readonly words: string }
  | { readonly do: 'finish'; readonly outcome: 'done' | 'undone' }

/** How one step stands on the way that the operation goes. */
type Standing =
  | { readonly at: 'reached'; readonly kept?: string }
  | { readonly at: 'next'; readonly mutation: Mutation }
  | { readonly at: 'wait' | 'stop'; readonly words: string }

const REACHED: Standing = { at: 'reached' }
const wait = (words: string): Standing => ({ at: 'wait', words })
const stop = (words: string): Standing => ({ at: 'stop', words })
const kept = (words: string): Standing => ({ at: 'reached', kept: words })

/**
 * What an operation does next: decided from what is wanted and from what the cluster holds, never from marks of progress.
 * Doing, going on after a crash, finishing in another tab and undoing are all this function in a loop.
 */
export function nextAction(journal: Journal, live: LiveState): Action {
  if (isEnded(journal)) return { do: 'finish', outcome: journal.phase }
  const { steps } = journal.plan
  const order = journal.phase === 'doing' ? [...steps.keys()] : [...steps.keys()].reverse()
  for (const index of order) {
    const step = steps[index]
    const standing = step && standingOf(journal, step, live)
    if (!standing || standing.at === 'reached') continue
    if (standing.at === 'next') return { ...standing.mutation, step: index }
    return { do: standing.at, step: index, words: standing.words }
  }
  return { do: 'finish', outcome: journal.phase === 'doing' ? 'done' : 'undone' }
}

/** How far a step is, for people; `words` say why, or what it waits for. */
export interface StepStatus {
  readonly state: StepState
  readonly words?: string
}

/** How far each step is, in the plan's order. */
export function stepStatuses(journal: Journal, live: LiveState): readonly StepStatus[] {
  const { steps } = journal.plan
  if (journal.phase === 'done') return steps.map(() => ({ state: 'done' }))
  const action = nextAction(journal, live)
  const at = 'step' in action ? action.step : undefined
  return steps.map((step, index): StepStatus => {
    if (index === at) return statusHere(journal, action)
    const isPassed = at === undefined || (journal.phase === 'doing' ? index < at : index > at)
    if (journal.phase === 'doing') return { state: isPassed ? 'done' : 'waiting' }
    if (!isPassed)
      return {
        state: standingOf({ ...journal, phase: 'doing' }, step, live).at === 'reached' ? 'done' : 'undone',
      }
    const standing = standingOf({ ...journal, phase: 'undoing' }, step, live)
    if (standing.at !== 'reached') {
      // Undone, and there all the same: a request that had been given up has landed late.
      return {
        state: 'failed',
        words: `${objectWords(objectOf(step))} is not as it was before. Undo it once more.`,
      }
    }
    return standing.kept === undefined ? { state: 'undone' } : { state: 'kept', words: standing.kept }
  })
}

function statusHere({ problem }: Journal, action: Action): StepStatus {
  if (problem !== undefined) return { state: 'failed', words: problem }
  if (action.do === 'stop') return { state: 'failed', words: action.words }
  return action.do === 'wait' ? { state: 'doing', words: action.words } : { state: 'doing' }
}

function standingOf(journal: Journal, step: Step, live: LiveState): Standing {
  const { kind, name } = objectOf(step)
  const now = live.objects.get(liveKey(kind, name))
  const undoing = journal.phase === 'undoing' || journal.phase === 'undone'
  switch (step.verb) {
    case 'create':
      return undoing ? unmake(journal, step.object, now, live) : make(journal, step.object, now)
    case 'change':
      return undoing ? changeBack(step, now) : change(step, now)
    case 'delete':
      return undoing ? makeAgain(journal, step, now) : remove(journal, step, now, live)
  }
}

function make({ id }: Journal, object: PlannedObject, now: LiveObject | undefined): Standing {
  if (!now) return { at: 'next', mutation: { do: 'create', object, mark: { label: OPERATION_LABEL, id } } }
  if (!isMade(now, id)) {
    return stop(`There is another ${objectWords(object)} already, which this operation did not make.`)
  }
  if (now.kind === 'Vlan' && now.conflict) {
    return stop(
      `${objectWords(object)} conflicts with another VLAN of its provider network, so a pool on it would give out no addresses. Undo this, and choose another id.`,
    )
  }
  if (now.meta.deletedAt === undefined) return REACHED
  return wait(`Somebody has deleted ${objectWords(object)}. It is made again once it is gone.`)
}

type ChangeStep = Extract<Step, { readonly verb: 'change' }>
type DeleteStep = Extract<Step, { readonly verb: 'delete' }>

function change(step: ChangeStep, now: LiveObject | undefined): Standing {
  const what = objectWords(step)
  if (!now) return stop(`${what} does not exist any more.`)
  if (now.meta.uid !== step.uid) return stop(`${what} has been deleted and made anew since this was planned.`)
  if (now.kind !== 'Service') return stop(`${what} cannot be read any more.`)
  switch (fieldsState(step, now)) {
    case 'after':
      return REACHED
    case 'changed':
      return stop(
        `Somebody else has changed ${what} since this was planned: ${list(changedFields(step, now))}. Undo this, look at it, and begin anew.`,
      )
    default:
      return patch(step, now, step.after)
  }
}

function patch(
  { kind, name, uid }: ChangeStep,
  { meta: { resourceVersion } }: LiveObject,
  fields: ServiceFields,
): Standing {
  return { at: 'next', mutation: { do: 'change', kind, name, uid, resourceVersion, fields } }
}

function remove(journal: Journal, step: DeleteStep, now: LiveObject | undefined, live: LiveState): Standing {
  if (!now || now.meta.uid !== step.uid) return REACHED
  if (now.meta.deletedAt !== undefined) {
    return wait(`${objectWords(step)} is being deleted; waiting until it is gone.`)
  }
  if (step.kind !== 'external-ips') {
    return { at: 'next', mutation: { do: 'delete', kind: step.kind, name: step.name, uid: step.uid } }
  }
  return release(journal, step, now, live, stop)
}

/** An External IP goes only while nobody else uses it, and only once the platform has let go of it. */
function release(
  { id }: Journal,
  { kind, name }: { readonly kind: PlannedKind; readonly name: string },
  now: LiveObject,
  live: LiveState,
  refuse: (words: string) => Standing,
): Standing {
  if (now.kind !== 'ExternalIp')
    return refuse(`${objectWords({ kind, name })} cannot be read, so it is left alone.`)
  const reason = keptReason(now, 'the Project')
  if (reason !== undefined) return refuse(reason)
  const { foreign, leaving } = otherUsers(now, id, live)
  if (foreign.length > 0) return refuse(`External IP ${name} stays: ${list(foreign)} also uses it.`)
  if (leaving.length > 0) return wait(`Waiting until ${list(leaving)} has let go of External IP ${name}.`)
  const { uid, resourceVersion } = now.meta
  return { at: 'next', mutation: { do: 'delete', kind, name, uid, resourceVersion } }
}

function unmake(
  journal: Journal,
  object: PlannedObject,
  now: LiveObject | undefined,
  live: LiveState,
): Standing {
  if (!now) return REACHED
  if (now.kind === 'Unreadable') return kept(`${objectWords(object)} cannot be read, so it is left alone.`)
  // Somebody else's of the same name, or what was there before and has been made again.
  if (!isMade(now, journal.id)) return REACHED
  if (now.meta.deletedAt !== undefined) {
    return wait(`${objectWords(object)} is being deleted; waiting until it is gone.`)
  }
  if (object.kind === 'external-ips') return release(journal, object, now, live, kept)
  const { kind, name } = object
  const { uid, resourceVersion } = now.meta
  if (kind !== 'subnets' && kind !== 'vlans')
    return { at: 'next', mutation: { do: 'delete', kind, name, uid } }
  const reason = now.kind === 'Subnet' ? heldPoolReason(now, live) : usedVlanReason(name, live)
  if (reason !== undefined) return kept(reason)
  // Kube-OVN counts in the object's status who has begun to use it, which makes another version of it.
  return { at: 'next', mutation: { do: 'delete', kind, name, uid, resourceVersion } }
}

function changeBack(step: ChangeStep, now: LiveObject | undefined): Standing {
  const what = objectWords(step)
  if (!now) return kept(`${what} does not exist any more, so there is nothing to put back.`)
  if (now.meta.uid !== step.uid) return kept(`${what} has been made anew by somebody else and is left alone.`)
  if (now.kind !== 'Service') return kept(`${what} cannot be read any more, so it is left alone.`)
  const back = fieldsToRevert(step, now)
  if (back) return patch(step, now, back)
  const changed = changedFields(step, now)
  if (changed.length === 0) return REACHED
  return kept(`Somebody else has changed ${list(changed)} of ${what} meanwhile, which is left as it is.`)
}

function makeAgain(journal: Journal, step: DeleteStep, now: LiveObject | undefined): Standing {
  const what = objectWords(step)
  if (now?.meta.uid === step.uid) {
    if (now.meta.deletedAt === undefined) return REACHED
    return wait(`${what} is being deleted; it is made again once it is gone.`)
  }
  if (now) {
    if (isRestored(now, journal.id)) return REACHED
    return kept(`Somebody else has made another ${what} meanwhile, which is left as it is.`)
  }
  if (!step.again) return kept(`${what} is deleted and cannot be had back.`)
  const mark = { label: RESTORED_LABEL, id: journal.id } as const
  return { at: 'next', mutation: { do: 'create', object: step.again, mark } }
}
