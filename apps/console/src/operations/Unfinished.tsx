import { useQuery } from '@tanstack/react-query'
import { useServices } from '../app/services.ts'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Card } from '../parts/Card.tsx'
import { FindingList } from '../parts/FindingList.tsx'
import { operationLine } from './operation-line.tsx'
import { isEnded, operationsQuery } from './operation-queries.ts'
import type { OperationPlace } from './place.ts'

/** Operations that somebody has begun and nobody has finished or undone yet. */
export function Unfinished({ place }: { place: OperationPlace }) {
  const { api } = useServices()
  const { data } = useQuery(operationsQuery(api, place.namespace))
  const open = data?.operations.filter((each) => !isEnded(each)) ?? []
  if (open.length === 0) return null
  const lines = open.map((each) => {
    const to = place.one(each.id)
    return operationLine(each, to, <ActionButton to={to}>Finish or undo…</ActionButton>)
  })
  return (
    <Card title="Not finished" flush>
      <FindingList label="Operations that are not finished" findings={lines} />
    </Card>
  )
}
