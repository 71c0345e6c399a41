import { isDeepStrictEqual } from 'node:util'
import { finalizersPatch, withoutFinalizer, type Action } from './actions.ts'
import { withCondition } from './condition.ts'
import { floating, type FloatingIp, type OvnFip } from './floating-resources.ts'
import { hasFault, madeFor } from './marks.ts'
import { attribution, endedName, ovnFipName } from './names.ts'
import { resources, typeOf, type Condition, type ExternalIp } from './resources.ts'
import type { VirtualMachineInstance } from './workload-resources.ts'

export const FIP_FINALIZER = 'fip.kube-dc.com/finalizer'

/** On an OvnFip: the FIp it was made for, as `<namespace>.<name>`. */
export const FIP_OF = 'kube-dc.com/ovn-fip-created-by-fip'

/** Fault: the FIp never reports its external address (kube-dc.md §6, known bugs). */
const BLANK_ADDRESS = 'blank-external-ip'

/** What the platform knows when it looks at one FIp. */
export interface FloatingIpView {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Type of an External IP made for it: the one asked for, or the platform's default. */
  readonly networkType: string
  /** The one it names, or the one made for it. */
  readonly externalIp?: ExternalIp
  /** The running instance that it names. */
  readonly instance?: VirtualMachineInstance
  readonly ovnFip?: OvnFip
  /** The last thing told in an Event about it. */
  readonly told?: string
}

interface Target {
  readonly address: string
  readonly interface?: {
    readonly vmName: string
    readonly interfaceName: string
    readonly ipAddress: string
    readonly mac?: string
  }
}

type Verdict = Pick<Condition, 'reason' | 'message'>

function unresolved(message: string): Verdict {
  return { reason: 'TargetNotResolved', message }
}

/** The internal address, or why there is none (kube-dc.md §6): a VM has one only while its instance reports it. */
function targetOf({ spec }: FloatingIp, instance: VirtualMachineInstance | undefined): Target | Verdict {
  if (spec?.ipAddress) return { address: spec.ipAddress }
  const vmName = spec?.vmTarget?.vmName
  if (!vmName) return unresolved('neither an address nor a virtual machine is given')
  if (!instance || instance.metadata.deleting) {
    return unresolved(`virtual machine ${vmName} has no running instance`)
  }
  const interfaces = (instance.status?.interfaces ?? []).filter(({ name }) => name)
  const wanted = spec.vmTarget?.interfaceName
  const found = wanted ? interfaces.find(({ name }) => name === wanted) : interfaces[0]
  if (!found?.name) {
    return unresolved(
      wanted
        ? `virtual machine ${vmName} has no interface ${wanted}`
        : `virtual machine ${vmName} reports no interface`,
    )
  }
  const { name: interfaceName, ipAddress, mac } = found
  if (!ipAddress) return unresolved(`interface ${interfaceName} of ${vmName} reports no address`)
  return { address: ipAddress, interface: { vmName, interfaceName, ipAddress, ...(mac && { mac }) } }
}

/** Its External IP with the address, or why it cannot be used. */
function addressOf(
  { metadata, spec }: FloatingIp,
  externalIp: ExternalIp | undefined,
): { readonly ovnEip: string; readonly address: string } | Verdict {
  if (!externalIp) {
    return spec?.eip
      ? {
          reason: 'ExternalIpNotFound',
          message: `EIp ${spec.eip} not found in namespace ${metadata.namespace}`,
        }
      : { reason: 'Allocating', message: 'waiting for an external address' }
  }
  const { name } = externalIp.metadata
  const { ready, ipAddress, ovnEIpRef, owners, ownershipType, conditions } = externalIp.status ?? {}
  if (!ready || !ipAddress || !ovnEIpRef) {
    const why = conditions?.find(({ type }) => type === 'Ready')
    return { reason: why?.reason ?? 'Allocating', message: `EIp ${name}: ${why?.message ?? 'not ready'}` }
  }
  if (owners?.some(({ type, ownerRef }) => type === 'FIp' && ownerRef === metadata.name)) {
    return { ovnEip: ovnEIpRef, address: ipAddress }
  }
  return ownershipType === 'Released'
    ? { reason: 'Allocating', message: `waiting for EIp ${name}` }
    : { reason: 'ExternalIpInUse', message: `EIp ${name} is ${ownershipType} and used by others` }
}

function externalIpFor(floatingIp: FloatingIp, externalNetworkType: string): Action {
  const { metadata } = floatingIp
  return {
    do: 'create',
    resource: resources.externalIps,
    manifest: {
      ...typeOf(resources.externalIps),
      metadata: madeFor(floating.floatingIps, floatingIp, endedName(`fip-${metadata.name}`, metadata.uid)),
      spec: { externalNetworkType },
    },
  }
}

