import type { Condition } from '@kube-dc/networking/model/object'
import { Age } from '../../parts/Age.tsx'
import { Text } from '../../parts/Text.tsx'
import styles from './Details.module.css'

/** Conditions as the cluster has them: their types and reasons are published nowhere, so nothing is made of them here. */
export function Conditions({ conditions }: { conditions: readonly Condition[] }) {
  return (
    <ul className={styles.entries}>
      {conditions.map(({ type, status, reason, message, since }) => (
        <li key={type}>
          <div className={styles.entryHead}>
            <Text mono>
              {type} {status}
            </Text>
            {reason !== undefined && (
              <Text mono tone="2">
                {reason}
              </Text>
            )}
            {since !== undefined && (
              <span className={styles.entryAge}>
                <Age since={since} />
              </span>
            )}
          </div>
          {message !== undefined && <p className={styles.message}>{message}</p>}
        </li>
      ))}
    </ul>
  )
}
