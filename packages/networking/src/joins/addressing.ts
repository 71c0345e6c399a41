import { poolTypeOf } from '../addresses.ts'
import { networkTypeOf } from '../external-ips/network.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { FloatingIp } from '../model/floating-ip.ts'
import { isNetworkType, type NetworkType } from '../model/network-type.ts'
import type { Service } from '../model/service.ts'
import { wantedEip } from './lookup-keys.ts'
import { found, type Reader } from './reader.ts'
import type { Binding, Known } from './views.ts'
import { DEFAULT_GATEWAY_NAME } from '../model/external-ip.ts'

/**
 * The type of an address by what is best known: the External IP, what was asked for, the pool that the address lies in;
 * else `unknown`. Platform defaults are never assumed.
 */
export function typeOfAddress(
  { installation }: Reader,
  eip: Known<ExternalIp>,
  asked: string | undefined,
  address: string | undefined,
): NetworkType | 'unknown' {
  const ip = found(eip)
  const own = ip ? networkTypeOf(ip, installation) : 'unknown'
  if (own !== 'unknown') return own
  const pool = address === undefined ? undefined : poolTypeOf(address, installation.pools)
  // An annotation changed after the address was given has no effect (kube-dc.md §4.1), so the pool comes first.
  return pool ?? (isNetworkType(asked) ? asked : 'unknown')
}

/** How a Service gets its address, and the External IP it has or waits for. */
export function bindingOf(reader: Reader, service: Service): Binding {
  const wanted = wantedEip(service)
  if (wanted !== undefined) {
    const way = wanted === DEFAULT_GATEWAY_NAME ? 'default-gateway' : 'named'
    return { way, wanted, eip: reader.get('external-ips', wanted) }
  }
  const { name } = service.meta
  return {
    way: 'own',
    eip: one(reader, [
      `owner ServiceLb/${name}`,
      `controller Service/${name}`,
      ...service.addresses.map((address) => `address ${address}`),
    ]),
  }
}

/** The External IP of a floating IP: the one it has, else the one it asks for, else the one made for it. */
export function eipOfFloatingIp(reader: Reader, fip: FloatingIp): Known<ExternalIp> {
  const name = fip.eip ?? fip.requestedEip
  if (name !== undefined) return reader.get('external-ips', name)
  return one(reader, [`owner FIp/${fip.meta.name}`, `controller FIp/${fip.meta.name}`])
}

function one(reader: Reader, keys: readonly string[]): Known<ExternalIp> {
  for (const key of keys) {
    const [object] = reader.find('external-ips', key)
    if (object) return { state: 'found', object }
  }
  return reader.missing('external-ips')
}

export function floatingIpType(reader: Reader, fip: FloatingIp): NetworkType | 'unknown' {
  return typeOfAddress(reader, eipOfFloatingIp(reader, fip), fip.requestedType, fip.externalAddress)
}
