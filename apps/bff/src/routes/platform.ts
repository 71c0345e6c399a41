import { endpoints } from '@kube-dc/api/endpoints'
import { accessFromRules } from '@kube-dc/networking/access'
import { reviewRules } from '../cluster/rules-review.ts'
import { route } from '../http/route.ts'
import { REPORT_QUESTIONS } from '../live/permission.ts'
import type { RouteParts } from './parts.ts'

/** What the provider's own staff are told of themselves. */
export function platformRoutes({
  access,
  cluster,
  installation,
  reservedRanges,
}: Pick<RouteParts, 'access' | 'cluster' | 'installation' | 'reservedRanges'>) {
  const namespace = installation.platformNamespace
  return {
    platform: route(endpoints.platform, async (_parts, { caller }) =>
      (await access.allAllowed(caller, REPORT_QUESTIONS))
        ? {
            pools: true as const,
            namespace,
            reservedRanges,
            access: accessFromRules(await reviewRules(cluster, caller, namespace)),
          }
        : { pools: false as const },
    ),
  }
}
