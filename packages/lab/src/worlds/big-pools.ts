import { ovnEipName, routerPortName } from '../controllers/names.ts'
import type { Claim } from '../controllers/ownership.ts'
import { formatAddress, parseAddress, plotOf } from '../controllers/pool.ts'
import { GATEWAY_NAME } from '../controllers/project.ts'
import { morePools, type CrowdPool } from './crowd-pools.ts'
import { insideOf, tenantProjectSeeds, tenantsOf, type Egress, type Tenant } from './crowd-tenants.ts'
import { organizationSeeds } from './default.ts'
import type { Seed } from './planter.ts'
import { POOLS, poolSeeds } from './platform.ts'
import { DAYS, externalIpSeeds, ovnEipSeed } from './seeds.ts'
import { balancerSeeds, floatingSeeds, untracked } from './settled.ts'

/** How big the crowd is; `LabOptions` says what each means. */
export interface BigPoolsSizes {
  readonly allocations: number
  readonly projects: number
  readonly pools: number
}

/** As many as the cloud pool has room for above the addresses of the world `default`. */
export const MOST_ALLOCATIONS = 60_000

/** The crowd begins here in the cloud pool. */
const FIRST = parseAddress('100.72.16.0')

/** Every so many-th address has been given back: a pool in use has gaps. */
const GAP = 61

/** External IPs of one Project in a small pool, about. */
const TOGETHER = 8

/** An address of a pool with whom it is for. */
interface Lot {
  readonly tenant: Tenant
  readonly address: string
}

/** Who holds what in one pool. */
interface Allotment {
  readonly pool: Pick<CrowdPool, 'name' | 'type' | 'v6'>
  /** Switch ports of the gateway nodes. */
  readonly anchors: readonly string[]
  readonly ports: readonly Lot[]
  readonly gateways: readonly Lot[]
  /** In the order in which they came. */
  readonly externalIps: readonly Lot[]
}

/** Hands out addresses one after the other. */
class Roll {
  readonly #addresses: number[]

  /** @param addresses in the order in which they go. */
  constructor(addresses: readonly number[]) {
    this.#addresses = addresses.toReversed()
  }

  get left(): number {
    return this.#addresses.length
  }

  next(): string {
    const address = this.#addresses.pop()
    if (address === undefined) throw new Error('The crowd has more wishes than its pool has addresses.')
    return formatAddress(address)
  }

  lots(tenants: readonly Tenant[]): Lot[] {
    return tenants.slice(0, this.left).map((tenant) => ({ tenant, address: this.next() }))
  }

  /** All that is left, in turns. */
  rest(tenants: readonly Tenant[]): Lot[] {
    const lots: Lot[] = []
    while (this.left > 0 && tenants.length > 0) lots.push(...this.lots(tenants))
    return lots
  }
}

/** The whole crowd has its ports in the cloud pool, and most of its addresses. */
function cloudAllotment(allocations: number, tenants: readonly Tenant[]): Allotment {
  const length = Math.max(allocations, 2 * tenants.length)
  const roll = new Roll(Array.from({ length }, (_, index) => FIRST + index + Math.floor(index / GAP)))
  return {
    pool: POOLS.cloud,
    anchors: [],
    ports: roll.lots(tenants),
    gateways: roll.lots(tenants.filter(({ egress }) => egress === 'cloud')),
    externalIps: roll.rest(tenants),
  }
}

/** Addresses that a pool can give out, ascending. */
function freeOf(pool: CrowdPool): number[] {
  const { hosts, excluded } = plotOf(pool)
  return Array.from({ length: hosts.last - hosts.first + 1 }, (_, index) => hosts.first + index).filter(
    (address) => !excluded.some(({ first, last }) => address >= first && address <= last),
  )
}

/**
 * A share of a smaller pool, for a few Projects next to each other.
 *
 * @param leaving Projects whose default gateway has an address of this pool.
 */
function allotmentOf(
  pool: CrowdPool,
  place: number,
  tenants: readonly Tenant[],
  leaving: readonly Tenant[],
): Allotment {
  const free = freeOf(pool)
  const roll = new Roll(free.slice(0, Math.floor(free.length * pool.share)))
  const anchors = roll.left > 1 ? [roll.next(), roll.next()] : []
  const wanted = Math.min(Math.ceil(roll.left / TOGETHER), tenants.length)
  const others = Array.from({ length: wanted }, (_, index) => tenants[(place * 29 + index) % tenants.length])
  const members = [...new Set([...leaving, ...others.flatMap((one) => one ?? [])])]
  return {
    pool,
    anchors,
    ports: roll.lots(members),
    gateways: roll.lots(leaving),
    externalIps: roll.rest(members),
  }
}

/** The biggest public pool: Projects that leave by a public address have their gateway in it. */
function homeOf(pools: readonly CrowdPool[]): CrowdPool | undefined {
  const room = (pool: CrowdPool) => freeOf(pool).length * pool.share
  return pools.filter(({ type }) => type === 'public').toSorted((a, b) => room(b) - room(a))[0]
}

