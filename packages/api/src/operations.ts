import { INTENTS } from '@kube-dc/networking/intents/intent'
import { operationId, PHASES, STEP_STATES } from '@kube-dc/networking/operations/journal'
import { anyPlan, SUBJECT_KINDS } from '@kube-dc/networking/operations/plan'
import { z } from 'zod'

const PLANNED_KINDS = ['external-ips', 'floating-ips', 'services', 'issuers', 'vlans', 'subnets'] as const
const namedObject = z.object({ kind: z.enum(PLANNED_KINDS), name: z.string() })

const operationStep = namedObject.extend({
  verb: z.enum(['create', 'change', 'delete']),
  /** `failed`: it cannot go on there. `kept`: undoing leaves it as it is. */
  state: z.enum(STEP_STATES),
  /** Why, or what it waits for. */
  words: z.string().optional(),
})

export type OperationStep = z.infer<typeof operationStep>

/**
 * An operation as this person sees it now. Its journal was written by somebody of the Project, or of the platform where it is
 * about a pool: untrusted text.
 */
export const operationView = z.object({
  id: operationId,
  intent: z.enum([...INTENTS, 'add-pool']),
  subject: z.object({ kind: z.enum(SUBJECT_KINDS), name: z.string() }),
  phase: z.enum(PHASES),
  /** Somebody works on it at this moment. An operation that is neither ended nor running waits for a decision. */
  running: z.boolean(),
  /** Why it stands still; absent where it runs, has ended, or whoever ran it is gone. */
  problem: z.string().optional(),
  /** Who they said they were. */
  startedBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  /** Started in this session: then nothing has to be shown again before it goes on. */
  mine: z.boolean(),
  steps: z.array(operationStep),
  /** Everything it would do, for the review before somebody else goes on with it. */
  plan: anyPlan,
  /**
   * Stands for just what was shown: the plan and the way it goes. Sent back with a decision, which is refused when another
   * plan has been written in its place. Progress and the resourceVersion of the journal do not change it.
   */
  review: z.string(),
  /** Why this person can neither finish nor undo it; absent: nothing says so, and the cluster decides. */
  denied: z.string().optional(),
})

export type OperationView = z.infer<typeof operationView>

export const operationList = z.object({
  /** Newest first. */
  operations: z.array(operationView),
  /** ConfigMaps that carry the label of an operation and cannot be read as one; nothing acts on them. */
  unreadable: z.array(z.object({ name: z.string(), reason: z.string() })),
})

export type OperationList = z.infer<typeof operationList>

/** What became of an intent. */
export const started = z.object({
  /** `null`: it was one change, which is made (or, with `dryRun`, would be). */
  operation: operationView.nullable(),
  /** Objects that are made, changed or deleted by now. */
  made: z.array(namedObject),
})

export type Started = z.infer<typeof started>

/** A decision about an operation: of what was shown, and nothing else. */
export const decision = z.strictObject({ review: z.string().min(1).max(128) })
