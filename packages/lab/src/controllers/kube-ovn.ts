import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Action } from './actions.ts'
import { floating, type OvnFip } from './floating-resources.ts'
import { POD_ADDRESS, POD_ALLOCATED } from './kubelet.ts'
import { routerPortName } from './names.ts'
import { adopt, KUBE_OVN_FINALIZER as FINALIZER, letGo, reported as status } from './ovn-actions.ts'
import type { AddressBook } from './pool.ts'
import {
  resources,
  typeOf,
  type OvnEip,
  type SnatRule,
  type Stored,
  type Subnet,
  type Vpc,
} from './resources.ts'
import { VM_NAME } from './virtual-machine.ts'
import { workloads, type Pod } from './workload-resources.ts'

/**
 * What Kube-OVN does that Kube-DC and the console rely on (kube-dc.md §3): it gives out addresses, keeps the counters of
 * Subnets, makes router ports and reports translation rules. Decisions only; the loop is in `kube-ovn-controller.ts`.
 */

/** On an OvnEip: the address that Kube-OVN gave it. */
export const ADDRESS_LABEL = 'ovn.kubernetes.io/eip_v4_ip'

/** A stable MAC address for an address of the pool. */
function macOf(name: string): string {
  const digest = createHash('sha256').update(name).digest('hex')
  return ['00:00:00', digest.slice(0, 2), digest.slice(2, 4), digest.slice(4, 6)].join(':').toUpperCase()
}

/** What the book says about an OvnEip: its address, or why it has none. */
export type Given = { readonly address: string } | { readonly refusal: string } | undefined

/** Takes an address for the OvnEip from the book of its Subnet; the same one when it has one. */
export function giveAddress({ metadata, spec }: OvnEip, book: AddressBook | undefined): Given {
  if (!book) return undefined
  if (spec.v4Ip) {
    if (book.addressOf(metadata.name) === spec.v4Ip || book.giveExactly(metadata.name, spec.v4Ip))
      return { address: spec.v4Ip }
    return { refusal: `address ${spec.v4Ip} of subnet ${spec.externalSubnet} is not free` }
  }
  const address = book.give(metadata.name)
  // The keyword that Kube-OVN uses (kube-dc.md §3).
  return address
    ? { address }
    : { refusal: `NoAvailableAddress: no available address in subnet ${spec.externalSubnet}` }
}

/** @param nat kind of the rule that uses the address, such as `snat`; empty when none does. */
export function reconcileOvnEip(ovnEip: OvnEip, given: Given, nat: string, retryMs: number): Action[] {
  const { metadata, spec } = ovnEip
  if (metadata.deleting) return letGo(resources.ovnEips, ovnEip)
  if (given === undefined) return []
  if ('refusal' in given) {
    const about = { resource: resources.ovnEips, object: ovnEip }
    return [
      { do: 'event', about, type: 'Warning', reason: 'NoAvailableAddress', message: given.refusal },
      { do: 'look again', afterMs: retryMs },
    ]
  }
  const after = settledOvnEip(metadata.name, spec.externalSubnet, given.address, spec.type ?? 'nat', nat)
  const labelled = Object.entries(after.labels).every(([key, value]) => metadata.labels[key] === value)
  const finalizers = metadata.finalizers.includes(FINALIZER)
    ? metadata.finalizers
    : [...metadata.finalizers, FINALIZER]
  const settled = labelled && spec.v4Ip === given.address && finalizers === metadata.finalizers
  const { status: before } = ovnEip
  const reported = before?.ready && before.v4Ip === given.address && (before.nat ?? '') === nat
  const main: Action = {
    do: 'patch',
    resource: resources.ovnEips,
    target: metadata,
    patch: {
      metadata: { labels: after.labels, finalizers, resourceVersion: metadata.resourceVersion },
      spec: after.spec,
    },
  }
  return [...(settled ? [] : [main]), ...(reported ? [] : [status(resources.ovnEips, ovnEip, after.status)])]
}

/** What an OvnEip looks like once Kube-OVN has given it an address. */
export function settledOvnEip(name: string, externalSubnet: string, v4Ip: string, type: string, nat: string) {
  const macAddress = macOf(name)
  return {
    labels: { 'ovn.kubernetes.io/subnet': externalSubnet, [ADDRESS_LABEL]: v4Ip },
    finalizers: [FINALIZER],
    spec: { externalSubnet, v4Ip, macAddress, type },
    status: { ready: true, v4Ip, macAddress, type, nat },
  }
}

/**
 * @param subnets names of the Subnets inside the Vpc.
 * @param ports its router ports, one OvnEip of type `lrp` per attached external Subnet.
 */
