import type { Service } from '../model/service.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { bindingOf, floatingIpType, typeOfAddress } from './addressing.ts'
import { endpointsOf } from './endpoints.ts'
import { madeBy } from './features.ts'
import type { Reader } from './reader.ts'
import { selection } from './selection.ts'
import type { Binding, Endpoints, LoadBalancerView, PortClash, SourceConflict } from './views.ts'

/** A Service that is a load balancer, or that asks for what only a load balancer gets. */
export function loadBalancerView(reader: Reader, name: string): LoadBalancerView | Unreadable | undefined {
  const service = reader.subject('services', name)
  if (service === undefined || service.kind === 'Unreadable') return service
  if (!isExposed(service)) return undefined
  const binding = bindingOf(reader, service)
  const [address] = service.addresses
  const networkType = typeOfAddress(reader, binding.eip, service.asks.networkType, address)
  const endpoints = endpointsOf(reader, name)
  return {
    kind: 'LoadBalancerView',
    name,
    service,
    binding,
    networkType,
    clashes: service.type === 'LoadBalancer' ? clashes(reader, service, binding) : [],
    endpoints,
    conflicts: networkType === 'cloud' ? conflicts(reader, name, endpoints) : [],
    ...(address !== undefined && { address }),
    ...(service.selector && { selection: selection(reader, service.selector, service.ports) }),
    ...madeBy(service.meta),
    // Last: what was read up to here.
    unseen: reader.unseen(),
  }
}

function isExposed({ type, companionOf, asks }: Service): boolean {
  if (companionOf !== undefined) return false
  if (type === 'LoadBalancer') return true
  return asks.bindOnDefaultGateway || asks.bindOnEip !== undefined || asks.exposeRoute !== undefined
}

/** Other Services with the same port on the same address, asked for or had (failures.md row 6). */
function clashes(reader: Reader, service: Service, { wanted }: Binding): PortClash[] {
  const places = [
    ...(wanted === undefined ? [] : [`eip ${wanted}`]),
    ...service.addresses.map((address) => `address ${address}`),
  ]
  return service.ports.flatMap(({ protocol, port }) => {
    const others = new Map(
      places
        .flatMap((place) => reader.find('services', `${place} ${protocol}/${port}`))
        .filter(({ meta }) => meta.name !== service.meta.name)
        .map(({ meta, addresses }) => [meta.name, { name: meta.name, hasAddress: addresses.length > 0 }]),
    )
    return others.size === 0 ? [] : [{ protocol, port, others: [...others.values()] }]
  })
}

/** Public floating IPs that send the replies of a cloud load balancer's endpoints out by another way (failures.md row 31). */
function conflicts(reader: Reader, service: string, { list }: Endpoints): SourceConflict[] {
  return list.flatMap(({ address }) =>
    reader
      .find('floating-ips', `target ${address}`)
      .filter((fip) => floatingIpType(reader, fip) === 'public')
      .map(({ meta }) => ({ floatingIp: meta.name, service, address })),
  )
}
