import { isDefaultGateway, networkTypeOf } from '@kube-dc/networking/external-ips/network'
import { originWords } from '@kube-dc/networking/external-ips/origin'
import { ownersWords } from '@kube-dc/networking/external-ips/owners'
import { externalIpState } from '@kube-dc/networking/external-ips/state'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import type { RuleContext } from '@kube-dc/networking/rules/rule'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import { Section } from '../../parts/Card.tsx'
import { TypeChip } from '../../parts/Chip.tsx'
import { Fact, KeyValue } from '../../parts/KeyValue.tsx'
import { Ownership } from '../../parts/Ownership.tsx'
import { Text } from '../../parts/Text.tsx'
import { Conditions } from './Conditions.tsx'
import { Findings } from './Findings.tsx'

interface SummaryProps {
  ip: ExternalIp | Unreadable
  context: RuleContext
}

/** What is wrong and what to do, then the facts. */
export function Summary({ ip, context }: SummaryProps) {
  const { findings } = externalIpState(ip, context)
  return (
    <>
      {findings.length > 0 && <Findings findings={findings} />}
      {isDefaultGateway(ip) && (
        <Section title="The way out">
          <Text as="p" size="s" tone="2">
            Everything in {context.project.name} that has no address of its own reaches out through this one.
            The platform makes it with the Project and keeps it for as long as the Project lives.
          </Text>
        </Section>
      )}
      {ip.kind === 'ExternalIp' && <Facts ip={ip} context={context} />}
      {ip.kind === 'ExternalIp' && ip.conditions.length > 0 && (
        <Section title="Conditions">
          <Conditions conditions={ip.conditions} />
        </Section>
      )}
    </>
  )
}

function Facts({ ip, context }: { ip: ExternalIp; context: RuleContext }) {
  const origin = originWords(ip)
  return (
    <Section title="Facts">
      <KeyValue>
        <Fact label="Address">
          <Address address={ip.address} />
        </Fact>
        <Fact label="Network type">
          <TypeChip type={networkTypeOf(ip, context.installation)} />
        </Fact>
        <Fact label="Ownership">
          <Ownership ownership={ip.ownership} />
          {!ip.reported && <Text tone="3"> until the platform reports it</Text>}
        </Fact>
        <Fact label="Used by">{ip.owners.length > 0 ? ownersWords(ip) : <Text tone="3">nothing</Text>}</Fact>
        {origin !== undefined && <Fact label="Made by">{origin}</Fact>}
        <Fact label="Created">
          <Age since={ip.meta.createdAt} form="long" />
        </Fact>
        {ip.meta.deletedAt !== undefined && (
          <Fact label="Delete asked for">
            <Age since={ip.meta.deletedAt} form="long" />
          </Fact>
        )}
      </KeyValue>
    </Section>
  )
}
