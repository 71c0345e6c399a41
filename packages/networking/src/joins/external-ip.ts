import { networkTypeOf } from '../external-ips/network.ts'
import type { AddressOwner, ExternalIp } from '../model/external-ip.ts'
import type { Service } from '../model/service.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { routedHostnames } from '../through-gateway.ts'
import { featureOf, madeBy } from './features.ts'
import { found, type Reader } from './reader.ts'
import type { AddressUse, ExternalIpView, PortUse } from './views.ts'

/** An External IP with who uses it and which ports of it. */
export function externalIpView(reader: Reader, name: string): ExternalIpView | Unreadable | undefined {
  const ip = reader.subject('external-ips', name)
  if (ip === undefined || ip.kind === 'Unreadable') return ip
  const services = servicesOn(reader, ip)
  const usedBy = addressUses(reader, ip)
  const own = featureOf(ip.meta)
  // An address that serves one Service only belongs to what made the Service.
  const [sole] = usedBy.length === 1 ? usedBy : []
  const feature = own ?? sole?.madeBy
  const hostnames = routedHostnames(services)
  return {
    kind: 'ExternalIpView',
    name,
    ip,
    networkType: networkTypeOf(ip, reader.installation),
    usedBy,
    ports: portMap(services),
    ...(hostnames.length > 0 && { hostnames }),
    ...(feature && { madeBy: feature }),
    // Last: what was read up to here.
    unseen: reader.unseen(),
  }
}

/** Load balancers that have the address, by name. Those that only ask for it hold no port yet. */
function servicesOn(reader: Reader, { address, owners, meta }: ExternalIp): readonly Service[] {
  const byAddress = address === undefined ? [] : reader.find('services', `address ${address}`)
  const byOwner = owners.flatMap((owner) => {
    const service =
      owner.type === 'ServiceLb' && isHere(owner, meta.namespace)
        ? found(reader.get('services', owner.name))
        : undefined
    return service ? [service] : []
  })
  const byName = new Map([...byAddress, ...byOwner].map((service) => [service.meta.name, service]))
  return [...byName.values()].sort((a, b) => (a.meta.name < b.meta.name ? -1 : 1))
}

function isHere({ namespace }: AddressOwner, here: string | undefined): boolean {
  return namespace === undefined || namespace === here
}

const USES: Readonly<Record<string, AddressUse['type']>> = {
  ServiceLb: 'load-balancer',
  FIp: 'floating-ip',
  Snat: 'way-out',
}

/** What kind of user an owner is. */
export function useOf({ type }: AddressOwner): AddressUse['type'] {
  return (Object.hasOwn(USES, type) ? USES[type] : undefined) ?? 'other'
}

/** Users of an address by what it says itself, and Services that have it though it does not say so. */
export function addressUses(reader: Reader, ip: ExternalIp): readonly AddressUse[] {
  const told = ip.owners.map((owner): AddressUse => {
    const type = useOf(owner)
    const here = isHere(owner, ip.meta.namespace)
    const service = type === 'load-balancer' && here ? found(reader.get('services', owner.name)) : undefined
    return {
      type,
      name: owner.name,
      ...(!here && owner.namespace !== undefined && { namespace: owner.namespace }),
      ...(service && madeBy(service.meta)),
    }
  })
  const untold = servicesOn(reader, ip)
    .filter(({ meta }) => !told.some(({ type, name }) => type === 'load-balancer' && name === meta.name))
    .map(({ meta }): AddressUse => ({ type: 'load-balancer', name: meta.name, ...madeBy(meta) }))
  return [...told, ...untold]
}

function portMap(services: readonly Service[]): PortUse[] {
  const lines = services.flatMap(({ meta, ports }) =>
    ports.map(({ protocol, port }) => ({ protocol, port, service: meta.name, ...madeBy(meta) })),
  )
  const users = new Map<string, number>()
  const place = ({ protocol, port }: { protocol: string; port: number }) => `${protocol}/${port}`
  for (const line of lines) users.set(place(line), (users.get(place(line)) ?? 0) + 1)
  return lines
    .map((line): PortUse => ({ ...line, clash: (users.get(place(line)) ?? 0) > 1 }))
    .sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : a.protocol > b.protocol ? 1 : 0))
}
