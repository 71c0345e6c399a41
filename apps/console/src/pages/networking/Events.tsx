import type { ApiClient } from '@kube-dc/api/client'
import { Age } from '../../parts/Age.tsx'
import { Section } from '../../parts/Card.tsx'
import { Text } from '../../parts/Text.tsx'
import styles from './Details.module.css'
import { ReadState } from './ReadState.tsx'
import { useObjectRead, type ObjectParams, type OneObject } from './use-object-read.ts'

const readEvents = (api: ApiClient, params: ObjectParams, signal: AbortSignal) =>
  api.call('objectEvents', { params }, { signal })

/** Kubernetes Events about the object; the cluster forgets them after a while. */
export function Events({ of }: { of: OneObject }) {
  const { answer, error, again } = useObjectRead('events', of, readEvents)
  if (!answer || error) return <ReadState title="The events could not be read" error={error} again={again} />
  if (answer.events.length === 0) {
    return (
      <Section>
        <Text as="p" size="s" tone="2">
          The cluster keeps no events about {of.meta.name}. It forgets them after about an hour.
        </Text>
      </Section>
    )
  }
  return (
    <Section>
      <ul className={styles.entries}>
        {answer.events.map((event, index) => (
          <li key={index}>
            <div className={styles.entryHead}>
              <Text mono {...(event.type === 'Warning' && { tone: 'wait' })}>
                {event.reason}
              </Text>
              {event.count > 1 && <Text tone="3">{event.count} times</Text>}
              {event.lastSeen !== undefined && (
                <span className={styles.entryAge}>
                  <Age since={event.lastSeen} />
                </span>
              )}
            </div>
            <p className={styles.message}>{event.message}</p>
            {event.source !== undefined && (
              <Text size="xs" tone="3">
                {event.source}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
