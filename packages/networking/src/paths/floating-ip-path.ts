import type { FloatingIpView } from '../joins/views.ts'
import type { Finding } from '../rules/finding.ts'
import { addressHop, causedState, clientHop, hiddenReason, rootCause } from './hops.ts'
import { path, type Path, type PathHop } from './path.ts'

const ABOUT_TARGET: ReadonlySet<string> = new Set([
  'floating-ip/vm-not-running',
  'floating-ip/no-such-interface',
  'floating-ip/no-guest-address',
])

/** Client, External IP, NAT, target. Connections go both ways. */
export function floatingIpPath(view: FloatingIpView, findings: readonly Finding[]): Path {
  const internal = view.fip.resolvedAddress
  return path(
    [clientHop(view.networkType)],
    [addressHop(view.eip, findings, view.fip.requestedEip, view.address)],
    [natHop(view, findings), internal === undefined ? undefined : `to ${internal}`],
    [targetHop(view, findings)],
  )
}

function natHop({ fip, name }: FloatingIpView, findings: readonly Finding[]): PathHop {
  const cause = rootCause(
    findings,
    ({ rule, subject }) => subject.kind === 'FloatingIp' && !ABOUT_TARGET.has(rule),
  )
  const base = {
    kind: 'Floating IP',
    name,
    ref: { view: 'floating-ips', name },
    ...(fip.resolvedAddress !== undefined && { detail: fip.resolvedAddress }),
  } as const
  if (cause) return { ...base, state: causedState(cause), reason: cause.short }
  return fip.ready ? { ...base, state: 'ok' } : { ...base, state: 'waiting', reason: 'Not ready yet' }
}

function targetHop({ target }: FloatingIpView, findings: readonly Finding[]): PathHop {
  const cause = rootCause(findings, ({ rule }) => ABOUT_TARGET.has(rule))
  switch (target.by) {
    case 'none':
      return { state: 'broken', kind: 'Target', name: 'none', reason: 'The object names no target' }
    case 'address': {
      const { address, holder } = target
      if (holder.state === 'hidden') {
        return {
          state: 'hidden',
          kind: 'Target',
          detail: address,
          reason: hiddenReason(holder.sight, 'pods'),
        }
      }
      if (holder.state === 'found') {
        const { kind, name } = holder.object
        return { state: 'ok', kind: kind === 'vm' ? 'VM' : 'Pod', name, detail: address }
      }
      const reason = 'Nothing that can be seen has this address'
      return { state: 'unknown', kind: 'Target', name: address, detail: address, reason }
    }
    case 'vm': {
      const { vm, instance, liveAddress } = target
      const base = {
        kind: 'VM',
        name: vm,
        ...(liveAddress !== undefined && { detail: liveAddress }),
      } as const
      if (cause) return { ...base, state: causedState(cause), reason: cause.short }
      if (instance.state === 'hidden')
        return { state: 'hidden', kind: 'VM', reason: hiddenReason(instance.sight, 'VMs') }
      if (instance.state !== 'found')
        return { ...base, state: 'unknown', reason: 'Whether it runs cannot be told' }
      return liveAddress === undefined
        ? { ...base, state: 'waiting', reason: 'Reports no address yet' }
        : { ...base, state: 'ok' }
    }
  }
}
