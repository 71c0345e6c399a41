import type { FloatingIpView, Known } from '@kube-dc/networking/joins/views'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { FloatingIp } from '@kube-dc/networking/model/floating-ip'
import type { Installation } from '@kube-dc/networking/model/installation'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { eipNameOf, loneFloatingIp } from '@kube-dc/networking/states/lone-floating-ip'
import type { ChannelView } from '../../../live/channel.ts'

type ExternalIps = Pick<ChannelView<'external-ips'>, 'status' | 'objects'>

interface Made {
  readonly eip: Known<ExternalIp>
  readonly view: FloatingIpView
}

/** Joins floating IPs with their External IPs, keeping each view for as long as both stay the same. */
export function createLoneViews(
  installation: Installation,
): (
  floatingIps: readonly (FloatingIp | Unreadable)[],
  externalIps: ExternalIps,
) => readonly (FloatingIpView | Unreadable)[] {
  const made = new WeakMap<FloatingIp, Made>()

  return (floatingIps, externalIps) => {
    const look = lookUp(floatingIps, externalIps)
    return floatingIps.map((fip) => {
      if (fip.kind === 'Unreadable') return fip
      const eip = look(fip)
      const before = made.get(fip)
      if (before && isSame(before.eip, eip)) return before.view
      const view = loneFloatingIp(fip, eip, installation)
      made.set(fip, { eip, view })
      return view
    })
  }
}

function isSame(a: Known<ExternalIp>, b: Known<ExternalIp>): boolean {
  if (a.state === 'found' && b.state === 'found') return a.object === b.object
  return a.state === b.state
}

/** Of tens of thousands of External IPs only those that floating IPs name are kept. */
function lookUp(
  floatingIps: readonly (FloatingIp | Unreadable)[],
  { status, objects }: ExternalIps,
): (fip: FloatingIp) => Known<ExternalIp> {
  if (status !== 'ready') {
    const sight = status === 'loading' ? 'loading' : 'forbidden'
    return () => ({ state: 'hidden', kind: 'external-ips', sight })
  }
  const wanted = new Set(floatingIps.map((fip) => (fip.kind === 'FloatingIp' ? keyOf(fip) : '')))
  const found = new Map<string, Known<ExternalIp>>()
  for (const object of objects) {
    const key = `${object.meta.namespace ?? ''}/${object.meta.name}`
    if (!wanted.has(key)) continue
    found.set(
      key,
      object.kind === 'Unreadable' ? { state: 'unreadable', object } : { state: 'found', object },
    )
  }
  return (fip) => found.get(keyOf(fip)) ?? { state: 'absent' }
}

function keyOf(fip: FloatingIp): string {
  return `${fip.meta.namespace ?? ''}/${eipNameOf(fip) ?? ''}`
}
