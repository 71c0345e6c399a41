import type { FloatingIpView, Views } from '@kube-dc/networking/joins/views'
import { floatingIpLines } from '@kube-dc/networking/methods/connect'
import { reachWords } from '@kube-dc/networking/through-gateway'
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
import { Yaml } from '../networking/Yaml.tsx'
import { RowMenu } from './RowMenu.tsx'
import { internalAddress, Target } from './Target.tsx'

type AnyFloatingIp = Views['floating-ips']

const navigation = z.object({ created: z.boolean().optional() }).catch({})

/** One floating IP in a panel over the list. */
export function Component() {
  const { name = '' } = useParams()
  const { created = false } = useLocationState(navigation)
  const view = useView('floating-ips', name)
  const address = view?.kind === 'FloatingIpView' ? view.address : undefined
  return (
    <>
      <DetailsPanel
        kind="floating-ips"
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

function Content({ tab, view }: { tab: DetailTab; view: AnyFloatingIp }) {
  const object = { kind: 'floating-ips', meta: metaOf(view) } as const
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

function Summary({ view }: { view: AnyFloatingIp }) {
  const { findings, path } = useJudged('floating-ips', view)
  return (
    <>
      {findings.length > 0 && <Findings findings={findings} />}
      {path && <PathOf path={path} here={{ view: 'floating-ips', name: metaOf(view).name }} />}
      {view.kind === 'FloatingIpView' && (
        <>
          <Connect lines={floatingIpLines(view)} />
          <Facts view={view} />
          {view.fip.conditions.length > 0 && (
            <Section title="Conditions">
              <Conditions conditions={view.fip.conditions} />
            </Section>
          )}
        </>
      )}
    </>
  )
}

function Facts({ view }: { view: FloatingIpView }) {
  const { fip, address, networkType, target } = view
  const live = target.by === 'vm' ? target.liveAddress : undefined
  return (
    <Section title="Facts">
      <KeyValue>
        <Fact label={<Term id="external-ip">External address</Term>}>
          <Address address={address} />
        </Fact>
        <Fact label={<Term id="network-type">Network type</Term>}>
          <TypeChip type={networkType} />
          <Text tone="3"> {reachWords(networkType, [])}</Text>
        </Fact>
        <Fact label={<Term id="target">Target</Term>}>
          <Target view={view} />
        </Fact>
        <Fact label="Internal address">
          <Address address={internalAddress(view)} />
          {live !== undefined && fip.resolvedAddress !== undefined && live !== fip.resolvedAddress && (
            <Text tone="bad"> the VM has {live} now</Text>
          )}
        </Fact>
        <ObjectFacts meta={fip.meta} />
      </KeyValue>
    </Section>
  )
}

function relationsOf(view: AnyFloatingIp): readonly Relation[] {
  if (view.kind === 'Unreadable') return []
  const { eip, fip, target, sharing, conflicts } = view
  const address = relation('External IP', eip, fip.eip ?? fip.requestedEip, 'external-ips')
  const machine = target.by === 'vm' ? relation('VM', target.machine, target.vm) : undefined
  const vm = target.by === 'vm' && target.machine.state === 'found' ? target.machine.object : undefined
  return [
    ...(address ? [address] : []),
    ...(machine
      ? [{ ...machine, ...(vm && { note: vm.printableStatus, target: `vm/${vm.meta.name}` }) }]
      : []),
    ...sharing.map((name): Relation => ({
      what: 'Floating IP',
      name,
      list: 'floating-ips',
      note: 'Leads to the same internal address.',
    })),
    ...conflicts.map(({ service }): Relation => ({
      what: 'Load balancer',
      name: service,
      list: 'load-balancers',
      note: 'Has the same target: its replies may leave by this address.',
    })),
  ]
}
