import type { Views } from '@kube-dc/networking/joins/views'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { RuleContext } from '@kube-dc/networking/rules/rule'
import { useMemo } from 'react'
import { Outlet, useParams } from 'react-router'
import { z } from 'zod'
import type { DetailTab } from '../../app/paths.ts'
import { useLocationState } from '../../app/use-location-state.ts'
import { useNow } from '../../parts/clock.ts'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { DetailsPanel } from '../networking/DetailsPanel.tsx'
import { Events } from '../networking/Events.tsx'
import { useNetwork, useView, useViews } from '../networking/network-context.ts'
import { RelatedList, type Relation } from '../networking/RelatedList.tsx'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { WORDS_KEEP } from '../networking/use-judged.ts'
import { useOrganization } from '../networking/use-organization.ts'
import { Yaml } from '../networking/Yaml.tsx'
import { RowMenu } from './RowMenu.tsx'
import { Summary } from './Summary.tsx'

const navigation = z.object({ created: z.boolean().optional() }).catch({})

type AnyExternalIp = Views['external-ips']

/** One External IP in a panel over the list. */
export function Component() {
  const { name = '' } = useParams()
  const view = useView('external-ips', name)
  const { created = false } = useLocationState(navigation)
  const address = view?.kind === 'ExternalIpView' ? view.ip.address : undefined
  return (
    <>
      <DetailsPanel
        kind="external-ips"
        found={view !== undefined}
        expected={created}
        related={view?.kind === 'ExternalIpView' ? view.usedBy.length : undefined}
        actions={
          view && (
            <>
              {address !== undefined && <CopyButton text={address} what={`address ${address}`} size={32} />}
              <RowMenu view={view} place="panel" />
            </>
          )
        }
      >
        {(tab) => view && <Content tab={tab} view={view} />}
      </DetailsPanel>
      <Outlet />
    </>
  )
}

function Content({ tab, view }: { tab: DetailTab; view: AnyExternalIp }) {
  const context = useRuleContext(view)
  const object = { kind: 'external-ips', meta: metaOf(view) } as const
  switch (tab) {
    case 'summary':
      return <Summary view={view} context={context} />
    case 'related':
      return <Related view={view} />
    case 'events':
      return <Events of={object} />
    case 'yaml':
      return <Yaml of={object} />
  }
}

const USES = {
  'load-balancer': { what: 'Load balancer', list: 'load-balancers' },
  'floating-ip': { what: 'Floating IP', list: 'floating-ips' },
  'way-out': { what: 'Way out of', list: undefined },
  other: { what: 'In use by', list: undefined },
} as const

function Related({ view }: { view: AnyExternalIp }) {
  if (view.kind === 'Unreadable') {
    return <RelatedList relations={[]} none="This object cannot be read, so its users are not known." />
  }
  const relations = view.usedBy.map(({ type, name, namespace }): Relation => {
    const { what, list } = USES[type]
    return {
      what,
      name: namespace === undefined ? name : `${namespace}/${name}`,
      ...(list && namespace === undefined && { list }),
    }
  })
  return <RelatedList relations={relations} none="Nothing in this Project uses this address." />
}

/** What the rules look at beside an External IP: also the Project's other ones, as remedies name them. */
function useRuleContext(view: AnyExternalIp): RuleContext {
  const { facts } = useNetwork()
  const views = useViews('external-ips')
  const { organization } = useOrganization()
  const now = useNow((moment) => Math.floor(moment / WORDS_KEEP) * WORDS_KEEP)
  const { uid } = metaOf(view)
  const peers = useMemo(
    () =>
      views.flatMap((other): ExternalIp[] =>
        other.kind === 'ExternalIpView' && other.ip.meta.uid !== uid ? [other.ip] : [],
      ),
    [views, uid],
  )
  const hostnames = view.kind === 'ExternalIpView' ? view.hostnames : undefined
  return useMemo(
    () => ({ ...facts, organization, now, peers, hostnames }),
    [facts, organization, now, peers, hostnames],
  )
}
