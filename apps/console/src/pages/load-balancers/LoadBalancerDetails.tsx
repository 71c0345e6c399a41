import type { LoadBalancerView, Views } from '@kube-dc/networking/joins/views'
import { loadBalancerLines } from '@kube-dc/networking/methods/connect'
import { reachWords, routedHostnames } from '@kube-dc/networking/through-gateway'
import { Outlet, useParams } from 'react-router'
import { z } from 'zod'
import type { DetailTab } from '../../app/paths.ts'
import { useLocationState } from '../../app/use-location-state.ts'
import { Address } from '../../parts/Address.tsx'
import { Section } from '../../parts/Card.tsx'
import { TypeChip } from '../../parts/Chip.tsx'
import { CopyButton } from '../../parts/CopyButton.tsx'
import { Fact, KeyValue } from '../../parts/KeyValue.tsx'
import { Text } from '../../parts/Text.tsx'
import { Term } from '../learn/Term.tsx'
import { Connect } from '../networking/Connect.tsx'
import { Conditions } from '../networking/Conditions.tsx'
import { DetailsPanel } from '../networking/DetailsPanel.tsx'
import { Events } from '../networking/Events.tsx'
import { Findings } from '../networking/Findings.tsx'
import { useView } from '../networking/network-context.ts'
import { PathOf } from '../networking/PathOf.tsx'
import { ObjectFacts } from '../networking/ObjectFacts.tsx'
import { relation, RelatedList, type Relation } from '../networking/RelatedList.tsx'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { useJudged } from '../networking/use-judged.ts'
import { portsWords } from '../networking/words.ts'
import { Yaml } from '../networking/Yaml.tsx'
import { EndpointTable } from './Endpoints.tsx'
import { methodWords } from './method.ts'
import { RowMenu } from './RowMenu.tsx'

type AnyLoadBalancer = Views['load-balancers']

const navigation = z.object({ created: z.boolean().optional() }).catch({})

/** One load balancer in a panel over the list. */
export function Component() {
  const { name = '' } = useParams()
  const { created = false } = useLocationState(navigation)
  const view = useView('load-balancers', name)
  const address = view?.kind === 'LoadBalancerView' ? view.address : undefined
  return (
    <>
      <DetailsPanel
        kind="load-balancers"
        found={view !== undefined}
        expected={created}
        related={view && relationsOf(view).length}
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

function Content({ tab, view }: { tab: DetailTab; view: AnyLoadBalancer }) {
  const object = { kind: 'services', meta: metaOf(view) } as const
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

function Summary({ view }: { view: AnyLoadBalancer }) {
  const { findings, path } = useJudged('load-balancers', view)
  return (
    <>
      {findings.length > 0 && <Findings findings={findings} />}
      {path && <PathOf path={path} here={{ view: 'load-balancers', name: metaOf(view).name }} />}
      {view.kind === 'LoadBalancerView' && (
        <>
          <Connect lines={loadBalancerLines(view)} />
          <Section title="Endpoints">
            <EndpointTable view={view} />
          </Section>
          <Facts view={view} />
          {view.service.conditions.length > 0 && (
            <Section title="Conditions">
              <Conditions conditions={view.service.conditions} />
            </Section>
          )}
        </>
      )}
    </>
  )
}

function Facts({ view }: { view: LoadBalancerView }) {
  const { service, networkType, address } = view
  const { selector } = service
  return (
    <Section title="Facts">
      <KeyValue>
        <Fact label="Address">
          <Address address={address} />
        </Fact>
        <Fact label={<Term id="network-type">Network type</Term>}>
          <TypeChip type={networkType} />
          <Text tone="3"> {reachWords(networkType, routedHostnames([service]))}</Text>
        </Fact>
        <Fact label="Ports">
          <Text mono>{portsWords(service.ports)}</Text>
        </Fact>
        <Fact label="Method">{methodWords(view)}</Fact>
        <Fact label={<Term id="selector">Selector</Term>}>
          {selector ? (
            <Text mono>
              {Object.entries(selector)
                .map(([label, value]) => `${label}=${value}`)
                .join(', ')}
            </Text>
          ) : (
            <Text tone="3">none: its endpoints are made by somebody else</Text>
          )}
        </Fact>
        <ObjectFacts meta={service.meta} madeBy={view.madeBy} />
      </KeyValue>
    </Section>
  )
}

function relationsOf(view: AnyLoadBalancer): readonly Relation[] {
  if (view.kind === 'Unreadable') return []
  const { name, binding, service, endpoints, conflicts } = view
  const address = relation('External IP', binding.eip, binding.wanted, 'external-ips')
  const vms = new Set(endpoints.list.flatMap(({ vm }) => (vm === undefined ? [] : [vm])))
  const workloads = new Set(endpoints.list.flatMap(({ workload }) => (workload ? [workload.name] : [])))
  return [
    ...(address ? [address] : []),
    ...(service.asks.exposeRoute === undefined
      ? []
      : [{ what: 'Gateway route', name, list: 'gateway-routes' } as const]),
    ...conflicts.map(({ floatingIp }): Relation => ({
      what: 'Floating IP',
      name: floatingIp,
      list: 'floating-ips',
      note: 'On one of its endpoints: replies may leave by another address.',
    })),
    ...[...vms].map((vm): Relation => ({ what: 'VM', name: vm, target: `vm/${vm}` })),
    ...[...workloads].map((workload): Relation => ({ what: 'Workload', name: workload })),
  ]
}
