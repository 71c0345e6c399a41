import { z } from 'zod'
import { INTENTS, type IntentName } from '../intents/intent.ts'
import { plannedAsks, plannedObject, plannedPoolObject, plannedPort } from './objects.ts'

/** Fields of a Service that a plan may change; only those that do change are there. */
export const serviceFields = z.strictObject({
  asks: plannedAsks.optional(),
  /** Labels by key; `null`: the label is not there. */
  selector: z.record(z.string(), z.string().nullable()).optional(),
  /** The whole list: ports of a Service have no name that a patch could go by. */
  ports: z.array(plannedPort).min(1).optional(),
})

export type ServiceFields = z.infer<typeof serviceFields>

/** Whether both speak of the same fields. */
function sameFields(one: ServiceFields, other: ServiceFields): boolean {
  return (['asks', 'selector', 'ports'] as const).every(
    (field) => (one[field] === undefined) === (other[field] === undefined),
  )
}

const uid = z.string().min(1).max(128)
/** What Kubernetes takes for a name. It becomes part of a path, where a name such as `..` would lead elsewhere. */
const name = z.string().regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/)

/**
 * One change. A plan's steps are carried out in order, undone in reverse, and each is recognised as done from the
 * cluster alone: a created object carries the operation's label, a changed one has the fields, a deleted one is gone.
 */
export const step = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('create'), object: plannedObject }),
  z
    .strictObject({
      verb: z.literal('change'),
      kind: z.literal('services'),
      name,
      uid,
      /** What the person saw when they asked for it. */
      resourceVersion: z.string().min(1).max(64),
      /** The same fields as `after`, as they were. */
      before: serviceFields,
      after: serviceFields,
    })
    .refine(({ before, after }) => sameFields(before, after), {
      error: 'What is changed and what was there before are not the same fields.',
    }),
  z
    .strictObject({
      verb: z.literal('delete'),
      kind: z.enum(['external-ips', 'floating-ips', 'services']),
      name,
      uid,
      /** How to make it again when the operation is undone; absent: it cannot be had back, and nothing follows it. */
      again: plannedObject.optional(),
    })
    .refine(({ kind, name, again }) => !again || (again.kind === kind && again.name === name), {
      error: 'What is deleted and what would be made again are not the same object.',
    }),
])

const poolStep = z.strictObject({ verb: z.literal('create'), object: plannedPoolObject })

export type Step = z.infer<typeof step> | z.infer<typeof poolStep>

/** The kinds of object that plans are about and people look at. */
export const SUBJECT_KINDS = ['external-ips', 'floating-ips', 'services', 'subnets'] as const

export type PlanName = IntentName | 'add-pool'

/** A set of ordered changes somebody asked for. */
export interface Plan {
  readonly intent: PlanName
  /** What it is about, for titles and links: the object that the person will look at. */
  readonly subject: { readonly kind: (typeof SUBJECT_KINDS)[number]; readonly name: string }
  readonly steps: readonly Step[]
}

/** A plan about what is in a Project. */
export const plan = z.strictObject({
  intent: z.enum(INTENTS),
  subject: z.strictObject({ kind: z.enum(['external-ips', 'floating-ips', 'services']), name }),
  steps: z.array(step).min(1).max(12),
})

/** A plan about what belongs to the provider: a pool, and its VLAN where that is new. */
export const poolPlan = z.strictObject({
  intent: z.literal('add-pool'),
  subject: z.strictObject({ kind: z.literal('subnets'), name }),
  steps: z.array(poolStep).min(1).max(2),
})

/** Either of them, for who has to show both. Never for reading what is in a Project: see `journal.ts`. */
export const anyPlan: z.ZodType<Plan, Plan> = z.discriminatedUnion('intent', [plan, poolPlan])

/**
 * Whether a plan needs a journal. One step happens or it does not; a new pool keeps a journal all the same, so that it can
 * be taken back while nobody has an address of it.
 */
export function needsJournal({ intent, steps }: Plan): boolean {
  return steps.length > 1 || intent === 'add-pool'
}
