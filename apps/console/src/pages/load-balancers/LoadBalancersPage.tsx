import { paths } from '../../app/paths.ts'
import { CreateAction } from '../networking/CreateAction.tsx'
import { NetworkList } from '../networking/NetworkList.tsx'
import { useView } from '../networking/network-context.ts'
import { NothingYet } from '../networking/NothingYet.tsx'
import { useProject } from '../project/project-context.ts'
import { BULK } from './bulk.ts'
import { TABLE } from './columns.tsx'

const WHAT =
  'A load balancer is a Service of type LoadBalancer: it brings traffic from an address to pods or VMs of the Project.'

/** The load balancers of a Project. */
export function Component() {
  return (
    <NetworkList
      kind="load-balancers"
      table={TABLE}
      bulk={BULK}
      actions={CREATE}
      empty={NOTHING}
      foot={FOOT}
    />
  )
}

function Foot() {
  const { params } = useProject()
  const view = useView('project-network', params.project)
  const quota = view?.loadBalancers
  return (
    <>
      {quota?.used !== undefined &&
        `Load balancers: ${quota.used} of ${quota.hard} used, by the quota ${quota.quota} of ${params.project}. `}
      Companion Services that the platform keeps for each load balancer are left out.
    </>
  )
}

const FOOT = <Foot />

function Create() {
  const { params } = useProject()
  return (
    <CreateAction kind="services" to={paths.createLoadBalancer(params)}>
      Create load balancer
    </CreateAction>
  )
}

const CREATE = <Create />
const NOTHING = <NothingYet kind="load-balancers" what={WHAT} action={CREATE} />
