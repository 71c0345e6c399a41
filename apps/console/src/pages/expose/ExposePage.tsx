import { targetOptions } from '@kube-dc/networking/intents/targets'
import { advise } from '@kube-dc/networking/methods/advise'
import { adviceFacts } from '@kube-dc/networking/methods/facts'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { paths } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Beside } from '../../parts/Beside.tsx'
import { Card } from '../../parts/Card.tsx'
import { PageBody, PageHead } from '../../shell/PageHead.tsx'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'
import { readAnswers, withAnswers } from './answers.ts'
import { BasedOn } from './BasedOn.tsx'
import { formLink } from './form-link.ts'
import { HelpMeChoose } from './HelpMeChoose.tsx'
import { Made } from './Made.tsx'
import { Ways } from './Ways.tsx'
import { Details, What } from './Questions.tsx'
import styles from './Expose.module.css'

/** "Which method should I use?", answered for what is here now; its form then carries it out. */
export function Component() {
  const { params } = useProject()
  const [query, setQuery] = useSearchParams()
  const answers = readAnswers(query)
  const facts = useJudgementFacts()
  const targets = useMemo(() => targetOptions(facts), [facts])
  const given = useMemo(
    () =>
      adviceFacts({
        ...facts,
        project: params.project,
        ...(answers.target !== '' && { target: answers.target }),
      }),
    [facts, params.project, answers.target],
  )
  const set = (values: Readonly<Record<string, string | undefined>>) =>
    setQuery(withAnswers(query, values), { replace: true })
  const { answer, from, protocol, port } = answers
  const advice =
    answer &&
    advise({ answer, from, ...(protocol && { protocol }), ...(port !== undefined && { port }) }, given)
  const chosen =
    advice?.methods.find(({ method, verdict }) => method === answers.method && isPossible(verdict)) ??
    advice?.methods.find(({ method }) => method === advice.recommended)

  return (
    <>
      <PageHead
        title="Expose something"
        sub="Which method should I use?"
        actions={<ActionButton to={paths.learn(params, 'which-method')}>Compare the methods</ActionButton>}
      />
      <PageBody>
        <Beside aside={<BasedOn facts={given} />}>
          <Card
            title="What are you exposing?"
            action={
              <button
                type="button"
                className={styles.link}
                onClick={() => set({ help: answers.helping ? undefined : '1' })}
              >
                {answers.helping ? 'I know what it is' : 'Help me choose'}
              </button>
            }
          >
            {answers.helping ? (
              <HelpMeChoose choices={answers.choices} onChange={set} />
            ) : (
              <What value={answer} onChange={(value) => set({ answer: value, method: undefined })} />
            )}
          </Card>
          {advice && (
            <>
              <Details answers={answers} targets={targets} onChange={set} />
              <Ways advice={advice} chosen={chosen?.method} onChange={(method) => set({ method })} />
              {chosen && <Made advice={chosen} facts={given} answers={answers} />}
              <div className={styles.actions}>
                {chosen ? (
                  <ActionButton look="primary" to={formLink(params, chosen, answers, given)}>
                    Continue
                  </ActionButton>
                ) : (
                  <p role="status">{advice.stuck}</p>
                )}
                <ActionButton look="quiet" to={paths.overview(params)}>
                  Cancel
                </ActionButton>
              </div>
            </>
          )}
        </Beside>
      </PageBody>
    </>
  )
}

function isPossible(verdict: string): boolean {
  return verdict === 'recommended' || verdict === 'possible'
}