/** Makes or follows the translation rule; it is kept while the target is away, as the platform does (kube-dc.md §6). */
function ruleFor(floatingIp: FloatingIp, ovnEip: string, v4Ip: string, before: OvnFip | undefined): Action[] {
  const { metadata } = floatingIp
  if (!before) {
    const manifest = {
      ...typeOf(floating.ovnFips),
      metadata: { name: ovnFipName(metadata), annotations: { [FIP_OF]: attribution(metadata) } },
      spec: { ovnEip, vpc: metadata.namespace, v4Ip, type: 'centralized' },
    }
    return [{ do: 'create', resource: floating.ovnFips, manifest }]
  }
  if (before.spec.ovnEip === ovnEip && before.spec.v4Ip === v4Ip) return []
  const patch = { spec: { ovnEip, v4Ip } }
  return [{ do: 'patch', resource: floating.ovnFips, target: before.metadata, patch }]
}

function dismantle(floatingIp: FloatingIp, ovnFip: OvnFip | undefined): Action[] {
  const { metadata } = floatingIp
  if (!metadata.finalizers.includes(FIP_FINALIZER)) return []
  if (ovnFip) {
    if (ovnFip.metadata.deleting) return []
    return [{ do: 'delete', resource: floating.ovnFips, target: ovnFip.metadata }]
  }
  const patch = withoutFinalizer(floatingIp, FIP_FINALIZER)
  return [{ do: 'patch', resource: floating.floatingIps, target: metadata, patch }]
}

/**
 * What to do about one FIp (kube-dc.md §2.2, §6): take or make its External IP, find the target, keep the rule of
 * Kube-OVN and tell how it stands. Knows the fault `blank-external-ip`.
 */
export function reconcileFloatingIp(floatingIp: FloatingIp, view: FloatingIpView): Action[] {
  const { metadata, spec } = floatingIp
  const { externalIp, ovnFip } = view
  if (metadata.deleting) return dismantle(floatingIp, ovnFip)
  const actions: Action[] = []
  if (!metadata.finalizers.includes(FIP_FINALIZER)) {
    const patch = finalizersPatch(floatingIp, [...metadata.finalizers, FIP_FINALIZER])
    actions.push({ do: 'patch', resource: floating.floatingIps, target: metadata, patch })
  }
  if (!externalIp && !spec?.eip) actions.push(externalIpFor(floatingIp, view.networkType))
  const address = addressOf(floatingIp, externalIp)
  const target = targetOf(floatingIp, view.instance)
  const holds = 'address' in address
  const resolved = 'address' in target
  if (holds && resolved) actions.push(...ruleFor(floatingIp, address.ovnEip, target.address, ovnFip))
  const isReady = holds && resolved && ovnFip?.status?.ready === true
  const verdict: Verdict = !holds
    ? address
    : !resolved
      ? target
      : isReady
        ? { reason: 'Allocated', message: `${address.address} leads to ${target.address}` }
        : { reason: 'Allocating', message: 'waiting for the translation rule' }
  const before = floatingIp.status
  const after = {
    eip: externalIp?.metadata.name ?? '',
    externalIP: holds && !hasFault(floatingIp, BLANK_ADDRESS) ? address.address : '',
    ovnFip: ovnFip?.metadata.name ?? '',
    ready: isReady,
    resolvedTargetIP: resolved ? target.address : null,
    targetVMInterface: (resolved && target.interface) || null,
    conditions: withCondition(
      before?.conditions ?? [],
      { type: 'Ready', status: isReady ? 'True' : 'False', ...verdict },
      view.now,
    ),
  }
  const unchanged = before && isDeepStrictEqual(after, comparable(before))
  if (!unchanged) {
    const patch = { status: after }
    actions.push({
      do: 'patch',
      resource: floating.floatingIps,
      target: metadata,
      patch,
      subresource: 'status',
    })
  }
  const isNews = verdict.reason !== 'Allocating' && view.told !== verdict.message
  if (isNews) {
    const about = { resource: floating.floatingIps, object: floatingIp }
    actions.push({ do: 'event', about, type: isReady ? 'Normal' : 'Warning', ...verdict })
  }
  return actions
}

function comparable(status: NonNullable<FloatingIp['status']>): object {
  const { targetVMInterface: target } = status
  return {
    eip: status.eip ?? '',
    externalIP: status.externalIP ?? '',
    ovnFip: status.ovnFip ?? '',
    ready: status.ready ?? false,
    resolvedTargetIP: status.resolvedTargetIP ?? null,
    targetVMInterface: target ?? null,
    conditions: status.conditions ?? [],
  }
}
