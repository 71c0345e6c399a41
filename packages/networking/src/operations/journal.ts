import { z } from 'zod'
import { OPERATION_LABEL } from './manifest.ts'
import { anyPlan, plan, type Plan } from './plan.ts'

/**
 * The journal of an operation: a ConfigMap that is written before anything else, so that whoever comes after a crash
 * finds what was wanted. Anybody who may write ConfigMaps in the Project may have written it, so it is read strictly and
 * says only what was wanted, never what is done: that is read from the cluster.
 */

/** Of an operation: part of object names and the value of labels. */
export const operationId = z.string().regex(/^[a-z0-9]{16}$/, 'not the id of an operation')

export const PHASES = ['doing', 'undoing', 'done', 'undone'] as const

export type Phase = (typeof PHASES)[number]

/** How far a step is. `failed`: it cannot go on there; `kept`: undoing leaves it as it is. */
export const STEP_STATES = ['waiting', 'doing', 'done', 'failed', 'kept', 'undone'] as const

export type StepState = (typeof STEP_STATES)[number]

const time = z.iso.datetime()

const lease = z.strictObject({
  /** One run of one loop of one server. */
  holder: z.string().min(1).max(64),
  /** Until then nobody else acts; longer than a request of the holder can take. */
  until: time,
})

/** Whose namespace a journal lies in, as whoever read it there knows. */
export type JournalPlace = 'project' | 'platform'

const common = {
  version: z.literal(1),
  id: operationId,
  /** Who they said they were: shown, never believed. */
  startedBy: z.string().max(256),
  startedAt: time,
  phase: z.enum(PHASES),
  /** When it reached `done` or `undone`. */
  endedAt: time.optional(),
  lease: lease.optional(),
  /** Why it cannot go on until somebody decides. */
  problem: z.string().max(2_000).optional(),
}

/**
 * A tenant writes the journals of a Project: one that spoke of what belongs to the whole cluster would wait there for a
 * platform admin to carry it out. Only the platform's own namespace, which no tenant can write to, holds such.
 */
const JOURNALS: { readonly [P in JournalPlace]: z.ZodType<Journal> } = {
  project: z.strictObject({ ...common, plan }),
  platform: z.strictObject({ ...common, plan: anyPlan }),
}

export interface Journal extends z.infer<z.ZodObject<typeof common>> {
  readonly plan: Plan
}

/** The key of the ConfigMap's data that holds the journal. */
export const JOURNAL_KEY = 'operation'

const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'kube-dc-console' } as const

/** Twelve steps with their fields are a tenth of it. */
const MAX_TEXT = 65_536

export function journalName(id: string): string {
  return `kube-dc-operation-${id}`
}

/** The ConfigMap of a journal, to be created. */
export function journalManifest(of: Journal, namespace: string) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: journalName(of.id),
      namespace,
      labels: { ...MANAGED_BY, [OPERATION_LABEL]: of.id },
    },
    data: { [JOURNAL_KEY]: JSON.stringify(of) },
  }
}

const configMap = z.object({
  metadata: z.object({
    name: z.string(),
    uid: z.string().min(1),
    resourceVersion: z.string().min(1),
    labels: z.record(z.string(), z.string()).nullish(),
  }),
  data: z.record(z.string(), z.string()).nullish(),
})

/** A journal as the cluster holds it. */
export interface StoredJournal {
  readonly state: 'readable'
  readonly name: string
  readonly uid: string
  readonly resourceVersion: string
  readonly journal: Journal
}

/** A ConfigMap with the label of a journal that is none: shown as such, never acted on. */
export interface UnreadableJournal {
  readonly state: 'unreadable'
  readonly name: string
  readonly reason: string
}

/**
 * Reads a ConfigMap that is labelled as a journal. Whatever it holds, it never throws.
 *
 * @param place of the namespace that it was read from, never what it says itself.
 */
export function readJournal(raw: unknown, place: JournalPlace): StoredJournal | UnreadableJournal {
  const outer = configMap.safeParse(raw)
  if (!outer.success) return { state: 'unreadable', name: '', reason: 'It is no ConfigMap.' }
  const { name, uid, resourceVersion, labels } = outer.data.metadata
  const unreadable = (reason: string): UnreadableJournal => ({ state: 'unreadable', name, reason })
  const text = outer.data.data?.[JOURNAL_KEY]
  if (text === undefined) return unreadable(`It has no “${JOURNAL_KEY}”.`)
  if (text.length > MAX_TEXT)
    return unreadable(`It is longer than the ${MAX_TEXT} characters a journal can have.`)
  const inner = JOURNALS[place].safeParse(json(text))
  if (!inner.success) {
    const [issue] = inner.error.issues
    return unreadable(
      `Its ${issue?.path.join('.') || 'text'} cannot be read: ${issue?.message ?? 'not a journal'}.`,
    )
  }
  const { id } = inner.data
  if (name !== journalName(id) || labels?.[OPERATION_LABEL] !== id) {
    return unreadable('Its name, its label and the operation that it tells of do not belong together.')
  }
  return { state: 'readable', name, uid, resourceVersion, journal: inner.data }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Beginning {
  readonly id: string
  readonly plan: Plan
  readonly startedBy: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The journal of an operation that is about to begin. */
export function beginJournal({ id, plan, startedBy, now }: Beginning): Journal {
  return {
    version: 1,
    id,
    plan,
    startedBy: startedBy.slice(0, 256),
    startedAt: new Date(now).toISOString(),
    phase: 'doing',
  }
}

/** No server holds a lease for longer; one that says so would keep everybody else from finishing for ever. */
const LONGEST_LEASE_MS = 300_000

/** Whether somebody works on it at this time. */
export function isLeased({ lease }: Journal, now: number): boolean {
  if (!lease) return false
  const left = Date.parse(lease.until) - now
  return left > 0 && left <= LONGEST_LEASE_MS
}

/** Whether nothing more is to be done. */
export function isEnded(of: Journal): of is Journal & { readonly phase: 'done' | 'undone' } {
  return of.phase === 'done' || of.phase === 'undone'
}

/** Turns an operation to its end or back to its beginning, and forgets why it stood still. */
export function turned({ problem: _, endedAt: __, ...rest }: Journal, phase: 'doing' | 'undoing'): Journal {
  return { ...rest, phase }
}
