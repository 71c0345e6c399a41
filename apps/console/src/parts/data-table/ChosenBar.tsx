import type { ReactNode } from 'react'
import styles from './ChosenBar.module.css'
import type { Selection } from './types.ts'

interface ChosenBarProps<T> {
  selection: Selection<T>
  /** The bar is about to go; focus needs another place. */
  onCleared: () => void
  children: ReactNode
}

/** How many rows are chosen, and what can be done with them. */
export function ChosenBar<T>({ selection, onCleared, children }: ChosenBarProps<T>) {
  return (
    <div role="group" aria-label="Chosen rows" className={styles.chosen}>
      <span>{selection.ids.size.toLocaleString('en')} chosen</span>
      {children}
      <button
        type="button"
        className={styles.clear}
        onClick={() => {
          selection.onChange(new Set())
          onCleared()
        }}
      >
        Clear choice
      </button>
    </div>
  )
}
