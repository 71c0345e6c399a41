import { endpoints } from '@kube-dc/api/endpoints'
import { accessFromRules } from '@kube-dc/networking/access'
import { reviewRules } from '../cluster/rules-review.ts'
import { route } from '../http/route.ts'
import type { RouteParts } from './parts.ts'

export function accessRoutes({ cluster }: Pick<RouteParts, 'cluster'>) {
  return {
    access: route(endpoints.access, async ({ params }, { caller }) =>
      accessFromRules(await reviewRules(cluster, caller, params.namespace)),
    ),
  }
}
