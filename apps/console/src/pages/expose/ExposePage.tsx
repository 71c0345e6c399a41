import { targetOptions } from '@kube-dc/networking/intents/targets'
import { advise, type MethodAdvice } from '@kube-dc/networking/methods/advise'
import { adviceFacts } from '@kube-dc/networking/methods/facts'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { paths } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Beside } from '../../parts/Beside.tsx'
import { Card } from '../../parts/Card.tsx'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'
import { readAnswers, withAnswers } from './answers.ts'
import { BasedOn } from './BasedOn.tsx'
import { Compared } from './Compared.tsx'
import { Earlier } from './Earlier.tsx'
import { Frame } from './Frame.tsx'
import { draftValues, formLink } from './form-link.ts'
import { HelpMeChoose } from './HelpMeChoose.tsx'
import { Made } from './Made.tsx'
import { useKeptRun } from './use-kept-run.ts'
import { Ways } from './Ways.tsx'
import { Details, What } from './Questions.tsx'
import styles from './Expose.module.css'

/** "Which method should I use?", answered for what is here now; its form then carries it out. */
export function Component() {
  const { params } = useProject()
  const [query, setQuery] = useSearchParams()
  const answers = readAnswers(query)
  const kept = useKeptRun()
  const facts = useJudgementFacts()
  const targets = useMemo(() => targetOptions(facts), [facts])
  const given = useMemo(
    () =>
      adviceFacts({
        ...facts,
        project: params.project,
        ...(answers.target !== '' && { target: answers.target }),
        ...(answers.beside !== '' && { beside: answers.beside }),
      }),
    [facts, params.project, answers.target, answers.beside],
  )
  const set = (values: Readonly<Record<string, string | undefined>>) =>
    setQuery(withAnswers(query, { ...UNSET, ...values }), { replace: true })
  // Each question is a step of the history, so that Back leads to the one before.
  const ask = (values: Readonly<Record<string, string | undefined>>) =>
    setQuery(withAnswers(query, { ...UNSET, ...values }))
  // What was set up for this very choice stands, also after a look back at it.
  const onward = (advice: MethodAdvice) =>
    paths.exposeStep(
      params,
      'target',
      query.has('use') && query.get('method') === advice.method
        ? query
        : withAnswers(query, draftValues(advice, answers, given)),
    )
  const { answer, from, protocol, port } = answers
  const advice =
    answer &&
    advise({ answer, from, ...(protocol && { protocol }), ...(port !== undefined && { port }) }, given)
  const chosen =
    advice?.methods.find(({ method, verdict }) => method === answers.method && isPossible(verdict)) ??
    advice?.methods.find(({ method }) => method === advice.recommended)

  return (
    <Frame
      step="method"
      method={chosen?.method}
      title="Expose something"
      aside={
        // Before an answer nothing is cancelled but the look at this page.
        <ActionButton
          look="quiet"
          to={paths.overview(params)}
          onClick={answers.answer === undefined ? undefined : kept.forget}
        >
          Cancel
        </ActionButton>
      }
      actions={
        chosen && (
          <>
            <ActionButton to={formLink(params, chosen, answers, given)}>As one form</ActionButton>
            <ActionButton look="primary" to={onward(chosen)}>
              Continue
            </ActionButton>
          </>
        )
      }
    >
      <Beside aside={<BasedOn facts={given} />}>
        {!advice && !answers.helping && <Earlier />}
        <Card
          title="What are you exposing?"
          action={
            <button
              type="button"
              className={styles.link}
              onClick={() => ask({ help: answers.helping ? undefined : '1' })}
            >
              {answers.helping ? 'Choose without questions' : 'Help me choose'}
            </button>
          }
        >
          {answers.helping ? (
            <HelpMeChoose choices={answers.choices} onChange={ask} />
          ) : (
            <What
              value={answer}
              onChange={(value) => set({ answer: value, method: undefined, protocol: undefined })}
            />
          )}
        </Card>
        {advice && (
          <>
            <Details answers={answers} targets={targets} target={given.target} onChange={set} />
            <Ways advice={advice} chosen={chosen?.method} onChange={(method) => set({ method })} />
            {chosen ? (
              <Made advice={chosen} facts={given} answers={answers} />
            ) : (
              <p role="status">{advice.stuck}</p>
            )}
          </>
        )}
      </Beside>
      {!advice && <Compared />}
    </Frame>
  )
}

/** What later steps say rests on the answers here, so another answer takes it away. */
const UNSET = {
  use: undefined,
  type: undefined,
  eip: undefined,
  ip: undefined,
  vm: undefined,
  ports: undefined,
}

function isPossible(verdict: string): boolean {
  return verdict === 'recommended' || verdict === 'possible'
}
