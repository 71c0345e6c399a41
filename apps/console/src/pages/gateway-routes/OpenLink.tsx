import { ExternalLink } from 'lucide-react'
import { useTabStop } from '../../parts/tab-stop.ts'
import styles from './OpenLink.module.css'

/** Opens what a route publishes, in another tab: it is somebody's application, not a page of the console. */
export function OpenLink({ url }: { url: string }) {
  const tabStop = useTabStop()
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      className={styles.open}
      aria-label={`Open ${url}`}
      title={`Open ${url}`}
      onClick={(event) => event.stopPropagation()}
      {...(tabStop !== undefined && { tabIndex: tabStop })}
    >
      <ExternalLink size={14} strokeWidth={1.5} aria-hidden />
    </a>
  )
}
