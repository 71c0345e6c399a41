import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { useMemo, useState } from 'react'
import { Outlet, useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { z } from 'zod'
import { DETAIL_TABS, paths, withListState, withTab, type DetailTab } from '../../app/paths.ts'
import { useLocationState } from '../../app/use-location-state.ts'
import { useLiveObject } from '../../live/use-channel.ts'
import { Section } from '../../parts/Card.tsx'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { Panel } from '../../parts/Panel.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { useProject } from '../project/project-context.ts'
import { Events } from './Events.tsx'
import { Related } from './Related.tsx'
import { RowMenu } from './RowMenu.tsx'
import { Summary } from './Summary.tsx'
import { useExternalIpChannel, useRuleContext } from './use-external-ips.ts'
import { Yaml } from './Yaml.tsx'

const LABELS: Readonly<Record<DetailTab, string>> = {
  summary: 'Summary',
  related: 'Related',
  events: 'Events',
  yaml: 'YAML',
}

const navigation = z.object({ created: z.boolean().optional() }).catch({})

/** One External IP in a panel over the list. */
export function Component() {
  const { name = '' } = useParams()
  const { params, namespace } = useProject()
  const [query] = useSearchParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  const { status } = useExternalIpChannel()
  const ip = useLiveObject({ kind: 'external-ips', namespace }, name)
  const [seen, setSeen] = useState(false)
  if (ip && !seen) setSeen(true)
  const tab = DETAIL_TABS.find((each) => each === query.get('tab')) ?? 'summary'
  const here = paths.externalIp(params, name)
  const { created } = useLocationState(navigation)

  return (
    <>
      <Panel
        kind="External IP"
        icon={<NetworkingIcon size={16} />}
        title={name}
        actions={
          ip && (
            <>
              {ip.kind === 'ExternalIp' && ip.address !== undefined && (
                <CopyButton text={ip.address} what={`address ${ip.address}`} size={32} />
              )}
              <RowMenu ip={ip} place="panel" />
            </>
          )
        }
        tabs={
          ip && (
            <TabLinks
              label={`Details of ${name}`}
              size="panel"
              tabs={DETAIL_TABS.map((each) => ({
                label: LABELS[each],
                to: withTab(here, search, each),
                current: each === tab,
                count: each === 'related' && ip.kind === 'ExternalIp' ? ip.owners.length : undefined,
              }))}
            />
          )
        }
        onClose={() => void navigate(withListState(paths.externalIps(params), search))}
      >
        {ip ? (
          <Content tab={tab} ip={ip} />
        ) : status === 'ready' && (seen || !created) ? (
          <Section>
            <p role="status">
              There is no External IP {name} in {params.project}: it was deleted, or never existed.
            </p>
          </Section>
        ) : (
          <Section>
            <SkeletonRows columns={['1fr', '2fr']} rows={4} />
          </Section>
        )}
      </Panel>
      <Outlet />
    </>
  )
}

type AnyExternalIp = ExternalIp | Unreadable

function Content({ tab, ip }: { tab: DetailTab; ip: AnyExternalIp }) {
  const peers = usePeers(ip)
  const context = useRuleContext(peers)
  switch (tab) {
    case 'summary':
      return <Summary ip={ip} context={context} />
    case 'related':
      return <Related ip={ip} />
    case 'events':
      return <Events ip={ip} />
    case 'yaml':
      return <Yaml ip={ip} />
  }
}

/** The Project's other External IPs, as far as they can be read: remedies name them. */
function usePeers(ip: AnyExternalIp): readonly ExternalIp[] {
  const { objects } = useExternalIpChannel()
  return useMemo(
    () =>
      objects.filter((other) => other.kind === 'ExternalIp').filter(({ meta }) => meta.uid !== ip.meta.uid),
    [objects, ip.meta.uid],
  )
}
