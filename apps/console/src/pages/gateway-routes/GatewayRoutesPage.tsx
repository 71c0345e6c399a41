import { paths } from '../../app/paths.ts'
import { CreateAction } from '../networking/CreateAction.tsx'
import { NetworkList } from '../networking/NetworkList.tsx'
import { NothingYet } from '../networking/NothingYet.tsx'
import { useProject } from '../project/project-context.ts'
import { BULK } from './bulk.ts'
import { TABLE } from './columns.tsx'

const WHAT =
  'A gateway route gives a web application a hostname on the shared Gateway, with a certificate where it is HTTPS.'

/** The gateway routes of a Project. */
export function Component() {
  return (
    <NetworkList
      kind="gateway-routes"
      table={TABLE}
      bulk={BULK}
      actions={CREATE}
      empty={NOTHING}
      foot={FOOT}
    />
  )
}

const FOOT = 'Own hostnames also need a DNS record that leads to the Gateway; the console cannot see DNS.'

function Create() {
  const { params } = useProject()
  return (
    <CreateAction kind="services" to={paths.createGatewayRoute(params)}>
      Create gateway route
    </CreateAction>
  )
}

const CREATE = <Create />
const NOTHING = <NothingYet kind="gateway-routes" what={WHAT} action={CREATE} />
