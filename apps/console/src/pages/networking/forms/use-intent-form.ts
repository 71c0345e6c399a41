import type { Problem } from '@kube-dc/api/problem'
import type { Started } from '@kube-dc/api/operations'
import { intent as intentSchema, type Intent } from '@kube-dc/networking/intents/intent'
import { judge } from '@kube-dc/networking/intents/judge'
import type { FieldWord, JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { Plan } from '@kube-dc/networking/operations/plan'
import { useEffect, useMemo, useState } from 'react'
import type { z } from 'zod'
import { useStartOperation } from '../../../operations/use-start-operation.ts'
import { useOfflineReason } from '../../../session/use-access.ts'
import { useDraft } from '../../../session/use-draft.ts'
import { useJudgementFacts } from '../use-judgement-facts.ts'
import { useIntentDryRun, type IntentDryRun } from './use-intent-dry-run.ts'

/** What fields need to show themselves and to change. */
export interface Fields<S> {
  readonly state: S
  readonly facts: JudgementFacts
  readonly set: (patch: Partial<S>) => void
  /** What is wrong with a field, once the person has left it or tried to submit. */
  readonly errorOf: (field: string) => string | undefined
  /** What the person should know about a field and may do all the same. */
  readonly warningOf: (field: string) => string | undefined
  /** The person has left a field. */
  readonly touch: (field: string) => void
}

export interface IntentForm<S> extends Fields<S> {
  /** Everything that stands against it, whether its field shows it yet or not; what the server says too. */
  readonly problems: readonly FieldWord[]
  readonly warnings: readonly FieldWord[]
  /** Shows what is wrong with every field, as when the person tried to submit. */
  readonly insist: () => void
  /** What will be made, while nothing speaks against it. */
  readonly plan: Plan | undefined
  /** What the server says to just this. */
  readonly dryRun: IntentDryRun
  /** Why nothing can be submitted at all, whatever the fields say: role, quota, Project. */
  readonly blocked: string | undefined
  /** A refusal that belongs to no field. */
  readonly refused: Problem | undefined
  readonly pending: boolean
  /** Carries it out; undefined where something stands against it, which the form then shows. */
  readonly submit: () => Promise<Started | undefined>
}

interface Options<S> {
  readonly initial: S
  /** Keeps what is typed over a load of the page, in this shape. Absent: something else keeps it. */
  readonly draft?: z.ZodType<S>
  /** What the screen says as an intent; anything may be missing or wrong in it. */
  readonly intentOf: (state: S) => unknown
}

/**
 * State of a form: it mirrors the screen, is translated into the intent in one place, and is judged by the same rules as in
 * the server while somebody types, whatever changes around them.
 */
export function useIntentForm<S extends object>({ initial, draft, intentOf }: Options<S>): IntentForm<S> {
  const facts = useJudgementFacts()
  const offline = useOfflineReason()
  const starting = useStartOperation()
  const { restored, keep } = useDraft()
  // What this tab has stored, perhaps with an older release.
  const [first] = useState(() => draft?.safeParse(restored).data ?? initial)
  const [state, setState] = useState(first)
  const isKept = draft !== undefined
  useEffect(() => {
    if (isKept && state !== first) keep(state)
  }, [isKept, keep, state, first])
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [insisted, setInsisted] = useState(false)
  const wanted = useMemo(() => read(intentOf(state)), [intentOf, state])
  const judged = useMemo(() => (wanted.intent ? judge(wanted.intent, facts) : undefined), [wanted, facts])
  // Its own objects are taken names from now on, and that is no mistake.
  const done = starting.sent !== undefined && !starting.problem
  const problems = done ? [] : [...wanted.problems, ...(judged?.problems ?? [])]
  const answered = same(starting.sent, wanted.intent) ? starting.problem : undefined
  const dryRun = useIntentDryRun(judged?.plan && !done ? wanted.intent : undefined)
  const server = answered ?? (dryRun?.accepted === false ? dryRun.problem : undefined)
  const whole = problems.find(({ field }) => field === '')?.message
  return {
    state,
    facts,
    problems: [...problems, ...(server?.causes ?? []).filter(({ field }) => field !== '')],
    warnings: judged?.warnings ?? [],
    insist: () => setInsisted(true),
    set: (patch) => setState((before) => ({ ...before, ...patch })),
    touch: (field) => setTouched((before) => new Set(before).add(field)),
    errorOf: (field) => {
      const own = problems.find((word) => word.field === field)?.message
      const shown = insisted || touched.has(field) || isOthers(own)
      return (shown ? own : undefined) ?? server?.causes?.find((cause) => cause.field === field)?.message
    },
    warningOf: (field) => judged?.warnings.find((word) => word.field === field)?.message,
    plan: judged?.plan,
    dryRun,
    blocked: whole ?? offline,
    refused: server && !hasField(server) && server.code !== 'signed-out' ? server : undefined,
    pending: starting.pending,
    submit: async () => {
      setInsisted(true)
      if (!wanted.intent || !judged?.plan || starting.pending || offline !== undefined) return undefined
      return starting.start(wanted.intent)
    },
  }
}

interface Wanted {
  readonly intent: Intent | undefined
  readonly problems: readonly FieldWord[]
}

function read(candidate: unknown): Wanted {
  const parsed = intentSchema.safeParse(candidate)
  if (parsed.success) return { intent: parsed.data, problems: [] }
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  return { intent: undefined, problems }
}

/** That something else has what was typed is said at once; all other words wait until the field is left. */
function isOthers(message: string | undefined): boolean {
  return message !== undefined && / exists already| belongs to | is used by /.test(message)
}

function same(a: Intent | undefined, b: Intent | undefined): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b)
}

function hasField(problem: Problem): boolean {
  return (problem.causes ?? []).some(({ field }) => field !== '')
}
