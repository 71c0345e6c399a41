import { ownerWords } from '@kube-dc/networking/external-ips/owners'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { Section } from '../../parts/Card.tsx'
import { Text } from '../../parts/Text.tsx'
import { useProject } from '../project/project-context.ts'
import styles from './Details.module.css'

/** Who uses the address, as the address itself says. */
export function Related({ ip }: { ip: ExternalIp | Unreadable }) {
  const { params } = useProject()
  if (ip.kind === 'Unreadable') {
    return (
      <Section title="Used by">
        <Text as="p" size="s" tone="2">
          This object cannot be read, so its users are not known.
        </Text>
      </Section>
    )
  }
  if (ip.owners.length === 0) {
    return (
      <Section title="Used by">
        <Text as="p" size="s" tone="2">
          Nothing in {params.project} uses this address.
        </Text>
      </Section>
    )
  }
  return (
    <Section title="Used by">
      <ul className={styles.entries}>
        {ip.owners.map((owner, index) => (
          <li key={index} className={styles.entryHead}>
            <Text strong>{ownerWords(owner, ip.meta.namespace)}</Text>
            <Text mono tone="3">
              {owner.type}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  )
}
