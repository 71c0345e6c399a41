import { isDefaultGateway } from '@kube-dc/networking/external-ips/network'
import { originWords } from '@kube-dc/networking/external-ips/origin'
import { externalIpState } from '@kube-dc/networking/external-ips/state'
import type { ExternalIpView, Views } from '@kube-dc/networking/joins/views'
import { reachWords } from '@kube-dc/networking/through-gateway'
import type { RuleContext } from '@kube-dc/networking/rules/rule'
import { Address } from '../../parts/Address.tsx'
import { Section } from '../../parts/Card.tsx'
import { TypeChip } from '../../parts/Chip.tsx'
import { Fact, KeyValue } from '../../parts/KeyValue.tsx'
import { Ownership } from '../../parts/Ownership.tsx'
import { Text } from '../../parts/Text.tsx'
import { Term } from '../learn/Term.tsx'
import { Conditions } from '../networking/Conditions.tsx'
import { Findings } from '../networking/Findings.tsx'
import { ObjectFacts } from '../networking/ObjectFacts.tsx'
import { Paths } from './Paths.tsx'
import { PortMap } from './PortMap.tsx'
import { User } from './UsedBy.tsx'

interface SummaryProps {
  view: Views['external-ips']
  context: RuleContext
}

/** What is wrong and what to do, then the facts. */
export function Summary({ view, context }: SummaryProps) {
  const ip = view.kind === 'ExternalIpView' ? view.ip : view
  const { findings } = externalIpState(ip, context)
  return (
    <>
      {findings.length > 0 && <Findings findings={findings} />}
      {isDefaultGateway(ip) && (
        <Section title="The way out">
          <Text as="p" size="s" tone="2">
            Everything in {context.project.name} that has no address of its own reaches out through this one,
            its <Term id="default-external-ip">default External IP</Term>. The platform makes it with the
            Project and keeps it for as long as the Project lives.
          </Text>
        </Section>
      )}
      {view.kind === 'ExternalIpView' && (
        <>
          <Paths view={view} />
          <Facts view={view} />
          {view.ports.length > 0 && (
            <Section title="Ports of this address">
              <PortMap name={view.name} ports={view.ports} />
            </Section>
          )}
          {view.ip.conditions.length > 0 && (
            <Section title="Conditions">
              <Conditions conditions={view.ip.conditions} />
            </Section>
          )}
        </>
      )}
    </>
  )
}

function Facts({ view: { ip, networkType, usedBy, hostnames } }: { view: ExternalIpView }) {
  const origin = originWords(ip)
  return (
    <Section title="Facts">
      <KeyValue>
        <Fact label="Address">
          <Address address={ip.address} />
        </Fact>
        <Fact label={<Term id="network-type">Network type</Term>}>
          <TypeChip type={networkType} />
          <Text tone="3"> {reachWords(networkType, hostnames ?? [])}</Text>
        </Fact>
        <Fact label={<Term id="ownership">Ownership</Term>}>
          <Ownership ownership={ip.ownership} />
          {!ip.reported && <Text tone="3"> until the platform reports it</Text>}
        </Fact>
        <Fact label="Used by">
          {usedBy.length === 0 ? (
            <Text tone="3">nothing</Text>
          ) : (
            usedBy.map((use, index) => (
              <span key={index}>
                {index > 0 && ', '}
                <User use={use} />
              </span>
            ))
          )}
        </Fact>
        {origin !== undefined && <Fact label="Made by">{origin}</Fact>}
        <ObjectFacts meta={ip.meta} />
      </KeyValue>
    </Section>
  )
}
