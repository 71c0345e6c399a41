import { Counts } from '../../parts/Counts.tsx'
import { useProject } from '../project/project-context.ts'
import { countFact } from './count-fact.ts'
import type { ListHere } from './use-lists.ts'

/** How many there are of each kind, problems first; each leads to its list. */
export function Counted({ lists }: { lists: readonly ListHere[] }) {
  const { params } = useProject()
  const counts = lists.map(countFact)
  return <Counts label={`What ${params.project} has`} counts={counts} />
}
