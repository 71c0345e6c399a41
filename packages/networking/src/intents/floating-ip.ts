import { cidrContains } from '../addresses.ts'
import { floatingIpType } from '../joins/addressing.ts'
import { featureOf } from '../joins/features.ts'
import { cloudLoadBalancersOn, holderOf } from '../joins/floating-ip.ts'
import { found, type Reader } from '../joins/reader.ts'
import type { FloatingIp } from '../model/floating-ip.ts'
import type { NetworkType } from '../model/network-type.ts'
import type { VmInterface } from '../model/virtual-machine.ts'
import { freeName } from '../names.ts'
import type { PlannedObject, PlannedTarget } from '../operations/objects.ts'
import type { Step } from '../operations/plan.ts'
import { list } from '../words.ts'
import { addressSteps, chosenType, judgeAddress } from './address.ts'
import { featureWords, goneReason, managedReason, type Ground } from './ground.ts'
import type { IntentOf } from './intent.ts'
import type { Remarks } from './remarks.ts'
import { targetAddressProblem } from './target-address.ts'

/** Judges a new floating IP and says what it takes: its address first, where that is a new named one. */
export function createFloatingIp(
  { name, target, address }: IntentOf<'create-floating-ip'>,
  ground: Ground,
  remarks: Remarks,
): Step[] {
  const taken = ground.network.names('floating-ips')
  if (taken.has(name)) remarks.problem('name', `${name} exists already. ${freeName(name, taken)} is free.`)
  judgeAddress(address, 'floating-ip', ground, remarks)
  judgeTarget(target, { type: chosenType(address, ground) }, ground, remarks)
  return [
    ...addressSteps(address),
    {
      verb: 'create',
      object: {
        kind: 'floating-ips',
        name,
        target,
        address:
          address.use === 'own'
            ? { from: 'pool', networkType: address.networkType }
            : { from: 'external-ip', name: address.name },
      },
    },
  ]
}

/**
 * Judges a move to another target. Nobody may change a floating IP, so it is deleted and made again; the address stays
 * where it is a named External IP (kube-dc.md §6, failures.md row 34).
 */
export function moveFloatingIp(
  { name, uid, target }: IntentOf<'move-floating-ip'>,
  ground: Ground,
  remarks: Remarks,
): Step[] {
  const known = ground.reader.get('floating-ips', name)
  const gone = goneReason(known, { name, uid })
  const fip = found(known)
  if (gone !== undefined || !fip) {
    remarks.problem('', gone ?? `${name} cannot be seen whole, so it cannot be made again elsewhere.`)
    return []
  }
  remarks.problem('', managedReason(fip.meta))
  const again = plannedAgain(fip, ground)
  if (again === undefined) {
    remarks.problem('', `${name} leads nowhere, so it cannot be moved. Delete it and create another.`)
    return []
  }
  judgeTarget(target, { type: floatingIpType(ground.reader, fip), self: name }, ground, remarks)
  if (sameTarget(again.target, target)) remarks.problem('target', `${name} leads there already.`)
  for (const words of moveWords(fip)) remarks.warn('', words)
  return [
    { verb: 'delete', kind: 'floating-ips', name, uid, again },
    { verb: 'create', object: { ...again, target } },
  ]
}

/** What a move does to connections and address, for whoever is about to ask for it. */
export function moveWords({ meta, requestedEip, externalAddress }: FloatingIp): readonly string[] {
  const address = externalAddress ?? 'The address'
  return [
    `Connections over ${meta.name} break: it is deleted, and made again once it is gone. That takes from seconds to a minute.`,
    requestedEip === undefined
      ? `${address} is not kept: the platform made it for ${meta.name} and takes it away with it. Afterwards there is another one.`
      : `${address} stays, because it belongs to the External IP ${requestedEip}.`,
  ]
}

