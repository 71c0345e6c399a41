import { useOutlet, useParams } from 'react-router'
import { Link } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { SkeletonRows } from '../../../parts/SkeletonRows.tsx'
import { SplitView } from '../../../parts/SplitView.tsx'
import { PageBody } from '../../../shell/PageHead.tsx'
import type { PoolReport } from '@kube-dc/networking/pools/report'
import { AdminHead } from '../AdminHead.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { usePools } from '../use-pools.ts'
import { Allocations } from './Allocations.tsx'
import { PoolActions } from './PoolActions.tsx'
import { PoolCard } from './PoolCard.tsx'
import { PoolContext } from './pool-context.ts'
import { PoolFindings } from './PoolFindings.tsx'
import { PoolUse } from './PoolUse.tsx'
import styles from './Pools.module.css'
import { useLivePool } from './use-live-pool.ts'

/** One pool with every address of it. */
export function Component() {
  const { pool: name = '' } = useParams()
  const { view, reports } = usePools()
  const report = reports?.find(({ meta }) => meta.name === name)
  if (report) return <OpenPool key={report.meta.uid} report={report} />
  return (
    <>
      <AdminHead title={name} sub="A pool of addresses" />
      <PageBody>
        <ReportProblem what="The pools" view={view} />
        {reports === undefined ? (
          <SkeletonRows columns={['2fr', '1fr', '1fr', '2fr']} />
        ) : (
          <p role="status">
            There is no pool {name}: it was deleted, or is no external network.{' '}
            <Link to={paths.adminPools()}>All pools</Link>
          </p>
        )}
      </PageBody>
    </>
  )
}

function OpenPool({ report }: { report: PoolReport }) {
  const outlet = useOutlet()
  const { view } = usePools()
  const here = useLivePool(report)
  return (
    <PoolContext value={here}>
      <SplitView panel={here && outlet}>
        <AdminHead
          title={report.meta.name}
          sub="Every address of this pool and who holds it"
          actions={here && <PoolActions pool={here.pool} />}
        />
        <PageBody>
          <div className={styles.page}>
            <ReportProblem what="The pool" view={view} />
            <PoolCard report={report} here={here} />
            <PoolFindings report={report} />
            <PoolUse report={report} />
            <Allocations report={report} here={here} />
          </div>
        </PageBody>
      </SplitView>
    </PoolContext>
  )
}
