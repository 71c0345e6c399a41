import { objectOf } from '@kube-dc/networking/operations/live-state'
import { manifestOf, patchOf, type Manifest } from '@kube-dc/networking/operations/manifest'
import { isOfProject, type PlannedObject } from '@kube-dc/networking/operations/objects'
import type { Plan, Step } from '@kube-dc/networking/operations/plan'
import { objectWords } from '@kube-dc/networking/operations/live-state'
import type { Live } from '@kube-dc/api/channel'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { AsUser } from '../cluster/as-user.ts'
import type { Caller } from '../cluster/caller.ts'
import type { Attempt } from '../cluster/cluster-problem.ts'

/** Where, for whom and for what a plan is carried out. */
export interface Errand {
  readonly caller: Caller
  readonly namespace: string
  /** Fields of what the person typed, by the fields of the object that a step makes or changes. */
  readonly fieldsOf: (step: Step) => Readonly<Record<string, string>>
}

/** Words for what the cluster answers to a step, at the fields that were typed. */
function attemptOf({ fieldsOf }: Pick<Errand, 'fieldsOf'>, step: Step): Omit<Attempt, 'changes'> {
  const what = objectWords(objectOf(step))
  return {
    fields: fieldsOf(step),
    taken: `There is another ${what} already. Choose another name.`,
    conflict: `${what} is not as you were shown it any more. Look at it again, then repeat the change.`,
    missing: step.verb === 'create' ? missingPlace(step.object) : `${what} does not exist any more.`,
  }
}

function missingPlace(object: PlannedObject): string {
  return isOfProject(object)
    ? 'The Project does not exist any more, so nothing was changed.'
    : 'Kube-OVN is not installed here, so nothing was changed.'
}

/**
 * Asks the cluster whether it would take each step of a plan, in order, and changes nothing: rights, quotas and webhooks have
 * said what they say before the first step is made.
 *
 * @param how.rehearsal: it is about to be carried out.
 * @throws as `AsUser` does, for the first step that is refused.
 */
export async function tryOut(
  asUser: AsUser,
  errand: Errand,
  { steps }: Plan,
  { rehearsal }: { readonly rehearsal: boolean },
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    await carryOut(asUser, errand, steps.slice(0, index), step, { dryRun: true, rehearsal })
  }
}

/**
 * Makes the one change of a plan that has no other. It happens or it does not, so it leaves no mark.
 *
 * @returns the object as it is now; undefined for a deletion.
 * @throws as `AsUser` does.
 */
export function carryOutAlone(
  asUser: AsUser,
  errand: Errand,
  step: Step,
): Promise<Live<KindName> | undefined> {
  return carryOut(asUser, errand, [], step, { dryRun: false, rehearsal: false })
}

async function carryOut(
  asUser: AsUser,
  { caller, namespace, fieldsOf }: Errand,
  before: readonly Step[],
  step: Step,
  { dryRun, rehearsal }: { readonly dryRun: boolean; readonly rehearsal: boolean },
): Promise<Live<KindName> | undefined> {
  const options = { ...attemptOf({ fieldsOf }, step), dryRun, rehearsal, changes: !dryRun }
  const { kind, name } = objectOf(step)
  switch (step.verb) {
    case 'create': {
      const manifest = manifestOf(step.object, { namespace })
      const isFreed = before.some((one) => one.verb === 'delete' && one.kind === kind && one.name === name)
      return asUser.createFrom(caller, { kind, namespace }, isFreed ? nameless(manifest) : manifest, options)
    }
    case 'change':
      return asUser.patch(caller, { kind: step.kind, namespace, name }, patchOf(step.after, step), options)
    case 'delete':
      await asUser.remove(caller, { kind, namespace, name }, step.uid, options)
      return undefined
  }
}

/** While a name is not free yet, all but the name can be tried. */
function nameless({ metadata: { name, ...metadata }, ...rest }: Manifest) {
  return { ...rest, metadata: { ...metadata, generateName: `${name.slice(0, 57)}-` } }
}
