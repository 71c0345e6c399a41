import type { ProjectNetworkView } from '@kube-dc/networking/joins/views'
import { Link } from 'react-router'
import { paths } from '../../app/paths.ts'
import { Card } from '../../parts/Card.tsx'
import { QuotaMeter } from '../../parts/QuotaMeter.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { Text } from '../../parts/Text.tsx'
import { useSight } from '../networking/network-context.ts'
import { usePublicQuota, useWaitingPublic } from '../networking/use-organization.ts'
import { useProject } from '../project/project-context.ts'
import styles from './OverviewPage.module.css'
import { PublicQuotaMeter } from './PublicQuotaMeter.tsx'

/** What the plan still allows: public addresses of the Organization, load balancers of the Project. */
export function QuotaCard({ view }: { view: ProjectNetworkView }) {
  const { params } = useProject()
  const { quota, loading } = usePublicQuota()
  const waiting = useWaitingPublic()
  return (
    <Card title="Quota">
      <div className={styles.quotas}>
        <PublicQuotaMeter quota={quota} loading={loading} waiting={waiting}>
          <Link to={paths.organization(params.organization, { type: 'public' })} className={styles.inProse}>
            Who holds them
          </Link>
        </PublicQuotaMeter>
        <LoadBalancers quota={view.loadBalancers} />
      </div>
    </Card>
  )
}

function LoadBalancers({ quota }: { quota: ProjectNetworkView['loadBalancers'] }) {
  const { params } = useProject()
  const sight = useSight('resource-quotas')
  if (quota?.used !== undefined) {
    return (
      <QuotaMeter label="Load balancers" used={quota.used} limit={quota.hard}>
        Counted in {params.project} at once, by the quota {quota.quota}.{' '}
        <Link to={paths.loadBalancers(params)} className={styles.inProse}>
          Show them
        </Link>
      </QuotaMeter>
    )
  }
  if (sight === 'loading') return <SkeletonRows columns={['1fr']} rows={2} />
  return (
    <div>
      <Text as="p" size="s" strong>
        Load balancers
      </Text>
      <Text as="p" size="s" tone="2">
        {quota
          ? `Limit ${quota.hard} by the quota ${quota.quota}; how many are used is not counted yet.`
          : sight === 'forbidden'
            ? `Your role may not list quotas in ${params.project}, so the limit is not known.`
            : `No quota limits them in ${params.project}.`}
      </Text>
    </div>
  )
}
