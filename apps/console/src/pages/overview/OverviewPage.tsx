import type { ProjectNetworkView } from '@kube-dc/networking/joins/views'
import { isDefaultGateway } from '@kube-dc/networking/external-ips/network'
import { projectNetworkState } from '@kube-dc/networking/states/states'
import { useMemo } from 'react'
import { paths } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Age } from '../../parts/Age.tsx'
import { Beside } from '../../parts/Beside.tsx'
import { Card } from '../../parts/Card.tsx'
import { useNow } from '../../parts/clock.ts'
import { Empty } from '../../parts/Empty.tsx'
import { PageBody, PageHead } from '../../shell/PageHead.tsx'
import { LearnLink } from '../learn/LearnLink.tsx'
import { useNetwork, useSight, useView } from '../networking/network-context.ts'
import { NetworkingTabs } from '../networking/NetworkingTabs.tsx'
import { useUnseen } from '../networking/Unseen.tsx'
import { WORDS_KEEP } from '../networking/use-judged.ts'
import { useProject } from '../project/project-context.ts'
import { Attention } from './Attention.tsx'
import { causesOf } from './attention.ts'
import { Counted } from './Counted.tsx'
import { NETWORK_TITLES } from './network-words.ts'
import styles from './OverviewPage.module.css'
import { QuotaCard } from './QuotaCard.tsx'
import { RESTS, Standing } from './Standing.tsx'
import { ExposeButton } from '../networking/ExposeButton.tsx'
import { useProjectPlace } from '../../operations/place.ts'
import { Unfinished } from '../../operations/Unfinished.tsx'
import { isArriving, useLists, type ListHere } from './use-lists.ts'
import { useNetworkType } from './use-network-type.ts'
import { WayOut } from './WayOut.tsx'
import { WaysIn } from './WaysIn.tsx'

/** Where a Project opens: its network, what it has, what is wrong with it and what its plan still allows. */
export function Component() {
  const { params } = useProject()
  const view = useView('project-network', params.project)
  return (
    <>
      <PageHead
        title="Project network"
        sub={<Sub view={view} />}
        learn={<LearnLink about="overview" />}
        actions={<ExposeButton />}
        tabs={<NetworkingTabs />}
      />
      <PageBody>{view && <Overview view={view} />}</PageBody>
    </>
  )
}

/** "Cloud network, ready for 131 days", as far as the Project tells. */
function Sub({ view }: { view: ProjectNetworkView | undefined }) {
  const { project: listed } = useProject()
  const project = view?.project
  const ready = project?.ready ?? listed.ready
  const type = useNetworkType(view)
  const since = project?.conditions.find(({ type, status }) => type === 'Ready' && status === 'True')?.since
  return (
    <>
      {NETWORK_TITLES[type]}
      {ready === true && ', ready'}
      {ready === false && ', not ready'}
      {ready === true && since !== undefined && (
        <>
          {' '}
          for <Age since={since} />
        </>
      )}
    </>
  )
}

function Overview({ view }: { view: ProjectNetworkView }) {
  const lists = useLists()
  const operations = useProjectPlace()
  const { facts } = useNetwork()
  const minute = useNow((now) => Math.floor(now / WORDS_KEEP) * WORDS_KEEP)
  const sight = useSight('external-ips')
  const { path, findings } = useMemo(
    () => projectNetworkState(view, { ...facts, now: minute, peers: [] }),
    [view, facts, minute],
  )
  const causes = useMemo(() => causesOf(lists, { name: view.name, findings }), [lists, view.name, findings])
  const partial = useUnseen(RESTS, 'forbidden').length > 0
  const failed = lists.some(({ status }) => status === 'error')
  return (
    <div className={styles.page}>
      <Standing view={view} lists={lists} />
      <WayOut view={view} path={sight === 'loading' && !failed ? undefined : path} />
      <Beside
        aside={
          <>
            <QuotaCard view={view} />
            <WaysIn lists={lists} />
          </>
        }
      >
        <Counted lists={lists} />
        <Unfinished place={operations} />
        {isEmpty(lists) && <NothingExposed />}
        <Attention causes={causes} arriving={lists.some(isArriving)} partial={partial || failed} />
      </Beside>
    </div>
  )
}

/** Everything has been seen, and beside its way out the Project has nothing. */
function isEmpty(lists: readonly ListHere[]): boolean {
  return lists.every(
    ({ status, sight, rows }) =>
      status === 'ready' && sight === 'complete' && rows.every((row) => isDefaultGateway(row)),
  )
}

function NothingExposed() {
  const { params } = useProject()
  return (
    <Card title="Nothing is exposed yet">
      <Empty
        what="Workloads of a Project reach each other and the world outside. Nobody outside reaches them, until an address or a hostname leads to them."
        here={`${params.project} has its way out and nothing else. Say what others should reach, and the way that suits it is found.`}
        action={<ActionButton to={paths.expose(params)}>Choose a way in</ActionButton>}
      />
    </Card>
  )
}
