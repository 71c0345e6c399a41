import type { ListKind } from '../../app/lists.ts'
import { LISTS } from '../../app/lists.ts'
import { linkedPath } from '../networking/linked-path.ts'
import { useRowsPart } from '../networking/network-context.ts'
import type { Row } from '../networking/rows.ts'
import { PathCard } from '../../parts/traffic-path/PathCard.tsx'
import type { Path } from '../../parts/traffic-path/types.ts'
import { useProject } from '../project/project-context.ts'

interface LiveFlowProps {
  kind: Extract<ListKind, 'floating-ips' | 'load-balancers' | 'gateway-routes'>
  /** What it looks like where the Project has none. */
  sample: Path
}

/** A flow told with the reader's own object, live: one that works, else any. */
export function LiveFlow({ kind, sample }: LiveFlowProps) {
  const { params } = useProject()
  const row = useRowsPart<ListKind, Row<unknown> | undefined>(kind, ({ list }) => best(list))
  const { thing } = LISTS[kind]
  if (!row?.state.path) {
    return (
      <PathCard
        title={`How a ${thing} works`}
        sub={`An example: ${params.project} has none yet`}
        {...sample}
      />
    )
  }
  const { name } = row.meta
  return <PathCard title={`Your ${thing} ${name}, live`} {...linkedPath(row.state.path, params)} />
}

function best(rows: readonly Row<unknown>[]): Row<unknown> | undefined {
  return rows.find(({ state }) => state.state === 'ok' && state.path) ?? rows.find(({ state }) => state.path)
}