/** Of twenty External IPs three are a floating IP's; of forty one has a load balancer; the others are idle. */
function useOf(number: number): 'floating' | 'balanced' | 'idle' {
  if (number % 20 === 3 || number % 20 === 9 || number % 20 === 15) return 'floating'
  return number % 40 === 7 ? 'balanced' : 'idle'
}

function externalIp({ pool }: Allotment, { tenant, address }: Lot, number: number, now: number): Seed[] {
  const { namespace } = tenant
  const name = `${pool.name}-${String(number).padStart(5, '0')}`
  const user = { namespace, name: `use-${name}`, externalIp: name, address, ageMs: ageOf(number) }
  const use = useOf(number)
  const owners: Claim[] =
    use === 'idle' ? [] : [{ type: use === 'floating' ? 'FIp' : 'ServiceLb', ownerRef: user.name }]
  const { type } = pool
  const had = { pool: pool.name, type, v4Ip: address }
  return [
    ...externalIpSeeds({ namespace, name, type, address: had, owners, ageMs: user.ageMs }, now),
    ...(use === 'floating' ? floatingSeeds({ ...user, target: insideOf(tenant, number) }, now) : []),
    ...(use === 'balanced' ? balancerSeeds({ ...user, app: 'nothing-yet' }) : []),
  ]
}

/** They came one after the other, the last one today. */
function ageOf(number: number): number {
  return DAYS * (180 - (number % 180))
}

function gateway({ pool }: Allotment, { tenant: { namespace }, address }: Lot, now: number): Seed[] {
  const owners: Claim[] = [{ type: 'Snat', ownerRef: namespace }]
  const had = { pool: pool.name, type: pool.type, v4Ip: address }
  return externalIpSeeds(
    { namespace, name: GATEWAY_NAME, type: pool.type, address: had, owners, ageMs: 190 * DAYS },
    now,
  )
}

function port({ pool }: Allotment, { tenant, address }: Lot): Seed {
  const name = routerPortName(tenant.namespace, pool.name)
  return ovnEipSeed({ name, pool: pool.name, type: 'lrp', v4Ip: address, ageMs: 190 * DAYS })
}

function anchor({ pool: { name, v6 } }: Allotment, v4Ip: string, index: number): Seed {
  const node = `node-${index === 0 ? 'a' : 'b'}.${name}`
  const v6Ip = v6 !== undefined && { v6Ip: `${v6}1${index + 1}` }
  return ovnEipSeed({ name: node, pool: name, type: 'lsp', v4Ip, ...v6Ip, ageMs: 190 * DAYS })
}

/** Where each Project leaves, that of its egress first. */
function egressOf(tenant: Tenant, allotments: readonly Allotment[]): Egress {
  const mine = (lot: Lot) => lot.tenant === tenant
  const leaves = (one: Allotment) => one.gateways.some(mine)
  const ports = allotments
    .toSorted((a, b) => Number(leaves(b)) - Number(leaves(a)))
    .flatMap((one) => one.ports.filter(mine).map((lot) => ({ pool: one.pool.name, seed: port(one, lot) })))
  const address = allotments.flatMap(({ gateways }) => gateways).find(mine)?.address ?? ''
  const ovnEip = ovnEipName({ namespace: tenant.namespace, name: GATEWAY_NAME })
  return { ports, gateway: { ovnEip, address } }
}

/**
 * Many pools of all sizes and a crowd of Projects in some forty Organizations that hold addresses in them, all of it
 * settled: router ports, default gateways, External IPs in use and idle, floating IPs and load balancers.
 *
 * @param now milliseconds since 1970.
 */
export function bigPoolsSeeds({ allocations, projects, pools }: BigPoolsSizes, now: number): Seed[] {
  const more = morePools(pools)
  const home = homeOf(more)
  const publicOnes = home ? Math.min(Math.floor(projects / 10), Math.floor(freeOf(home).length / 8)) : 0
  const tenants = tenantsOf(projects, publicOnes)
  const allotments = [
    cloudAllotment(allocations, tenants),
    ...more.map((pool, place) =>
      allotmentOf(pool, place, tenants, pool === home ? tenants.slice(0, publicOnes) : []),
    ),
  ]
  const organizations = new Map(tenants.map(({ organization, plan }) => [organization, plan]))
  return sorted([
    ...more.flatMap(poolSeeds),
    ...[...organizations].flatMap(([name, plan]) => organizationSeeds(name, plan, 'One of many')),
    ...tenants.flatMap((tenant) => tenantProjectSeeds(tenant, egressOf(tenant, allotments), now)),
    ...allotments.flatMap((one) => [
      ...one.anchors.map((address, index) => anchor(one, address, index)),
      ...one.ports.map((lot) => port(one, lot)),
      ...one.gateways.flatMap((lot) => gateway(one, lot, now)),
      ...one.externalIps.flatMap((lot, number) => externalIp(one, lot, number, now)),
    ]),
  ]).map(untracked)
}

/** Kind by kind and by name: what comes last in its order is stored fastest. */
function sorted(seeds: readonly Seed[]): Seed[] {
  const kinds = Map.groupBy(seeds, ({ resource }) => resource)
  return [...kinds.values()].flatMap((some) => some.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)))
}

function keyOf({ manifest: { metadata } }: Seed): string {
  return `${metadata.namespace ?? ''}/${metadata.name ?? ''}`
}
