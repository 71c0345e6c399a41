import type { Caches } from '../controllers/caches.ts'
import { isHeld } from '../controllers/resources.ts'
import type { LabOptions } from '../options.ts'
import { crowdSeeds } from './busy-project.ts'
import { settledSeeds, tenantSeeds, waitingSeeds } from './default.ts'
import type { Seed } from './planter.ts'
import { platformSeeds } from './platform.ts'

/** A world in the order in which it comes to be. */
export interface World {
  /** Before any controller runs. */
  readonly before: readonly Seed[]
  /** Once the controllers have finished with what was there before. */
  readonly after: readonly Seed[]
}

/** @param now milliseconds since 1970. */
export function worldOf({ world, externalIps, eipQuota }: LabOptions, now: number): World {
  const crowd = world === 'busy-project' ? crowdSeeds(externalIps, now) : []
  return {
    before: [...platformSeeds(eipQuota), ...tenantSeeds(), ...settledSeeds(now), ...crowd],
    after: waitingSeeds(now),
  }
}

/** Whether the controllers have made of the world what they can: everybody's Project is there, nobody is unseen. */
export function isSettled({ projects, organizations, externalIps }: Caches): boolean {
  return (
    [...projects.all()].every(({ status }) => status?.ready) &&
    [...organizations.all()].every(({ status }) => status?.ready) &&
    [...externalIps.all()].every((externalIp) => isHeld(externalIp) || externalIp.status)
  )
}