/** Judges the removal of a floating IP. */
export function deleteFloatingIp(
  { name, uid }: IntentOf<'delete-floating-ip'>,
  { reader }: Ground,
  remarks: Remarks,
): Step[] {
  const known = reader.get('floating-ips', name)
  remarks.problem('', goneReason(known, { name, uid }))
  const fip = found(known)
  if (fip) remarks.problem('', managedReason(fip.meta))
  return [{ verb: 'delete', kind: 'floating-ips', name, uid }]
}

type PlannedFip = Extract<PlannedObject, { readonly kind: 'floating-ips' }>

/** A floating IP as it would be made again; undefined where it names no target. The type is always written. */
function plannedAgain(fip: FloatingIp, { installation, reader }: Ground): PlannedFip | undefined {
  const { target, requestedEip, meta } = fip
  if (target.by === 'none') return undefined
  const type = floatingIpType(reader, fip)
  return {
    kind: 'floating-ips',
    name: meta.name,
    target,
    address:
      requestedEip === undefined
        ? { from: 'pool', networkType: type === 'unknown' ? installation.defaultTypes.floatingIp : type }
        : { from: 'external-ip', name: requestedEip },
  }
}

function sameTarget(a: PlannedTarget, b: PlannedTarget): boolean {
  if (a.by === 'address') return b.by === 'address' && a.address === b.address
  return b.by === 'vm' && a.vm === b.vm && a.interface === b.interface
}

interface Leading {
  /** Of the address that leads to the target. */
  readonly type: NetworkType | 'unknown'
  /** The floating IP that is moved. */
  readonly self?: string
}

/** Judges what a floating IP is to lead to. */
export function judgeTarget(target: PlannedTarget, leading: Leading, ground: Ground, remarks: Remarks): void {
  if (target.by === 'vm') judgeVm(target, leading, ground, remarks)
  else judgeAddressTarget(target.address, leading, ground, remarks)
}

function judgeVm(
  target: Extract<PlannedTarget, { readonly by: 'vm' }>,
  leading: Leading,
  ground: Ground,
  remarks: Remarks,
): void {
  const { reader, project } = ground
  const reason = vmProblem(target.vm, ground)
  if (reason !== undefined) {
    remarks.problem('target.vm', reason)
    return
  }
  const instance = found(reader.get('virtual-machine-instances', target.vm))
  if (!instance) return
  const named = instance.interfaces.filter(({ name }) => name !== undefined)
  const meant = named.find(({ name }) => target.interface === undefined || name === target.interface)
  const field = target.interface === undefined ? 'target.vm' : 'target.interface'
  if (!meant) {
    const names = named.flatMap(({ name }) => name ?? [])
    remarks.problem(
      field,
      names.length === 0
        ? `${target.vm} reports no interfaces yet.`
        : `${target.vm} has no interface ${target.interface ?? ''}. It has ${list(names)}.`,
    )
    return
  }
  remarks.problem(field, interfaceProblem(target.vm, meant, instance.agentConnected, project))
  if (meant.address !== undefined) judgeNeighbours(target.vm, meant.address, leading, ground, remarks)
}

/** Why a VM cannot be a target now; undefined when nothing says so (kube-dc.md §6, §10). */
export function vmProblem(vm: string, { reader }: Ground): string | undefined {
  const machine = reader.get('virtual-machines', vm)
  const instance = reader.get('virtual-machine-instances', vm)
  const object = found(machine)
  const running = found(instance)
  if (machine.state === 'absent' && instance.state === 'absent')
    return `There is no VM ${vm}. Choose another.`
  const feature = (object && featureOf(object.meta)) ?? (running && featureOf(running.meta))
  if (feature) {
    return `${vm} is a worker of ${featureWords(feature)}. It may be replaced at any time: expose what runs in the cluster from there.`
  }
  if (object?.meta.deletedAt !== undefined) return `${vm} is being deleted.`
  if (instance.state !== 'absent') return undefined
  const state = object?.printableStatus || 'not running'
  return `${vm} is ${state === 'Stopped' ? 'stopped' : state}, so it has no address. Start it first.`
}

