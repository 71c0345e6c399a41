import { useQuery } from '@tanstack/react-query'
import { paths } from '../../app/paths.ts'
import { useServices } from '../../app/services.ts'
import { operationLine } from '../../operations/operation-line.tsx'
import { isEnded, operationsQuery } from '../../operations/operation-queries.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Card } from '../../parts/Card.tsx'
import { FindingList } from '../../parts/FindingList.tsx'
import { useProject } from '../project/project-context.ts'

/** Operations that somebody has begun and nobody has finished or undone yet. */
export function Unfinished() {
  const { params, namespace } = useProject()
  const { api } = useServices()
  const { data } = useQuery(operationsQuery(api, namespace))
  const open = data?.operations.filter((each) => !isEnded(each)) ?? []
  if (open.length === 0) return null
  const lines = open.map((each) => {
    const to = paths.operation(params, each.id)
    return operationLine(each, to, <ActionButton to={to}>Finish or undo…</ActionButton>)
  })
  return (
    <Card title="Not finished" flush>
      <FindingList label="Operations that are not finished" findings={lines} />
    </Card>
  )
}
