import { defaultRangeExtractor, useWindowVirtualizer, type Range } from '@tanstack/react-virtual'
import { Fragment, useId, useLayoutEffect, useRef, type KeyboardEvent } from 'react'
import { useOffset } from '../use-size.ts'
import { ExpandedRow } from './ExpandedRow.tsx'
import styles from './Grid.module.css'
import { GridRow, type RowShared } from './GridRow.tsx'
import type { Entry } from './row-view.ts'
import type { Expansion } from './types.ts'
import { useExpansionHeights } from './use-expansion.ts'
import type { Roving } from './use-roving.ts'

interface GridBodyProps<T> {
  entries: readonly Entry<T>[]
  shared: RowShared<T>
  /** Pixels. */
  rowHeight: number
  /** What sticks to the top of the window above the rows, in pixels. */
  covered: number
  roving: Roving
  openId: string | undefined
  chosenIds: ReadonlySet<string> | undefined
  expansion: Expansion<T> | undefined
  expandedIds: ReadonlySet<string>
  /** The arrow up leaves the first row. */
  onLeaveUp: () => void
}

/** The rows, as many as the window shows; they scroll with the page. */
export function GridBody<T>(props: GridBodyProps<T>) {
  const { entries, shared, rowHeight, covered, roving, openId, chosenIds, expansion, expandedIds } = props
  const body = useRef<HTMLDivElement>(null)
  const offset = useOffset(body)
  const active = roving.indexIn(entries)
  const { extras, onHeight } = useExpansionHeights(entries, expandedIds)
  const id = useId()

  const virtual = useWindowVirtualizer({
    count: entries.length,
    estimateSize: (index) => rowHeight + (extras.get(index) ?? 0),
    overscan: 8,
    scrollMargin: offset,
    scrollPaddingStart: covered,
    scrollPaddingEnd: 8,
    // The active row stays rendered when it is scrolled away: focus may be on it.
    rangeExtractor: (range) => withIndex(range, active),
  })

  // The virtualizer asks for sizes once; here is what they depend on.
  const sizes = `${rowHeight}:${[...extras].join(';')}`
  const known = useRef(sizes)
  useLayoutEffect(() => {
    if (known.current === sizes) return
    known.current = sizes
    virtual.measure()
  }, [sizes, virtual])

  useLayoutEffect(() => {
    if (!roving.takeRequest()) return
    const row = body.current?.querySelector<HTMLElement>(`[aria-rowindex="${active + 2}"]`)
    if (!row) return
    row.focus({ preventScroll: true })
    virtual.scrollToIndex(active, { align: 'auto' })
  })

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof Element && event.target.closest('[data-expansion]')) return
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
    const page = Math.max(1, Math.floor((window.innerHeight - covered) / rowHeight) - 1)
    const last = entries.length - 1
    const target = targetOf(event.key, active, page, last)
    if (target === undefined) return
    event.preventDefault()
    if (target < 0) {
      props.onLeaveUp()
      return
    }
    const index = Math.min(target, last)
    const entry = entries[index]
    if (entry) roving.focus(entry.id, index)
  }

  return (
    <div
      ref={body}
      role="rowgroup"
      className={styles.body}
      style={{ height: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      {virtual.getVirtualItems().map(({ index, start }) => {
        const entry = entries[index]
        if (!entry) return null
        const expanded = expansion && expandedIds.has(entry.id)
        const expansionId = expanded ? `${id}-${entry.id}` : undefined
        return (
          <Fragment key={entry.id}>
            <GridRow
              entry={entry}
              shared={shared}
              index={index}
              top={start - offset}
              active={index === active}
              opened={entry.id === openId}
              chosen={chosenIds?.has(entry.id)}
              expanded={expanded}
              expansionId={expansionId}
            />
            {expansionId !== undefined && expansion && (
              <ExpandedRow
                id={expansionId}
                entry={entry}
                index={index}
                top={start - offset + rowHeight}
                content={expansion.content}
                onHeight={onHeight}
                activate={shared.activate}
              />
            )}
          </Fragment>
        )
      })}
    </div>
  )
}

/** Where a key leads from a row; below 0 is out of the rows, undefined is another key. */
function targetOf(key: string, active: number, page: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active - 1
    case 'PageDown':
      return active + page
    case 'PageUp':
      return Math.max(0, active - page)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

function withIndex(range: Range, index: number): number[] {
  const indexes = defaultRangeExtractor(range)
  if (index < 0 || index >= range.count || indexes.includes(index)) return indexes
  return index < (indexes[0] ?? 0) ? [index, ...indexes] : [...indexes, index]
}
