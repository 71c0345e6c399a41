import type { Claim } from '../controllers/ownership.ts'
import { formatAddress, parseAddress } from '../controllers/pool.ts'
import { NAMESPACES } from './default.ts'
import type { Seed } from './planter.ts'
import { POOLS } from './platform.ts'
import { externalIpSeeds, HOURS, type ExternalIpSketch } from './seeds.ts'

/** The crowd begins here in the cloud pool, above the addresses of the world `default`. */
const FIRST = parseAddress('100.72.16.0')

/** As many as the rest of the pool has room for. */
export const MOST_EXTERNAL_IPS = 60_000

/** Repeats every ten: most share their address with a load balancer, some belong to a FIp, some are idle. */
function ownersOf(index: number): readonly Claim[] {
  if (index % 10 === 7) return [{ type: 'FIp', ownerRef: `direct-${index}` }]
  if (index % 10 > 7) return []
  return [{ type: 'ServiceLb', ownerRef: `app-${index}` }]
}

function sketch(index: number): ExternalIpSketch {
  const number = String(index).padStart(5, '0')
  return {
    namespace: NAMESPACES.edge,
    name: `node-${number}`,
    type: 'cloud',
    address: { pool: POOLS.cloud.name, type: 'cloud', v4Ip: formatAddress(FIRST + index) },
    owners: ownersOf(index),
    ageMs: (index + 1) * HOURS,
  }
}

/**
 * A crowd of External IPs in nimbus/edge, all with an address.
 *
 * @param now milliseconds since 1970.
 */
export function crowdSeeds(count: number, now: number): Seed[] {
  return Array.from({ length: count }, (_, index) => externalIpSeeds(sketch(index), now)).flat()
}
