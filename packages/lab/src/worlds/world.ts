import type { Caches } from '../controllers/caches.ts'
import { v4Of } from '../controllers/pool.ts'
import { isHeld } from '../controllers/resources.ts'
import type { LabOptions } from '../options.ts'
import { bigPoolsSeeds } from './big-pools.ts'
import { morePools } from './crowd-pools.ts'
import { CROWD_CIDR, crowdSeeds } from './busy-project.ts'
import { poolStateSeeds } from './pool-states.ts'
import { externalIpsOfWorld, tenantSeeds } from './default.ts'
import { exposureSeeds } from './exposures.ts'
import type { Seed } from './planter.ts'
import { platformSeeds, POOLS } from './platform.ts'

/**
 * What a world begins with, before any controller runs.
 *
 * @param now milliseconds since 1970.
 */
export function worldSeeds(options: LabOptions, now: number): Seed[] {
  const { world, externalIps, eipQuota } = options
  const busy = world === 'busy-project'
  return [
    ...platformSeeds(eipQuota),
    ...tenantSeeds(busy ? CROWD_CIDR : undefined),
    ...exposureSeeds(),
    ...externalIpsOfWorld(now),
    ...poolStateSeeds(),
    ...(busy ? crowdSeeds(externalIps, now) : []),
    ...(world === 'big-pools' ? bigPoolsSeeds(options, now) : []),
  ]
}

/** IPv4 ranges of the world's pools by type, as an installation is told them. */
export function poolRanges(options: LabOptions): { type: 'cloud' | 'public'; cidr: string }[] {
  const more = options.world === 'big-pools' ? morePools(options.pools) : []
  return [...Object.values(POOLS), ...more].map(({ type, cidrBlock }) => ({
    type,
    cidr: v4Of(cidrBlock) ?? cidrBlock,
  }))
}

/** Whether the controllers have made of the world what they can: everybody's Project is there, nobody is unseen. */
export function isSettled({ projects, organizations, externalIps }: Caches): boolean {
  return (
    [...projects.all()].every(({ status }) => status?.ready) &&
    [...organizations.all()].every(({ status }) => status?.ready) &&
    [...externalIps.all()].every((externalIp) => isHeld(externalIp) || externalIp.status)
  )
}
