import { Empty } from '../../parts/Empty.tsx'
import { NetworkList } from '../networking/NetworkList.tsx'
import { useProject } from '../project/project-context.ts'
import { TABLE } from './columns.tsx'

const WHAT =
  'A floating IP gives one VM or internal address an External IP of its own: all ports, in both directions.'

/** The floating IPs of a Project. */
export function Component() {
  return <NetworkList kind="floating-ips" table={TABLE} empty={<Nothing />} foot={FOOT} />
}

function Nothing() {
  const { params } = useProject()
  return <Empty what={WHAT} here={`${params.project} has none yet.`} />
}

const FOOT =
  'A floating IP opens every port of its target to whoever reaches its address, and is the way out of that target.'
