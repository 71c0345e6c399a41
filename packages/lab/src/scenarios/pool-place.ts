import { createHash } from 'node:crypto'
import { MADE_FOR, NETWORK_TYPE } from '../controllers/caches.ts'
import { settledOvnEip } from '../controllers/kube-ovn.ts'
import { attribution, attributionLabel } from '../controllers/names.ts'
import { formatAddress, parseAddress } from '../controllers/pool.ts'
import { HOLD, resources, typeOf, type Resource, type Subnet } from '../controllers/resources.ts'
import { POOLS } from '../worlds/platform.ts'
import { within, type Place } from './place.ts'

/** What scenarios of pools make and read; the names are those of the place. */

/** The External IP that several of them have. */
export const SPARE = 'spare'
export const CLOUD = POOLS.cloud.name

export const { ovnEips } = resources

/** What the platform does takes a moment, or the platform does not run. */
const PATIENCE_MS = 20_000
const LOOK_MS = 50

/** @throws {Error} in words when it does not come. */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`${what} does not come.`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

/** An External IP of the cloud pool, made where it is not there yet, and its address. */
export async function spare(place: Place): Promise<string> {
  const { get, create } = within(place)
  if (!(await get(resources.externalIps, SPARE)))
    await create(resources.externalIps, SPARE, { spec: { externalNetworkType: 'cloud' } })
  return until('The address of an External IP', async () => {
    const found = await get(resources.externalIps, SPARE)
    return (found?.status?.ready && found.status.ipAddress) || undefined
  })
}

export async function remove({ client }: Place, kind: Resource<{ metadata: { uid: string } }>, name: string) {
  const found = await client.get(kind, { name })
  if (found) await client.delete(kind, { name }, found.metadata.uid)
}

export function removeSpare(place: Place): Promise<void> {
  return within(place).remove(resources.externalIps, SPARE)
}

interface Hold {
  readonly name: string
  readonly pool?: string
  readonly v4Ip: string
  readonly madeFor?: string
  /** Kube-OVN lets it go when it is deleted; held, nobody does. */
  readonly finalizer?: boolean
  readonly type?: string
}

/** An OvnEip with this very address, which Kube-OVN would not have given and does not touch. */
export async function hold(
  { client, namespace }: Place,
  { name, pool = CLOUD, v4Ip, madeFor, finalizer, type = 'nat' }: Hold,
) {
  const { labels, finalizers, spec, status } = settledOvnEip(name, pool, v4Ip, type, '')
  const reference = madeFor === undefined ? undefined : { namespace, name: madeFor }
  await client.create(ovnEips, {
    ...typeOf(ovnEips),
    metadata: {
      name,
      labels: { ...labels, ...(reference && { 'network.kube-dc.com/eip': attributionLabel(reference) }) },
      annotations: { [HOLD]: 'true', ...(reference && { [MADE_FOR]: attribution(reference) }) },
      ...(finalizer && { finalizers }),
    },
    spec,
  })
  await client.patch(ovnEips, { name }, { status }, 'status')
}

/** Number of the place, to find ranges and ids that no other place has. */
function numberOf({ namespace }: Place): number {
  return Number.parseInt(createHash('sha256').update(namespace).digest('hex').slice(0, 6), 16)
}

/** An address of the cloud pool far above those that are given out. */
export function strayAddress(place: Place, offset: number): string {
  return formatAddress(parseAddress('100.72.200.0') + ((numberOf(place) * 4 + offset) % 12_000))
}

export function ownName({ namespace }: Place): string {
  return `ext-${namespace}`
}

/** The /29 of the place's own pool. */
export function ownRange(place: Place): { cidrBlock: string; gateway: string; first: number } {
  const network = parseAddress('100.80.0.0') + (numberOf(place) % 60_000) * 8
  return {
    cidrBlock: `${formatAddress(network)}/29`,
    gateway: formatAddress(network + 1),
    first: network + 2,
  }
}

export async function addVlan({ client }: Place, name: string, id: number): Promise<void> {
  const spec = { id, provider: 'ext-net' }
  await client.create(resources.vlans, { ...typeOf(resources.vlans), metadata: { name }, spec })
}

export async function addSubnet(place: Place, spec: object): Promise<void> {
  const { cidrBlock, gateway } = ownRange(place)
  await place.client.create(resources.subnets, {
    ...typeOf(resources.subnets),
    metadata: { name: ownName(place), labels: { [NETWORK_TYPE]: 'cloud' } },
    spec: { vpc: 'ovn-cluster', provider: 'ovn', protocol: 'IPv4', mtu: 1400, cidrBlock, gateway, ...spec },
  })
}

/** A pool of the place's own: a Vlan and a Subnet of six addresses, of which it gives out five. */
export async function addPool(place: Place, spec: object = {}): Promise<void> {
  const vlan = `vlan-${place.namespace}`
  await addVlan(place, vlan, 2000 + (numberOf(place) % 2000))
  await addSubnet(place, { vlan, ...spec })
  await until('A new pool', async () => (await ownPool(place))?.status?.v4availableIPs ?? undefined)
}

export async function removePool(place: Place): Promise<void> {
  await remove(place, resources.subnets, ownName(place))
  await remove(place, resources.vlans, `vlan-${place.namespace}`)
}

export function ownPool(place: Place): Promise<Subnet | undefined> {
  return place.client.get(resources.subnets, { name: ownName(place) })
}

/** Whether Kube-OVN refuses the place's own pool, with these words. */
export async function isRefused(place: Place, words: string): Promise<boolean> {
  const error = (await ownPool(place))?.status?.conditions?.find(({ type }) => type === 'Error')
  return error?.message?.includes(words) ?? false
}

export async function patchExcludes(
  place: Place,
  change: (before: string[]) => string[],
  name: string,
): Promise<void> {
  const found = await place.client.get(resources.subnets, { name })
  const excludeIps = change(found?.spec.excludeIps ?? [])
  await place.client.patch(resources.subnets, { name }, { spec: { excludeIps } })
}
