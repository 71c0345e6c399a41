import type { GatewayRouteView, Known } from '@kube-dc/networking/joins/views'
import type { Condition } from '@kube-dc/networking/model/object'
import { gatewayRouteLines } from '@kube-dc/networking/methods/connect'
import { Outlet, useParams } from 'react-router'
import { z } from 'zod'
import type { DetailTab } from '../../app/paths.ts'
import { useLocationState } from '../../app/use-location-state.ts'
import { Section } from '../../parts/Card.tsx'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { Fact, KeyValue } from '../../parts/KeyValue.tsx'
import { Text } from '../../parts/Text.tsx'
import { Term } from '../learn/Term.tsx'
import { Conditions } from '../networking/Conditions.tsx'
import { Connect } from '../networking/Connect.tsx'
import { DetailsPanel } from '../networking/DetailsPanel.tsx'
import { Events } from '../networking/Events.tsx'
import { Findings } from '../networking/Findings.tsx'
import { ListLink } from '../networking/ListLink.tsx'
import { useView } from '../networking/network-context.ts'
import { PathOf } from '../networking/PathOf.tsx'
import { ObjectFacts } from '../networking/ObjectFacts.tsx'
import { relation, RelatedList, type Relation } from '../networking/RelatedList.tsx'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { useJudged } from '../networking/use-judged.ts'
import { Yaml } from '../networking/Yaml.tsx'
import { certificateStage } from './certificate-stage.ts'
import { Certificate } from './Certificate.tsx'
import { hostnameWords, wayWords } from './columns.tsx'
import { routeUrl } from './hostname-url.ts'
import { RowMenu } from './RowMenu.tsx'

const navigation = z.object({ created: z.boolean().optional() }).catch({})

/** One gateway route in a panel over the list; it is called by the Service that asks for it. */
export function Component() {
  const { name = '' } = useParams()
  const { created = false } = useLocationState(navigation)
  const view = useView('gateway-routes', name)
  const url = view && routeUrl(view)
  return (
    <>
      <DetailsPanel
        kind="gateway-routes"
        found={view !== undefined}
        expected={created}
        related={view && relationsOf(view).length}
        actions={
          view && (
            <>
              {url !== undefined && <CopyButton text={url} what={url} size={32} />}
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

function Content({ tab, view }: { tab: DetailTab; view: GatewayRouteView }) {
  const object = { kind: 'services', meta: view.service.meta } as const
  switch (tab) {
    case 'summary':
      return <Summary view={view} />
    case 'related':
      return <RelatedList relations={relationsOf(view)} none="Nothing is known that it has to do with." />
    case 'events':
      return <Events of={object} />
    case 'yaml':
      return <Yaml of={object} />
  }
}

function Summary({ view }: { view: GatewayRouteView }) {
  const { findings, path } = useJudged('gateway-routes', view)
  return (
    <>
      {findings.length > 0 && <Findings findings={findings} />}
      {path && <PathOf path={path} here={{ view: 'gateway-routes', name: metaOf(view).name }} />}
      <Connect lines={gatewayRouteLines(view)} />
      <Facts view={view} />
      <Reported title="The Gateway says" conditions={gatewayConditions(view)} />
      <Reported title="The certificate says" conditions={certificateConditions(view)} />
    </>
  )
}

function Reported({ title, conditions }: { title: string; conditions: readonly Condition[] }) {
  if (conditions.length === 0) return null
  return (
    <Section title={title}>
      <Conditions conditions={conditions} />
    </Section>
  )
}

function gatewayConditions({ route }: GatewayRouteView): readonly Condition[] {
  return route.state === 'found' ? route.object.parents.flatMap(({ conditions }) => conditions) : []
}

function certificateConditions({ certificate }: GatewayRouteView): readonly Condition[] {
  return certificate?.state === 'found' ? certificate.object.conditions : []
}

function Facts({ view }: { view: GatewayRouteView }) {
  const { name, port, issuer, hostname } = view
  const url = routeUrl(view)
  return (
    <Section title="Facts">
      <KeyValue>
        <Fact label={<Term id="gateway-route">Hostname</Term>}>
          {url === undefined ? (
            <Text {...(hostname === undefined && { tone: '3' })}>{hostnameWords(view)}</Text>
          ) : (
            <a href={url} target="_blank" rel="noopener noreferrer">
              {hostname}
            </a>
          )}
          {hostname === undefined && <Text tone="3">, the platform has not reported one</Text>}
        </Fact>
        <Fact label="Protocol">{wayWords(view)}</Fact>
        <Fact label="Service">
          <ListLink kind="load-balancers" name={name} />
          {port !== undefined && <Text mono>{`:${port}`}</Text>}
        </Fact>
        <Fact label={<Term id="certificate">Certificate</Term>}>
          <Certificate stage={certificateStage(view)} />
        </Fact>
        {issuer && <Fact label={<Term id="issuer">Issuer</Term>}>{issuer.name}</Fact>}
        <ObjectFacts meta={view.service.meta} madeBy={view.loadBalancer.madeBy} />
      </KeyValue>
    </Section>
  )
}

type Named = Known<{ readonly meta: GatewayRouteView['service']['meta'] }>

function relationsOf(view: GatewayRouteView): readonly Relation[] {
  const { name, route, backend, certificate, issuer, challenges, sameHostname, loadBalancer, way } = view
  const { binding } = loadBalancer
  const others: readonly (Relation | undefined)[] = [
    relation('External IP', binding.eip, binding.wanted, 'external-ips'),
    relation(way === 'tls-passthrough' ? 'TLSRoute' : 'HTTPRoute', route satisfies Named, undefined),
    relation('Backend', backend, undefined),
    certificate && relation('Certificate', certificate, undefined),
    issuer && relation('Issuer', issuer.issuer, issuer.name),
  ]
  return [
    { what: 'Load balancer', name, list: 'load-balancers' },
    ...others.flatMap((one) => (one ? [one] : [])),
    ...challenges.map(({ meta, state, reason }): Relation => ({
      what: 'Challenge',
      name: meta.name,
      note: [state, reason].filter(Boolean).join(': ') || 'not taken up yet',
    })),
    ...sameHostname.map((other): Relation => ({
      what: 'Gateway route',
      name: other,
      list: 'gateway-routes',
      note: 'Asks for the same hostname.',
    })),
  ]
}
