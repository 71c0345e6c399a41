import type { Started } from '@kube-dc/api/operations'
import { intent as intentSchema, type Intent } from '@kube-dc/networking/intents/intent'
import { judge } from '@kube-dc/networking/intents/judge'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { Plan } from '@kube-dc/networking/operations/plan'
import { useCallback } from 'react'
import type { z } from 'zod'
import { useServices } from '../../../app/services.ts'
import { useStartOperation } from '../../../operations/use-start-operation.ts'
import { useProject } from '../../project/project-context.ts'
import { useJudgementFacts } from '../use-judgement-facts.ts'
import { useJudgedForm, type FormFields, type JudgedForm } from './use-judged-form.ts'

/** What fields need that show what is in the Project. */
export interface Fields<S> extends FormFields<S> {
  readonly facts: JudgementFacts
}

export interface IntentForm<S>
  extends Fields<S>, Omit<JudgedForm<S, unknown, Started>, 'judgement' | keyof FormFields<S>> {
  /** What will be made, while nothing speaks against it. */
  readonly plan: Plan | undefined
}

interface Options<S> {
  readonly initial: S
  /** Keeps what is typed over a load of the page, in this shape. Absent: something else keeps it. */
  readonly draft?: z.ZodType<S>
  /** What the screen says as an intent; anything may be missing or wrong in it. */
  readonly intentOf: (state: S) => unknown
}

/** A form that asks for something in the open Project. */
export function useIntentForm<S extends object>({ initial, draft, intentOf }: Options<S>): IntentForm<S> {
  const facts = useJudgementFacts()
  const { api } = useServices()
  const { namespace } = useProject()
  const sending = useStartOperation()
  const { judgement, ...form } = useJudgedForm({
    initial,
    draft,
    wishOf: intentOf,
    schema: intentSchema,
    judge: useCallback((intent: Intent) => judge(intent, facts), [facts]),
    sending,
    dryRun: {
      key: ['intent', namespace],
      ask: (intent, signal) =>
        api.call(
          'startOperation',
          { params: { namespace }, query: { dryRun: 'true' }, body: intent },
          { signal },
        ),
    },
  })
  return { ...form, facts, plan: judgement?.plan }
}
