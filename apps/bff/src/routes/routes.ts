import type { Routes } from '../http/mount.ts'
import { accessRoutes } from './access.ts'
import { channelRoutes } from './channels.ts'
import { externalIpRoutes } from './external-ips.ts'
import { objectRoutes } from './objects.ts'
import { operationRoutes } from './operations.ts'
import type { RouteParts } from './parts.ts'
import { platformRoutes } from './platform.ts'
import { poolHistoryRoutes } from './pool-history.ts'
import { poolRoutes } from './pools.ts'
import { projectRoutes } from './projects.ts'
import { sessionRoutes } from './session.ts'

/** What every endpoint of the contract does. */
export function createRoutes(parts: RouteParts): Routes {
  return {
    ...sessionRoutes(parts),
    ...projectRoutes(parts),
    ...accessRoutes(parts),
    ...platformRoutes(parts),
    ...poolHistoryRoutes(parts),
    ...channelRoutes(parts),
    ...externalIpRoutes(parts),
    ...objectRoutes(parts),
    ...operationRoutes(parts),
    ...poolRoutes(parts),
  }
}
