import { Text } from '../../../parts/Text.tsx'
import styles from './forms.module.css'

interface DeclaredProps {
  /** Ports that the target declares. */
  offered: readonly { readonly name?: string; readonly port: number; readonly protocol: string }[]
  /** Of the port that leads there: what is declared for another one is said, and not offered. */
  protocol: string
  /** What stands in the field. */
  value: string
  /** What the rules say to what stands in the field. */
  warning: string | undefined
  /** Where the target declares nothing. */
  otherwise?: string
  onChoose: (port: number) => void
}

/** What the target says that it listens on, each to take by a click, and what is odd about what was typed. */
export function Declared({ offered, protocol, value, warning, otherwise, onChoose }: DeclaredProps) {
  return (
    <>
      {warning !== undefined && <Text tone="wait">{warning} </Text>}
      {offered.length === 0 ? warning === undefined && otherwise : 'The target declares '}
      {offered.map(({ name, port, protocol: own }, index) => (
        <span key={`${name}/${port}/${own}`}>
          {index > 0 && ', '}
          {own !== protocol ? (
            wordsOf(name, `${port}/${own}`)
          ) : value === String(port) || value === name ? (
            wordsOf(name, String(port))
          ) : (
            <button type="button" className={styles.fix} onClick={() => onChoose(port)}>
              {wordsOf(name, String(port))}
            </button>
          )}
        </span>
      ))}
      {offered.length > 0 && '.'}
    </>
  )
}

function wordsOf(name: string | undefined, port: string): string {
  return name === undefined ? port : `${name} (${port})`
}
