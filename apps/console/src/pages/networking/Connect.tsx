import type { ConnectLine } from '@kube-dc/networking/methods/connect'
import { Section } from '../../parts/Card.tsx'
import { CodeBlock } from '../../parts/CodeBlock.tsx'
import { Text } from '../../parts/Text.tsx'
import styles from './Details.module.css'

/** How to try it from outside, to copy. */
export function Connect({ lines }: { lines: readonly ConnectLine[] }) {
  if (lines.length === 0) return null
  return (
    <Section title="How to connect">
      <div className={styles.connect}>
        {lines.map(({ what, line, isUrl, only, note }) => (
          <div key={line}>
            <Text as="p" size="s" tone="2">
              {isUrl ? (
                <a href={line} target="_blank" rel="noreferrer">
                  {what}
                </a>
              ) : (
                what
              )}
              {only !== undefined && <Text tone="wait">, {only}</Text>}
              {note !== undefined && `; ${note}`}
            </Text>
            <CodeBlock code={line} what={what} />
          </div>
        ))}
      </div>
    </Section>
  )
}
