import { endpoints } from '@kube-dc/api/endpoints'
import { route } from '../http/route.ts'
import type { RouteParts } from './parts.ts'

/** What the provider's own staff change about pools. */
export function poolRoutes({ poolChanges }: Pick<RouteParts, 'poolChanges'>) {
  return {
    addPool: route(endpoints.addPool, ({ query, body }, visitor) =>
      query.dryRun === 'true' ? poolChanges.tryAdding(visitor, body) : poolChanges.add(visitor, body),
    ),
    changeExclusions: route(endpoints.changeExclusions, ({ params, query, body }, visitor) =>
      poolChanges.changeExclusions(visitor, params.name, body, query.dryRun === 'true'),
    ),
    changePool: route(endpoints.changePool, ({ params, query, body }, visitor) =>
      poolChanges.changePool(visitor, params.name, body, query.dryRun === 'true'),
    ),
  }
}
