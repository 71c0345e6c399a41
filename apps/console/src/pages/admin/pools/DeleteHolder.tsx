import { canDeleteExternalIp } from '@kube-dc/networking/external-ips/delete'
import { parseAddress } from '@kube-dc/networking/pools/address-text'
import type { AddressReport, ExternalIpReport } from '@kube-dc/networking/pools/report'
import { useLocation, useNavigate, useParams } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { useLiveObject } from '../../../live/use-channel.ts'
import { useNow } from '../../../parts/clock.ts'
import { ExternalIpRemoval } from '../../external-ips/ExternalIpRemoval.tsx'
import { usePlatformHere } from '../admin-context.ts'
import { ownerOf } from './address-actions.ts'
import { usePoolHere } from './pool-context.ts'

/** Asks before the External IP that holds an address is deleted; over the address. */
export function Component() {
  const { address = '', holder: name } = useParams()
  const { find } = usePoolHere()
  const parsed = parseAddress(address)
  const holder = parsed && find(parsed)?.holders.find(({ meta }) => meta.name === name)
  return holder?.eip ? <Removal address={address} holder={holder} eip={holder.eip} /> : null
}

interface RemovalProps {
  address: string
  holder: AddressReport
  eip: ExternalIpReport
}

function Removal({ address, holder, eip: { namespace, name, uid } }: RemovalProps) {
  const { pool } = usePoolHere()
  const { access } = usePlatformHere()
  const { search } = useLocation()
  const navigate = useNavigate()
  const ip = useLiveObject({ kind: 'external-ips', namespace }, name)
  const minute = useNow((now) => Math.floor(now / 60_000))
  const back = () => void navigate(`${paths.adminAddress(pool.name, address)}${search}`)
  // Another one of the same name has nothing to do with this address.
  if (ip?.meta.uid !== uid) return null
  const verdict = canDeleteExternalIp(ip, { access, project: ownerOf(holder), now: minute * 60_000 })
  return (
    <ExternalIpRemoval
      ip={ip}
      verdict={verdict}
      asShown={verdict.info.breaks.length === 0}
      onGone={back}
      onClose={back}
    />
  )
}
