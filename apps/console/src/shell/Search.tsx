import { Search as Glass } from 'lucide-react'
import { Suspense, useEffect, useRef, useState, type ComponentType } from 'react'
import styles from './Search.module.css'

interface SearchProps {
  /** The palette with the application's sources; lazy, as most visits do without. */
  palette: ComponentType<{ onClose: () => void }>
  /** The pointer or focus is on the control: a good moment to fetch the palette's code. */
  onIntent?: () => void
}

/** What a search finds, as its box says. */
export const SEARCH_WORDS = 'Search names, addresses, actions'

const APPLE = /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The way to everything: looks like a field and opens the command palette, as Ctrl K or ⌘ K does from anywhere. */
export function Search({ palette: Palette, onIntent }: SearchProps) {
  const [open, setOpen] = useState(false)
  useShortcut(() => setOpen(true))
  return (
    <>
      <button
        type="button"
        className={styles.field}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-keyshortcuts="Control+K Meta+K"
        onPointerEnter={onIntent}
        onFocus={onIntent}
        onClick={() => setOpen(true)}
      >
        <Glass />
        <span className={styles.words}>{SEARCH_WORDS}</span>
        <kbd className={styles.key} aria-hidden="true">
          {APPLE ? '⌘ K' : 'Ctrl K'}
        </kbd>
      </button>
      {open && (
        <Suspense>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Ctrl K or ⌘ K anywhere on the page, except in a dialog: what was asked there is answered first. */
function useShortcut(open: () => void): void {
  const latest = useRef(open)
  useEffect(() => {
    latest.current = open
  })
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.altKey ||
        event.shiftKey
      )
        return
      if (event.defaultPrevented) return
      // The browser has a use of its own for these keys.
      event.preventDefault()
      if (event.target instanceof Element && event.target.closest('[role="dialog"]')) return
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
