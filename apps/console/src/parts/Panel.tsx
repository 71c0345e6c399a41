import { X } from 'lucide-react'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { IconButton } from './IconButton.tsx'
import styles from './Panel.module.css'

interface PanelProps {
  /** Kind of the object, with its icon. */
  kind: string
  icon?: ReactNode
  /** Name of the object; untrusted text. */
  title: string
  /** Addresses as titles are monospace. */
  mono?: boolean
  /** Controls beside the close button. */
  actions?: ReactNode
  /** `TabLinks` of size panel. */
  tabs?: ReactNode
  /** Quiet words at the end of its contents. */
  foot?: ReactNode
  onClose: () => void
  children: ReactNode
}

/**
 * Details over a list. Focus goes to its title, Esc closes it, and focus returns to where it was. Docked beside the list
 * at 1000 px and wider, over the whole page below; `SplitView` places it.
 */
export function Panel({
  kind,
  icon,
  title,
  mono = false,
  actions,
  tabs,
  foot,
  onClose,
  children,
}: PanelProps) {
  const titleId = useId()
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body) {
        before.focus({ preventScroll: true })
      }
    }
  }, [])

  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [title])

  useEffect(() => {
    function closeOnEscape(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
      // Menus and dialogs above the panel close first, by themselves.
      if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"]')) return
      onClose()
    }
    document.addEventListener('keydown', closeOnEscape)
    return () => document.removeEventListener('keydown', closeOnEscape)
  }, [onClose])

  return (
    <aside className={styles.panel} aria-labelledby={titleId} data-panel>
      <div className={styles.inner}>
        <header className={styles.header}>
          <div className={styles.titles}>
            <div className={styles.kind}>
              {icon}
              {kind}
            </div>
            <h2 id={titleId} ref={heading} tabIndex={-1} className={mono ? styles.mono : styles.title}>
              {title}
            </h2>
          </div>
          {actions}
          <IconButton label="Close" icon={<X />} onClick={onClose} />
        </header>
        {tabs !== undefined && <div className={styles.tabs}>{tabs}</div>}
        {children}
        {foot !== undefined && <div className={styles.foot}>{foot}</div>}
      </div>
    </aside>
  )
}
