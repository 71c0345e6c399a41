import type { FloatingIp } from '../model/floating-ip.ts'
import type { Unreadable } from '../model/unreadable.ts'
import type { VirtualMachineInstance, VmInterface } from '../model/virtual-machine.ts'
import { eipOfFloatingIp, floatingIpType } from './addressing.ts'
import { addressUses } from './external-ip.ts'
import { found, type Reader } from './reader.ts'
import type { FloatingIpTargetView, FloatingIpView, Known, SourceConflict } from './views.ts'

/** A floating IP with its External IP and its target as it is now. */
export function floatingIpView(reader: Reader, name: string): FloatingIpView | Unreadable | undefined {
  const fip = reader.subject('floating-ips', name)
  if (fip === undefined || fip.kind === 'Unreadable') return fip
  const eip = eipOfFloatingIp(reader, fip)
  const ip = found(eip)
  const networkType = floatingIpType(reader, fip)
  const target = targetOf(reader, fip)
  const address = fip.externalAddress ?? ip?.address
  const internal = internalAddress(fip, target)
  return {
    kind: 'FloatingIpView',
    name,
    fip,
    eip,
    networkType,
    takenBy: ip
      ? addressUses(reader, ip).filter((use) => use.type !== 'floating-ip' || use.name !== name)
      : [],
    target,
    conflicts: networkType === 'public' && internal !== undefined ? conflicts(reader, name, internal) : [],
    sharing:
      internal === undefined
        ? []
        : reader
            .find('floating-ips', `target ${internal}`)
            .map(({ meta }) => meta.name)
            .filter((other) => other !== name),
    ...(address !== undefined && { address }),
    // Last: what was read up to here.
    unseen: reader.unseen(),
  }
}

/** The internal address that is mapped, or will be. */
function internalAddress(fip: FloatingIp, target: FloatingIpTargetView): string | undefined {
  if (fip.resolvedAddress !== undefined) return fip.resolvedAddress
  return target.by === 'address' ? target.address : undefined
}

function targetOf(reader: Reader, { target }: FloatingIp): FloatingIpTargetView {
  switch (target.by) {
    case 'none':
      return { by: 'none' }
    case 'address':
      return { by: 'address', address: target.address, holder: holderOf(reader, target.address) }
    case 'vm': {
      const instance = reader.get('virtual-machine-instances', target.vm)
      const running = found(instance)
      const meant = running && interfaceOf(running, target.interface)
      return {
        by: 'vm',
        vm: target.vm,
        machine: reader.get('virtual-machines', target.vm),
        instance,
        ...(target.interface !== undefined && { wantedInterface: target.interface }),
        ...(meant && { interface: meant }),
        ...(meant?.address !== undefined && { liveAddress: meant.address }),
      }
    }
  }
}

/** The interface of that name; without one the first that the VM's definition names (kube-dc.md §2.2). */
function interfaceOf(
  { interfaces }: VirtualMachineInstance,
  wanted: string | undefined,
): VmInterface | undefined {
  return interfaces.find(({ name }) => name !== undefined && (wanted === undefined || name === wanted))
}

type Holder = Known<{ readonly kind: 'pod' | 'vm'; readonly name: string }>

/** Who has an internal address now. */
export function holderOf(reader: Reader, address: string): Holder {
  const [instance] = reader.find('virtual-machine-instances', `address ${address}`)
  if (instance) return { state: 'found', object: { kind: 'vm', name: instance.meta.name } }
  const [pod] = reader.find('pods', `address ${address}`)
  if (pod) {
    const { vm, meta } = pod
    return {
      state: 'found',
      object: vm === undefined ? { kind: 'pod', name: meta.name } : { kind: 'vm', name: vm },
    }
  }
  return reader.missing('pods')
}

/** Load balancers on a cloud address that have an internal address among their endpoints (failures.md row 31). */
export function cloudLoadBalancersOn(reader: Reader, address: string): readonly string[] {
  const services = reader
    .find('endpoint-slices', `address ${address}`)
    .flatMap(({ service }) => (service === undefined ? [] : [service]))
  return [...new Set(services)].sort().filter((service) => {
    const view = reader.view('load-balancers', service)
    return view?.kind === 'LoadBalancerView' && view.networkType === 'cloud'
  })
}

function conflicts(reader: Reader, floatingIp: string, address: string): SourceConflict[] {
  return cloudLoadBalancersOn(reader, address).map((service) => ({ floatingIp, service, address }))
}
