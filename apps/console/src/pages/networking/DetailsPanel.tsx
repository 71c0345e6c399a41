import { useState, type ReactNode } from 'react'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { DETAIL_TABS, withListState, withTab, type DetailTab } from '../../app/paths.ts'
import { Section } from '../../parts/Card.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { LearnLink } from '../learn/LearnLink.tsx'
import { useProject } from '../project/project-context.ts'
import { LISTS, type ListKind } from '../../app/lists.ts'
import { useSight } from './network-context.ts'
import { useListState } from './use-list-state.ts'

const LABELS: Readonly<Record<DetailTab, string>> = {
  summary: 'Summary',
  related: 'Related',
  events: 'Events',
  yaml: 'YAML',
}

interface DetailsPanelProps {
  kind: ListKind
  /** It is there. */
  found: boolean
  /** It was made a moment ago: until it arrives, it is on its way and not missing. */
  expected?: boolean
  actions?: ReactNode
  /** How many things are under Related. */
  related?: number | undefined
  children: (tab: DetailTab) => ReactNode
}

/** The details of one object in a panel over its list. */
export function DetailsPanel({
  kind,
  found,
  expected = false,
  actions,
  related,
  children,
}: DetailsPanelProps) {
  const { name = '' } = useParams()
  const { params } = useProject()
  const [query] = useSearchParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const { status } = useListState(kind)
  // The channel may have been read before this page began to join it: until it has, nothing is known to be absent.
  const arrived = useSight(LISTS[kind].source) !== 'loading'
  const [seen, setSeen] = useState(found)
  if (found && !seen) setSeen(true)
  const { heading, thing, list, one } = LISTS[kind]
  const tab = DETAIL_TABS.find((each) => each === query.get('tab')) ?? 'summary'
  const tabs = DETAIL_TABS.map((each) => ({
    label: LABELS[each],
    to: withTab(one(params, name), search, each),
    current: each === tab,
    count: each === 'related' ? related : undefined,
  }))

  return (
    <Panel
      kind={heading}
      icon={<NetworkingIcon size={16} />}
      title={name}
      actions={found && actions}
      tabs={found && <TabLinks label={`Details of ${name}`} size="panel" tabs={tabs} />}
      foot={<LearnLink about={kind} />}
      onClose={() => void navigate(withListState(list(params), search))}
    >
      {found ? (
        children(tab)
      ) : status === 'ready' && arrived && (seen || !expected) ? (
        <Section>
          <p role="status">
            There is no {thing} {name} in {params.project}: it was deleted, or never existed.
          </p>
        </Section>
      ) : (
        <Section>
          <SkeletonRows columns={['1fr', '2fr']} rows={4} />
        </Section>
      )}
    </Panel>
  )
}
