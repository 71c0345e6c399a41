import { paths } from '../../app/paths.ts'
import { CreateAction } from '../networking/CreateAction.tsx'
import { NetworkList } from '../networking/NetworkList.tsx'
import { NothingYet } from '../networking/NothingYet.tsx'
import { useProject } from '../project/project-context.ts'
import { BULK } from './bulk.ts'
import { TABLE } from './columns.tsx'

const WHAT =
  'A floating IP gives one VM or internal address an External IP of its own: all ports, in both directions.'

/** The floating IPs of a Project. */
export function Component() {
  return (
    <NetworkList kind="floating-ips" table={TABLE} bulk={BULK} actions={CREATE} empty={NOTHING} foot={FOOT} />
  )
}

const FOOT =
  'A floating IP opens every port of its target to whoever reaches its address, and is the way out of that target.'

function Create() {
  const { params } = useProject()
  return (
    <CreateAction kind="floating-ips" to={paths.createFloatingIp(params)}>
      Create floating IP
    </CreateAction>
  )
}

const CREATE = <Create />
const NOTHING = <NothingYet kind="floating-ips" what={WHAT} action={CREATE} />
