import { Search } from 'lucide-react'
import type { KeyboardEvent, Ref } from 'react'
import styles from './SearchBox.module.css'

interface SearchBoxProps {
  /** Names the box. */
  label: string
  placeholder: string
  value: string
  onType: (value: string) => void
  /** The key that leads into it from anywhere on the page, shown at its end. */
  shortcut?: string
  onKeyDown?: (event: KeyboardEvent) => void
  ref?: Ref<HTMLInputElement>
}

/** A box to search by; it stands in a flex line, and is as wide as there is room up to 280 px. */
export function SearchBox(props: SearchBoxProps) {
  const { label, placeholder, value, onType, shortcut, onKeyDown, ref } = props
  return (
    <label className={styles.box}>
      <Search />
      <input
        ref={ref}
        type="search"
        className={styles.input}
        aria-label={label}
        aria-keyshortcuts={shortcut}
        placeholder={placeholder}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        value={value}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {shortcut !== undefined && (
        <kbd className={styles.key} aria-hidden="true">
          {shortcut}
        </kbd>
      )}
    </label>
  )
}
