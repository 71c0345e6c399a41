import { paths } from '../../app/paths.ts'
import { TabLinks, type TabLink } from '../../parts/TabLinks.tsx'
import { useProject } from '../project/project-context.ts'
import { LISTS, type ListKind } from '../../app/lists.ts'
import { useRowsPart, useSight } from './network-context.ts'

/** The tabs of Networking, with how many there are of each and where something is broken. */
export function NetworkingTabs() {
  const { params } = useProject()
  const tabs = [
    { label: 'Overview', to: paths.overview(params) },
    useTab('external-ips'),
    useTab('floating-ips'),
    useTab('load-balancers'),
    useTab('gateway-routes'),
  ]
  return <TabLinks label="Networking" tabs={tabs} />
}

function useTab(kind: ListKind): TabLink {
  const { params } = useProject()
  const { title, source, list } = LISTS[kind]
  const seen = useSight(source) === 'complete'
  const count = useRowsPart(kind, (rows) => rows.list.length)
  const broken = useRowsPart(kind, (rows) => rows.broken)
  return {
    label: title,
    to: list(params),
    count: seen ? count : undefined,
    broken: seen ? broken : undefined,
  }
}
