import { formatAddress, hostsOf, v4Of } from '../controllers/pool.ts'
import type { PoolSketch } from './platform.ts'

/** A pool of the crowd, and which share of what it can give out is held. */
export interface CrowdPool extends PoolSketch {
  readonly share: number
  /** One of its IPv6 addresses, without the last group. */
  readonly v6?: string
}

/** From /28 to /22, small ones first, so that a small world has an IPv6 part, a full pool and one that is nearly full. */
const RANGES: readonly (readonly [type: 'cloud' | 'public', cidr: string, share: number])[] = [
  ['public', '198.18.8.0/26,2001:db8:8::/64', 0.3],
  ['cloud', '100.73.9.224/28', 1],
  ['public', '192.0.2.0/28', 0.9],
  ['cloud', '100.73.9.192/27', 0.5],
  ['public', '192.0.2.16/28', 1],
  ['cloud', '100.73.9.128/26', 0.7],
  ['public', '192.0.2.32/27', 0],
  ['cloud', '100.73.9.0/25', 0.95],
  ['public', '192.0.2.64/26', 0.6],
  ['public', '192.0.2.128/25', 0.8],
  ['cloud', '100.73.8.0/24', 0.4],
  ['public', '198.51.100.0/24', 0.92],
  ['public', '203.0.113.64/26', 0.5],
  ['public', '203.0.113.128/25', 0.2],
  ['cloud', '100.73.4.0/23', 0.6],
  ['public', '198.18.4.0/23', 0.75],
  ['cloud', '100.73.0.0/22', 0.1],
  ['public', '198.18.0.0/22', 0.5],
]

/** As many as there are ranges, and the two that every world has. */
export const MOST_POOLS = RANGES.length + 2

const FIRST_VLAN = 1310

/** Pools of a world beside the two that every one has: `ext-public-2`, `ext-cloud-2` and so on, each with its own Vlan. */
export function morePools(count: number): readonly CrowdPool[] {
  return RANGES.slice(0, count - 2).map(([type, cidrBlock, share], index, all) => {
    const { first } = hostsOf(v4Of(cidrBlock) ?? cidrBlock)
    const before = all.slice(0, index).filter(([other]) => other === type).length
    const [, v6Block] = cidrBlock.split(',')
    const v6 = v6Block?.replace(/\/\d+$/, '')
    const gateways = [formatAddress(first), ...(v6 === undefined ? [] : [`${v6}1`])]
    return {
      name: `ext-${type}-${before + 2}`,
      type,
      vlanId: FIRST_VLAN + index,
      cidrBlock,
      gateway: gateways.join(','),
      // Ingress VIP and the anchor above it (kube-dc.md §3).
      excludeIps: [`${formatAddress(first + 1)}..${formatAddress(first + 2)}`],
      share,
      ...(v6 !== undefined && { v6 }),
    }
  })
}