export function reconcileVpc(vpc: Vpc, subnets: readonly string[], ports: readonly OvnEip[]): Action[] {
  const { metadata, spec } = vpc
  if (metadata.deleting) {
    if (ports.length === 0) return letGo(resources.vpcs, vpc)
    return ports
      .filter((port) => !port.metadata.deleting)
      .map(({ metadata }) => ({ do: 'delete', resource: resources.ovnEips, target: metadata }))
  }
  const attached = spec?.extraExternalSubnets ?? []
  const missing = attached.filter((subnet) => !ports.some((port) => port.spec.externalSubnet === subnet))
  const report = { router: metadata.name, subnets: [...subnets].sort(), extraExternalSubnets: attached }
  const { router, subnets: reported, extraExternalSubnets } = vpc.status ?? {}
  const same = isDeepStrictEqual(report, { router, subnets: reported, extraExternalSubnets })
  return [
    ...adopt(resources.vpcs, vpc),
    ...missing.map((subnet): Action => ({
      do: 'create',
      resource: resources.ovnEips,
      manifest: {
        ...typeOf(resources.ovnEips),
        metadata: { name: routerPortName(metadata.name, subnet) },
        spec: { externalSubnet: subnet, type: 'lrp' },
      },
    })),
    ...(same ? [] : [status(resources.vpcs, vpc, report)]),
  ]
}

/** @param address of the OvnEip the rule names; undefined while it has none. */
export function reconcileSnatRule(
  rule: SnatRule,
  address: string | undefined,
  v4IpCidr: string | undefined,
): Action[] {
  if (rule.metadata.deleting) return letGo(resources.snatRules, rule)
  const ready = address !== undefined && v4IpCidr !== undefined
  const same = (rule.status?.ready ?? false) === ready && (rule.status?.v4Eip ?? '') === (address ?? '')
  return [
    ...adopt(resources.snatRules, rule),
    ...(same
      ? []
      : [
          status(resources.snatRules, rule, {
            ready,
            v4Eip: address ?? '',
            v4IpCidr: v4IpCidr ?? '',
            vpc: rule.spec.vpc ?? '',
          }),
        ]),
  ]
}

/**
 * What to do about one translation rule. Kube-OVN programs the target once: a later change of the spec never reaches
 * the router, which the status tells (kube-dc.md §6, known bugs).
 *
 * @param address of the OvnEip the rule names; undefined while it has none.
 */
export function reconcileOvnFip(rule: OvnFip, address: string | undefined): Action[] {
  if (rule.metadata.deleting) return letGo(floating.ovnFips, rule)
  const after = {
    ready: address !== undefined,
    v4Eip: address ?? '',
    v4Ip: rule.status?.v4Ip || (address === undefined ? '' : (rule.spec.v4Ip ?? '')),
    vpc: rule.spec.vpc ?? '',
  }
  const before = rule.status
  const same = before?.ready === after.ready && before.v4Eip === after.v4Eip && before.v4Ip === after.v4Ip
  return [...adopt(floating.ovnFips, rule), ...(same ? [] : [status(floating.ovnFips, rule, after)])]
}

/** What a translation rule looks like once Kube-OVN has programmed it. */
export function settledOvnFip(vpc: string, ovnEip: string, v4Eip: string, v4Ip: string) {
  return {
    finalizers: [FINALIZER],
    spec: { ovnEip, vpc, v4Ip, type: 'centralized' },
    status: { ready: true, v4Eip, v4Ip, vpc },
  }
}

/** Who holds the address of a pod: a virtual machine keeps its address when it starts again [Kube-OVN]. */
export function holderOf({ metadata }: Stored): string {
  const vm = metadata.labels[VM_NAME]
  return vm ? vmHolder(metadata.namespace, vm) : `pod ${metadata.namespace ?? ''}/${metadata.name}`
}

export function vmHolder(namespace: string | undefined, vm: string): string {
  return `vm ${namespace ?? ''}/${vm}`
}

/** What to do about one pod of a Project: give it an address of the Project's Subnet. */
export function reconcilePodAddress(pod: Pod, subnet: Subnet, book: AddressBook): Action[] {
  const { metadata, spec } = pod
  if (metadata.deleting || spec.hostNetwork || metadata.annotations[POD_ALLOCATED] === 'true') return []
  const holder = holderOf(pod)
  const wish = metadata.annotations[POD_ADDRESS]
  const given = wish ? (book.giveExactly(holder, wish) ? wish : undefined) : book.give(holder)
  const about = { resource: workloads.pods, object: pod }
  if (given === undefined) {
    const message = `AddressOutOfRange or conflict: no address for pod in subnet ${subnet.metadata.name}`
    return [{ do: 'event', about, type: 'Warning', reason: 'AcquireAddressFailed', message }]
  }
  const { cidrBlock, gateway } = subnet.spec
  const place = { name: subnet.metadata.name, cidrBlock, gateway: gateway ?? '' }
  const annotations = podAnnotations(holder, given, place)
  return [
    {
      do: 'patch',
      resource: workloads.pods,
      target: metadata,
      patch: { metadata: { annotations } },
    },
  ]
}

/** What Kube-OVN writes on a pod that has an address. */
export function podAnnotations(
  holder: string,
  address: string,
  subnet: { readonly name: string; readonly cidrBlock: string; readonly gateway: string },
) {
  return {
    [POD_ALLOCATED]: 'true',
    [POD_ADDRESS]: address,
    'ovn.kubernetes.io/mac_address': macOf(holder),
    'ovn.kubernetes.io/cidr': subnet.cidrBlock,
    'ovn.kubernetes.io/gateway': subnet.gateway,
    'ovn.kubernetes.io/logical_switch': subnet.name,
  }
}
