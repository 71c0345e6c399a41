import styles from './CodeBlock.module.css'
import { CopyButton } from './CopyButton.tsx'

interface CodeBlockProps {
  /** One line or several, exactly as they are to be typed. */
  code: string
  /** What it is, for the label of its copy button: "command". */
  what: string
}

/** Something to copy and run elsewhere. */
export function CodeBlock({ code, what }: CodeBlockProps) {
  return (
    <div className={styles.block}>
      {/* Focusable, so that the keyboard can scroll it. */}
      <pre className={styles.code} tabIndex={0} aria-label={what}>
        {code}
      </pre>
      <CopyButton text={code} what={what} size={32} />
    </div>
  )
}
