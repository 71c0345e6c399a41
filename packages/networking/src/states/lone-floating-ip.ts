import { poolTypeOf } from '../addresses.ts'
import { networkTypeOf } from '../external-ips/network.ts'
import { useOf } from '../joins/external-ip.ts'
import { found } from '../joins/reader.ts'
import type { AddressUse, FloatingIpTargetView, FloatingIpView, Known } from '../joins/views.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { FloatingIp } from '../model/floating-ip.ts'
import type { Installation } from '../model/installation.ts'
import type { NetworkType } from '../model/network-type.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { floatingIpFindings } from '../rules/catalogue.ts'
import type { Finding } from '../rules/finding.ts'
import type { RuleContext } from '../rules/rule.ts'

/** How a floating IP does, as far as itself and its External IP tell; where it leads is not looked at. */
export interface LoneFloatingIpState {
  /** `unknown`: nothing is wrong as far as it is seen. */
  readonly state: 'waiting' | 'broken' | 'unknown'
  /** In one short sentence, without the name. */
  readonly reason: string
  readonly notice: boolean
  readonly findings: readonly Finding[]
}

/**
 * A floating IP where of its Project only the External IPs are seen, as in lists across tenants. Its target is named and
 * not judged: a VM or pod that was not looked at is hidden, never absent.
 *
 * @param eip the External IP that it has or asks for, see `eipNameOf`.
 */
export function loneFloatingIp(
  fip: FloatingIp,
  eip: Known<ExternalIp>,
  installation: Installation,
): FloatingIpView {
  const ip = found(eip)
  const address = fip.externalAddress ?? ip?.address
  return {
    kind: 'FloatingIpView',
    name: fip.meta.name,
    fip,
    eip,
    networkType: typeOf(fip, ip, installation),
    takenBy: ip ? othersOn(ip, fip) : [],
    target: targetOf(fip),
    conflicts: [],
    sharing: [],
    ...(address !== undefined && { address }),
    unseen: ['virtual-machines', 'virtual-machine-instances', 'pods'],
  }
}

/** Name of its External IP; undefined where the platform makes one and does not name it yet. */
export function eipNameOf({ eip, requestedEip }: FloatingIp): string | undefined {
  return eip ?? requestedEip
}

/** What the rules say of it; at most that it is set up, as what it leads to is not seen. */
export function loneFloatingIpState(
  view: FloatingIpView | Unreadable,
  context: RuleContext,
): LoneFloatingIpState {
  const findings = floatingIpFindings(view, context)
  const [first] = findings
  if (view.kind === 'Unreadable') {
    return { state: 'broken', reason: first?.short ?? 'Not readable', notice: false, findings }
  }
  if (view.fip.meta.deletedAt !== undefined) {
    return { state: 'waiting', reason: 'Being deleted', notice: false, findings }
  }
  if (first?.severity === 'broken' || first?.severity === 'waiting') {
    return { state: first.severity, reason: first.short, notice: false, findings }
  }
  return { state: 'unknown', reason: 'Set up, target not looked at here', notice: false, findings }
}

function typeOf(
  { requestedType, externalAddress }: FloatingIp,
  ip: ExternalIp | undefined,
  installation: Installation,
): NetworkType | 'unknown' {
  const own = ip ? networkTypeOf(ip, installation) : 'unknown'
  if (own !== 'unknown') return own
  const pool = externalAddress === undefined ? undefined : poolTypeOf(externalAddress, installation.pools)
  return pool ?? requestedType ?? 'unknown'
}

/** Who else has its External IP, as the address itself says. */
function othersOn({ owners }: ExternalIp, { meta }: FloatingIp): readonly AddressUse[] {
  return owners
    .map((owner) => ({ type: useOf(owner), name: owner.name }))
    .filter(({ type, name }) => type !== 'floating-ip' || name !== meta.name)
}

function targetOf({ target }: FloatingIp): FloatingIpTargetView {
  switch (target.by) {
    case 'none':
      return { by: 'none' }
    case 'address':
      return {
        by: 'address',
        address: target.address,
        holder: { state: 'hidden', kind: 'pods', sight: 'loading' },
      }
    case 'vm':
      return {
        by: 'vm',
        vm: target.vm,
        machine: { state: 'hidden', kind: 'virtual-machines', sight: 'loading' },
        instance: { state: 'hidden', kind: 'virtual-machine-instances', sight: 'loading' },
        ...(target.interface !== undefined && { wantedInterface: target.interface }),
      }
  }
}