/** Why an interface of a running VM cannot be a target; undefined when nothing says so. */
export function interfaceProblem(
  vm: string,
  { name = '', address }: VmInterface,
  agentConnected: boolean,
  { cidr, name: project }: Ground['project'],
): string | undefined {
  if (address === undefined) {
    const agent = agentConnected ? '' : ' Its guest agent, which usually does, is not connected.'
    return `${vm} reports no address on ${name}.${agent}`
  }
  if (cidr === undefined || cidrContains(cidr, address)) return undefined
  return `${name} of ${vm} has ${address}, which is not in the network of ${project}, ${cidr}: no floating IP leads there.`
}

function judgeAddressTarget(address: string, leading: Leading, ground: Ground, remarks: Remarks): void {
  const { reader, project } = ground
  const problem = targetAddressProblem(address, project)
  remarks.problem('target.address', problem)
  if (problem !== undefined) return
  const holder = found(holderOf(reader, address))
  if (holder?.kind === 'vm') {
    remarks.warn(
      'target.address',
      `${address} belongs to the VM ${holder.name} now. Choose the VM itself: then the floating IP follows it to another address.`,
    )
  } else if (holder) {
    remarks.warn(
      'target.address',
      `${address} belongs to the pod ${holder.name} now. Pods get other addresses when they are made anew, and the floating IP does not follow.`,
    )
  } else if (reader.sees('pods') && reader.sees('virtual-machine-instances')) {
    remarks.warn('target.address', `Nothing that can be seen has ${address} now.`)
  }
  judgeNeighbours(address, address, leading, ground, remarks)
}

/** What else leads to the same target: other floating IPs, and load balancers whose replies would be led astray. */
function judgeNeighbours(
  what: string,
  address: string,
  { type, self }: Leading,
  { reader }: Ground,
  remarks: Remarks,
): void {
  for (const words of neighbourWords(what, address, { type, ...(self !== undefined && { self }) }, reader)) {
    remarks.warn('target', words)
  }
}

/**
 * What a second floating IP on one target comes to. A public one takes all that the target sends out by the public gateway
 * (kube-dc.md §6); that it also takes replies of a cloud one along follows from it and is not proven.
 */
function besideWords(
  what: string,
  others: readonly FloatingIp[],
  type: NetworkType | 'unknown',
  reader: Reader,
): string {
  const names = list([...new Set(others.map(({ meta }) => meta.name))])
  const types = new Set(others.map((fip) => floatingIpType(reader, fip)))
  const instead = `If one is enough, move or delete ${names} instead.`
  if (type === 'public' && types.has('cloud')) {
    return `${what} has the floating IP ${names} already, on a cloud address. With a public one everything it sends leaves by the public gateway, so whoever comes over ${names} may get no answer. ${instead}`
  }
  if (type === 'cloud' && types.has('public')) {
    return `${what} has the floating IP ${names} already, and everything it sends leaves by the public gateway, so whoever comes over a cloud address may get no answer. ${instead}`
  }
  return `${what} has the floating IP ${names} already. Which of them its own connections leave by is not defined. ${instead}`
}

/** What should be known before a floating IP leads to an address (kube-dc.md §6: Conflict; §13, 11). */
export function neighbourWords(
  what: string,
  address: string,
  { type, self }: Leading,
  reader: Reader,
): readonly string[] {
  // Those that wait to be resolved are found by their VM only.
  const waiting = reader
    .find('floating-ips', `vm ${what}`)
    .filter(({ resolvedAddress }) => resolvedAddress === undefined)
  const others = [...reader.find('floating-ips', `target ${address}`), ...waiting].filter(
    ({ meta }) => meta.name !== self,
  )
  const services = type === 'public' ? cloudLoadBalancersOn(reader, address) : []
  return [
    ...(others.length > 0 ? [besideWords(what, others, type, reader)] : []),
    ...(services.length > 0
      ? [
          `${what} answers for the load balancer ${list(services)} on a cloud address. With a public floating IP everything it sends leaves by the public gateway, so the replies of ${list(services)} never arrive. Use one of both, or a cloud address here, or give ${list(services)} a public one.`,
        ]
      : []),
  ]
}
