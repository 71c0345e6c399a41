import { ApiError } from '@kube-dc/api/client'
import type { OperationList, OperationView } from '@kube-dc/api/operations'
import { term } from '@kube-dc/networking/learn/glossary'
import { useQuery } from '@tanstack/react-query'
import { useOutlet } from 'react-router'
import { paths } from '../app/paths.ts'
import { useServices } from '../app/services.ts'
import { LearnLink } from '../pages/learn/LearnLink.tsx'
import { NetworkingTabs } from '../pages/networking/NetworkingTabs.tsx'
import { useProject } from '../pages/project/project-context.ts'
import { Card } from '../parts/Card.tsx'
import { Empty } from '../parts/Empty.tsx'
import { FindingList } from '../parts/FindingList.tsx'
import { ProblemBox } from '../parts/ProblemBox.tsx'
import { SkeletonRows } from '../parts/SkeletonRows.tsx'
import { SplitView } from '../parts/SplitView.tsx'
import { PageBody, PageHead } from '../shell/PageHead.tsx'
import { isEnded, operationsQuery } from './operation-queries.ts'
import { operationLine } from './operation-line.tsx'
import { Unreadable } from './Unreadable.tsx'

/** The operations of a Project: those under way, those that wait for a decision, and those that can still be undone. */
export function Component() {
  const { params, namespace } = useProject()
  const { api } = useServices()
  const outlet = useOutlet()
  const { data, error, refetch } = useQuery(operationsQuery(api, namespace))
  return (
    <SplitView panel={outlet}>
      <PageHead
        title="Operations"
        sub={`Changes of several steps in ${params.project}`}
        learn={<LearnLink about="operations" />}
        tabs={<NetworkingTabs />}
      />
      <PageBody>
        {error instanceof ApiError && (
          <ProblemBox
            title="The operations could not be read"
            problem={error.problem}
            onRetry={() => void refetch()}
          />
        )}
        {data ? <Content list={data} /> : !error && <SkeletonRows columns={['16px', '3fr']} rows={3} />}
      </PageBody>
    </SplitView>
  )
}

function Content({ list: { operations, unreadable } }: { list: OperationList }) {
  const { params } = useProject()
  const open = operations.filter((each) => !isEnded(each))
  const ended = operations.filter(isEnded)
  if (operations.length === 0 && unreadable.length === 0) {
    return <Empty what={term('operation').short} here={`Nothing is under way in ${params.project}.`} />
  }
  return (
    <>
      {open.length > 0 && <Listed title="Not finished" operations={open} />}
      {unreadable.length > 0 && <Unreadable unreadable={unreadable} />}
      {ended.length > 0 && <Listed title="Ended" operations={ended} />}
    </>
  )
}

function Listed({ title, operations }: { title: string; operations: readonly OperationView[] }) {
  const { params } = useProject()
  const lines = operations.map((each) => operationLine(each, paths.operation(params, each.id)))
  return (
    <Card title={title} flush>
      <FindingList label={title} findings={lines} />
    </Card>
  )
}
