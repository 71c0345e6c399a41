import type { Problem } from '@kube-dc/api/problem'
import type { FieldWord } from '@kube-dc/networking/intents/judgement'
import { useEffect, useMemo, useState } from 'react'
import type { z } from 'zod'
import type { Sending } from '../../../operations/use-sending.ts'
import { useOfflineReason } from '../../../session/use-access.ts'
import { useDraft } from '../../../session/use-draft.ts'
import { useAsked, type DryRun, type DryRunOf } from './use-asked.ts'

/** What fields need to show themselves and to change. */
export interface FormFields<S> {
  readonly state: S
  readonly set: (patch: Partial<S>) => void
  /** What is wrong with a field, once the person has left it or tried to submit. */
  readonly errorOf: (field: string) => string | undefined
  /** What the person should know about a field and may do all the same. */
  readonly warningOf: (field: string) => string | undefined
  /** The person has left a field. */
  readonly touch: (field: string) => void
}

export interface JudgedForm<S, Judgement, Answer> extends FormFields<S> {
  /** Everything that stands against it, whether its field shows it yet or not; what the server says too. */
  readonly problems: readonly FieldWord[]
  readonly warnings: readonly FieldWord[]
  /** Shows what is wrong with every field, as when the person tried to submit. */
  readonly insist: () => void
  /** What the rules say to what is on the screen; undefined while that cannot be read. */
  readonly judgement: Judgement | undefined
  /** What the server says to just this. */
  readonly dryRun: DryRun
  /** Why nothing can be submitted at all, whatever the fields say: role, quota, Project. */
  readonly blocked: string | undefined
  /** A refusal that belongs to no field. */
  readonly refused: Problem | undefined
  readonly pending: boolean
  /** Whether nothing that is known here stands against it; where something does, the fields show it from now on. */
  readonly check: () => boolean
  /** Carries it out; undefined where something stands against it, which the form then shows. */
  readonly submit: () => Promise<Answer | undefined>
}

interface Judged {
  readonly problems: readonly FieldWord[]
  readonly warnings: readonly FieldWord[]
}

/** A form from what is typed to what becomes of it. */
interface FormOf<S, Wish, Judgement, Answer> {
  readonly initial: S
  /** Keeps what is typed over a load of the page, in this shape. Absent: something else keeps it. */
  readonly draft?: z.ZodType<S> | undefined
  /** What the screen says as it is sent; anything may be missing or wrong in it. */
  readonly wishOf: (state: S) => unknown
  readonly schema: z.ZodType<Wish>
  /** The rules, the same as in the server. The same function until what it judges by changes. */
  readonly judge: (wish: Wish) => Judgement
  /** The same for what is no wish yet, where its fields can be judged one by one. */
  readonly unfinished?: (state: S) => Judgement
  readonly sending: Sending<Wish, Answer>
  readonly dryRun: DryRunOf<Wish>
}

/**
 * State of a form: it mirrors the screen, is translated into what is asked for in one place, and is judged by the same rules
 * as in the server while somebody types, whatever changes around them.
 */
export function useJudgedForm<S extends object, Wish extends object, Judgement extends Judged, Answer>({
  initial,
  draft,
  wishOf,
  schema,
  judge,
  unfinished,
  sending,
  dryRun: dryRunOf,
}: FormOf<S, Wish, Judgement, Answer>): JudgedForm<S, Judgement, Answer> {
  const offline = useOfflineReason()
  const { restored, keep, drop } = useDraft()
  // What this tab has stored, perhaps with an older release.
  const [first] = useState(() => draft?.safeParse(restored).data ?? initial)
  const [state, setState] = useState(first)
  const isKept = draft !== undefined
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set())
  const [insisted, setInsisted] = useState(false)
  const wanted = useMemo(() => read(schema, wishOf(state)), [schema, wishOf, state])
  const judgement = useMemo(
    () => (wanted.wish ? judge(wanted.wish) : unfinished?.(state)),
    [wanted, judge, unfinished, state],
  )
  const { problems: judged, warnings } = withoutWrong(judgement, wanted.problems)
  // Its own objects are taken names from now on, and that is no mistake.
  const done = sending.sent !== undefined && !sending.problem
  const accepted = done && !sending.pending
  useEffect(() => {
    if (accepted) drop()
    else if (isKept && state !== first) keep(state)
  }, [accepted, drop, isKept, keep, state, first])
  const problems = done ? [] : [...wanted.problems, ...judged]
  const answered = same(sending.sent, wanted.wish) ? sending.problem : undefined
  const isSound = judgement?.problems.length === 0
  const dryRun = useAsked(isSound && !done ? wanted.wish : undefined, dryRunOf)
  const server = answered ?? (dryRun?.accepted === false ? dryRun.problem : undefined)
  const whole = problems.find(({ field }) => field === '')?.message
  const check = () => {
    setInsisted(true)
    return wanted.wish !== undefined && isSound && !sending.pending && offline === undefined
  }
  return {
    state,
    problems: [...problems, ...(server?.causes ?? []).filter(({ field }) => field !== '')],
    warnings,
    insist: () => setInsisted(true),
    set: (patch) => setState((before) => ({ ...before, ...patch })),
    touch: (field) => setTouched((before) => new Set(before).add(field)),
    errorOf: (field) => {
      const own = problems.find((word) => word.field === field)?.message
      const shown = insisted || touched.has(field) || isOthers(own)
      return (shown ? own : undefined) ?? server?.causes?.find((cause) => cause.field === field)?.message
    },
    warningOf: (field) => warnings.find((word) => word.field === field)?.message,
    judgement,
    dryRun,
    blocked: whole ?? offline,
    refused: server && !hasField(server) && server.code !== 'signed-out' ? server : undefined,
    pending: sending.pending,
    check,
    submit: async () => (check() && wanted.wish ? sending.send(wanted.wish) : undefined),
  }
}

/** What the rules say of a field that cannot be read is about nothing. */
function withoutWrong(judgement: Judged | undefined, wrong: readonly FieldWord[]): Judged {
  const isRead = ({ field }: FieldWord) => !wrong.some((word) => word.field === field)
  const { problems = [], warnings = [] } = judgement ?? {}
  return { problems: problems.filter(isRead), warnings: warnings.filter(isRead) }
}

interface Wanted<Wish> {
  readonly wish: Wish | undefined
  readonly problems: readonly FieldWord[]
}

function read<Wish>(schema: z.ZodType<Wish>, candidate: unknown): Wanted<Wish> {
  const parsed = schema.safeParse(candidate)
  if (parsed.success) return { wish: parsed.data, problems: [] }
  const problems = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  return { wish: undefined, problems }
}

/** That something else has what was typed is said at once; all other words wait until the field is left. */
function isOthers(message: string | undefined): boolean {
  return message !== undefined && / exists already| belongs to | is used by | overlaps with /.test(message)
}

function same(a: object | undefined, b: object | undefined): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b)
}

function hasField(problem: Problem): boolean {
  return (problem.causes ?? []).some(({ field }) => field !== '')
}
