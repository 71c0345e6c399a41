import { z } from 'zod'
import { INTENTS } from '../intents/intent.ts'
import { plannedAsks, plannedObject, plannedPort } from './objects.ts'

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

export type Step = z.infer<typeof step>

/** A set of ordered changes somebody asked for. One step needs no journal: it happens or it does not. */
export const plan = z.strictObject({
  intent: z.enum(INTENTS),
  /** What it is about, for titles and links: the object that the person will look at. */
  subject: z.strictObject({ kind: z.enum(['external-ips', 'floating-ips', 'services']), name }),
  steps: z.array(step).min(1).max(12),
})

export type Plan = z.infer<typeof plan>
