import { ApiError } from '@kube-dc/api/client'
import type { OperationList, OperationView } from '@kube-dc/api/operations'
import { term } from '@kube-dc/networking/learn/glossary'
import { useQuery } from '@tanstack/react-query'
import { useServices } from '../app/services.ts'
import { Card } from '../parts/Card.tsx'
import { Empty } from '../parts/Empty.tsx'
import { FindingList } from '../parts/FindingList.tsx'
import { ProblemBox } from '../parts/ProblemBox.tsx'
import { SkeletonRows } from '../parts/SkeletonRows.tsx'
import { operationLine } from './operation-line.tsx'
import { isEnded, operationsQuery } from './operation-queries.ts'
import type { OperationPlace } from './place.ts'
import { Unreadable } from './Unreadable.tsx'

/** All operations of one place: what is not finished first. */
export function OperationLists({ place }: { place: OperationPlace }) {
  const { api } = useServices()
  const { data, error, refetch } = useQuery(operationsQuery(api, place.namespace))
  return (
    <>
      {error instanceof ApiError && (
        <ProblemBox
          title="The operations could not be read"
          problem={error.problem}
          onRetry={() => void refetch()}
        />
      )}
      {data ? (
        <Content place={place} list={data} />
      ) : (
        !error && <SkeletonRows columns={['16px', '3fr']} rows={3} />
      )}
    </>
  )
}

interface ContentProps {
  place: OperationPlace
  list: OperationList
}

function Content({ place, list: { operations, unreadable } }: ContentProps) {
  const open = operations.filter((each) => !isEnded(each))
  const ended = operations.filter(isEnded)
  if (operations.length === 0 && unreadable.length === 0) {
    return <Empty what={term('operation').short} here={`Nothing is under way in ${place.name}.`} />
  }
  return (
    <>
      {open.length > 0 && <Listed title="Not finished" place={place} operations={open} />}
      {unreadable.length > 0 && <Unreadable unreadable={unreadable} namespace={place.namespace} />}
      {ended.length > 0 && <Listed title="Ended" place={place} operations={ended} />}
    </>
  )
}

interface ListedProps {
  title: string
  place: OperationPlace
  operations: readonly OperationView[]
}

function Listed({ title, place, operations }: ListedProps) {
  const lines = operations.map((each) => operationLine(each, place.one(each.id)))
  return (
    <Card title={title} flush>
      <FindingList label={title} findings={lines} />
    </Card>
  )
}
