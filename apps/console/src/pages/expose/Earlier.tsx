import { methodTable } from '@kube-dc/networking/methods/methods'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useServices } from '../../app/services.ts'
import { operationLine } from '../../operations/operation-line.tsx'
import { operationsQuery } from '../../operations/operation-queries.ts'
import { useProjectPlace } from '../../operations/place.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Card } from '../../parts/Card.tsx'
import { FindingList, type FindingLine } from '../../parts/FindingList.tsx'
import { useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'
import { readAnswers } from './answers.ts'
import { STEPS, stepTitle } from './steps.ts'
import { useKeptRun } from './use-kept-run.ts'

/** The latest of what this person began here; the rest is in the list of operations. */
const SHOWN = 3

/** Where somebody was who comes back: the run that was broken off, and what went on without its page. */
export function Earlier() {
  const { api } = useServices()
  const place = useProjectPlace()
  const { data } = useQuery(operationsQuery(api, place.namespace))
  const run = useRunLine()
  const own = (data?.operations ?? []).filter(({ mine, intent }) => mine && intent.startsWith('create-'))
  const lines = own.slice(0, SHOWN).map((each) => operationLine(each, place.one(each.id)))
  if (run === undefined && lines.length === 0) return null
  return (
    <Card title="Begun before" action={lines.length > 0 && <Link to={place.list}>All operations</Link>} flush>
      <FindingList label="Begun before" findings={[...(run ? [run] : []), ...lines]} />
    </Card>
  )
}

function useRunLine(): FindingLine | undefined {
  const { params } = useProject()
  const { installation } = useSession()
  const kept = useKeptRun()
  const [run, setRun] = useState(() => kept.read())
  const method = run && readAnswers(run.query).method
  if (!run || method === undefined) return undefined
  const { step, query } = run
  const target = targetOf(query)
  return {
    id: 'run',
    state: 'waiting',
    title: `${methodTable(installation)[method].title}${target === '' ? '' : ` for ${target}`}`,
    why: `Not applied: you were at “${stepTitle(step, method)}”, step ${STEPS.indexOf(step) + 1} of ${STEPS.length}.`,
    action: (
      <>
        <ActionButton to={paths.exposeStep(params, step, query)}>Continue</ActionButton>
        <ActionButton
          look="quiet"
          onClick={() => {
            kept.forget()
            setRun(undefined)
          }}
        >
          Discard
        </ActionButton>
      </>
    ),
  }
}

/** What it was to lead to, by name; empty where only labels say. */
function targetOf(query: URLSearchParams): string {
  const vm = query.get('vm')?.split('/')[0]
  const target = query.get('target') ?? ''
  return vm ?? target.slice(target.indexOf('/') + 1 || target.length)
}
