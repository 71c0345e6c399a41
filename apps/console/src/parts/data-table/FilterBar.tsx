import { memo, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { SearchBox } from '../SearchBox.tsx'
import { FacetControl } from './FacetControl.tsx'
import styles from './FilterBar.module.css'
import type { FacetCounts } from './row-view.ts'
import type { FacetChoice, TableState } from './types.ts'

interface FilterBarProps {
  /** Names the box. */
  label: string
  placeholder: string
  state: TableState
  onTableState: (state: TableState) => void
  facets: readonly FacetChoice[]
  /** Undefined while loading. */
  counts: FacetCounts | undefined
  /** How many rows are shown, of how many; undefined while loading. */
  shown: number | undefined
  total: number
  /** The arrow down leads into the rows. */
  onLeaveDown: () => void
}

/** The filter box with its `/` key, the facets, and how many rows that leaves; a change of a row leaves it alone. */
export const FilterBar = memo(function FilterBar(props: FilterBarProps) {
  const { label, placeholder, state, onTableState, facets, counts, shown, total, onLeaveDown } = props
  const input = useRef<HTMLInputElement>(null)
  useSlash(() => {
    input.current?.focus()
    input.current?.select()
  })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') {
      event.preventDefault()
      onLeaveDown()
    }
    if (event.key === 'Escape' && state.filter !== '') {
      // One key, one thing: an open panel stays.
      event.preventDefault()
      onTableState({ ...state, filter: '' })
    }
  }

  return (
    <>
      <SearchBox
        ref={input}
        label={label}
        placeholder={placeholder}
        value={state.filter}
        onType={(filter) => onTableState({ ...state, filter })}
        shortcut="/"
        onKeyDown={onKeyDown}
      />
      <div className={styles.facets}>
        {facets.map((facet) => (
          <FacetControl
            key={facet.id}
            facet={facet}
            chosen={state.facets[facet.id] ?? NONE}
            counts={counts && (counts.get(facet.id) ?? NO_ROWS)}
            onChange={(values) => onTableState({ ...state, facets: { ...state.facets, [facet.id]: values } })}
          />
        ))}
      </div>
      <span className={styles.count}>{shown !== undefined && <Count shown={shown} total={total} />}</span>
    </>
  )
})

const NONE: readonly string[] = []
const NO_ROWS: ReadonlyMap<string, number> = new Map()

function Count({ shown, total }: { shown: number; total: number }): ReactNode {
  return `${shown.toLocaleString('en')} of ${total.toLocaleString('en')}`
}

/** The `/` key anywhere on the page, except where it is typed. */
function useSlash(focus: () => void): void {
  const latest = useRef(focus)
  useEffect(() => {
    latest.current = focus
  })
  useEffect(() => {
    function onKeyDown(event: globalThis.KeyboardEvent): void {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented)
        return
      const target = event.target
      if (
        target instanceof Element &&
        target.closest('input, textarea, select, [contenteditable], [role="dialog"]')
      )
        return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
