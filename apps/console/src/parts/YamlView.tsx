import { Download } from 'lucide-react'
import { CopyButton } from './CopyButton.tsx'
import { download } from './download.ts'
import { IconButton } from './IconButton.tsx'
import styles from './YamlView.module.css'

interface YamlViewProps {
  yaml: string
  /** Name of the downloaded file, with its ending. */
  fileName: string
}

/** A manifest to read, copy and download. */
export function YamlView({ yaml, fileName }: YamlViewProps) {
  return (
    <figure className={styles.view}>
      <figcaption className={styles.bar}>
        <span className={styles.name}>{fileName}</span>
        <CopyButton text={yaml} what={fileName} size={32} />
        <IconButton
          label={`Download ${fileName}`}
          icon={<Download />}
          onClick={() => download(yaml, fileName, 'application/yaml')}
        />
      </figcaption>
      {/* Focusable, so that the keyboard can scroll it. */}
      <pre className={styles.code} tabIndex={0} aria-label={fileName}>
        {yaml.split('\n').map((line, index) => (
          <Line key={index} line={line} />
        ))}
      </pre>
    </figure>
  )
}

const KEY = /^(\s*(?:- )?)([^\s:#"'][^:]*:)( .*|)$/

/** Keys are quieter than values, as the eye looks for values. */
function Line({ line }: { line: string }) {
  const [, indent = '', key, value = ''] = KEY.exec(line) ?? []
  if (key === undefined) return <>{`${line}\n`}</>
  return (
    <>
      {indent}
      <span className={styles.key}>{key}</span>
      {`${value}\n`}
    </>
  )
}
