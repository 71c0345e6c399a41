import { quotaSentence } from '@kube-dc/networking/quota'
import { useNow } from '../../parts/clock.ts'
import { NetworkList } from '../networking/NetworkList.tsx'
import { NothingYet } from '../networking/NothingYet.tsx'
import { usePublicQuota, useWaitingPublic } from '../networking/use-organization.ts'
import { BULK } from './bulk.ts'
import { TABLE } from './columns.tsx'
import { CreateButton } from './CreateButton.tsx'

const WHAT =
  'An External IP is an address from a pool. Load balancers and floating IPs are reached through it.'

/** The External IPs of a Project; creating, details and deleting are routes over it. */
export function Component() {
  return (
    <NetworkList kind="external-ips" table={TABLE} bulk={BULK} actions={CREATE} empty={NOTHING} foot={FOOT} />
  )
}

function Foot() {
  const { quota, loading } = usePublicQuota()
  const waiting = useWaitingPublic()
  const sentence = useNow((now) => (loading ? '' : quotaSentence(quota, now, waiting)))
  return <>{sentence} Cloud addresses stay inside the platform and are not limited by your plan.</>
}

// One element for all renders, so that each follows its own news only.
const CREATE = <CreateButton />
const NOTHING = <NothingYet kind="external-ips" what={WHAT} action={CREATE} />
const FOOT = <Foot />
