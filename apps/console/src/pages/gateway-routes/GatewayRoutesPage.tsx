import { Empty } from '../../parts/Empty.tsx'
import { NetworkList } from '../networking/NetworkList.tsx'
import { useProject } from '../project/project-context.ts'
import { TABLE } from './columns.tsx'

const WHAT =
  'A gateway route gives a web application a hostname on the shared Gateway, with a certificate where it is HTTPS.'

/** The gateway routes of a Project. */
export function Component() {
  return <NetworkList kind="gateway-routes" table={TABLE} empty={<Nothing />} foot={FOOT} />
}

function Nothing() {
  const { params } = useProject()
  return <Empty what={WHAT} here={`${params.project} has none yet.`} />
}

const FOOT = 'Own hostnames also need a DNS record that leads to the Gateway; the console cannot see DNS.'
