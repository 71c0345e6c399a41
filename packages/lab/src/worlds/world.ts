import type { Caches } from '../controllers/caches.ts'
import { isHeld } from '../controllers/resources.ts'
import type { LabOptions } from '../options.ts'
import { CROWD_CIDR, crowdSeeds } from './busy-project.ts'
import { poolStateSeeds } from './pool-states.ts'
import { externalIpsOfWorld, tenantSeeds } from './default.ts'
import { exposureSeeds } from './exposures.ts'
import type { Seed } from './planter.ts'
import { platformSeeds } from './platform.ts'

/**
 * What a world begins with, before any controller runs.
 *
 * @param now milliseconds since 1970.
 */
export function worldSeeds({ world, externalIps, eipQuota }: LabOptions, now: number): Seed[] {
  const busy = world === 'busy-project'
  return [
    ...platformSeeds(eipQuota),
    ...tenantSeeds(busy ? CROWD_CIDR : undefined),
    ...exposureSeeds(),
    ...externalIpsOfWorld(now),
    ...poolStateSeeds(),
    ...(busy ? crowdSeeds(externalIps, now) : []),
  ]
}

/** Whether the controllers have made of the world what they can: everybody's Project is there, nobody is unseen. */
export function isSettled({ projects, organizations, externalIps }: Caches): boolean {
  return (
    [...projects.all()].every(({ status }) => status?.ready) &&
    [...organizations.all()].every(({ status }) => status?.ready) &&
    [...externalIps.all()].every((externalIp) => isHeld(externalIp) || externalIp.status)
  )
}
