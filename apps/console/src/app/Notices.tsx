import { X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { IconButton } from '../parts/IconButton.tsx'
import { StateGlyph } from '../parts/StateGlyph.tsx'
import { notices } from './notices.ts'
import styles from './Notices.module.css'

const SHOWN_MS = 8000

/** The one place for what has no place on the page. The region stands always, so that what appears in it is announced. */
export function Notices() {
  const notice = useSyncExternalStore(notices.subscribe, notices.current)

  useEffect(() => {
    if (notice?.state !== 'ok') return
    const timer = setTimeout(notices.close, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice])

  return (
    <div role="status" className={styles.region}>
      {notice && (
        <div className={styles.notice}>
          <StateGlyph state={notice.state} named={notice.state === 'broken'} />
          <span className={styles.text}>{notice.text}</span>
          <IconButton
            label="Close"
            size={24}
            icon={<X size={16} strokeWidth={1.5} />}
            onClick={notices.close}
          />
        </div>
      )}
    </div>
  )
}
