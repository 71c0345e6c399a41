import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { PureComponent, useEffect, useLayoutEffect, useRef } from 'react'
import { classes } from '../classes.ts'
import { useOffset } from '../use-size.ts'
import styles from './CardList.module.css'
import { RowLink, type RowShared } from './GridRow.tsx'
import type { Entry } from './row-view.ts'
import { showChange } from './show-change.ts'
import type { CardLines } from './types.ts'
import type { Roving } from './use-roving.ts'

interface CardListProps<T> {
  label: string
  entries: readonly Entry<T>[]
  shared: RowShared<T>
  card: (row: T) => CardLines
  roving: Roving
  covered: number
  openId: string | undefined
}

/** A card of three lines, in pixels; the true height is measured once it stands. */
const CARD_HEIGHT = 95

/** Rows as cards, for narrow screens; as many as the window shows. */
export function CardList<T>({ label, entries, shared, card, roving, covered, openId }: CardListProps<T>) {
  const list = useRef<HTMLUListElement>(null)
  const offset = useOffset(list)
  const virtual = useWindowVirtualizer({
    count: entries.length,
    estimateSize: () => CARD_HEIGHT,
    // Where nothing is laid out, as under `display: none`, heights are 0, and every card would be in sight.
    measureElement: (card) => Math.round(card.getBoundingClientRect().height) || CARD_HEIGHT,
    overscan: 6,
    scrollMargin: offset,
    scrollPaddingStart: covered,
  })

  useLayoutEffect(() => {
    if (!roving.takeRequest()) return
    const index = roving.indexIn(entries)
    const item = list.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
    if (item) item.focus()
    else virtual.scrollToIndex(index, { align: 'auto' })
  })

  return (
    <ul ref={list} aria-label={label} className={styles.list} style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start }) => {
        const entry = entries[index]
        if (!entry) return null
        return (
          <li
            key={entry.id}
            ref={virtual.measureElement}
            data-index={index}
            data-row={entry.id}
            className={classes(styles.item, entry.id === openId && styles.opened)}
            aria-current={entry.id === openId || undefined}
            style={{ transform: `translateY(${start - offset}px)` }}
            aria-setsize={entries.length}
            aria-posinset={index + 1}
            onFocus={() => shared.activate(entry.id, index)}
          >
            <Card entry={entry} shared={shared} card={card} />
          </li>
        )
      })}
    </ul>
  )
}

interface CardProps<T> {
  entry: Entry<T>
  shared: RowShared<T>
  card: (row: T) => CardLines
}

function PlainCard<T>({ entry, shared, card }: CardProps<T>) {
  const element = useRef<HTMLDivElement>(null)
  const { isQuietChange } = shared
  const { row } = entry

  useEffect(() => {
    if (element.current && !isQuietChange?.(row)) showChange(element.current, entry.arrivedAt)
  }, [entry, row, isQuietChange])

  const name = shared.naming
  const lines = card(row)
  return (
    <div ref={element} className={styles.card}>
      <div className={styles.line}>
        <span className={styles.name}>
          {name && <RowLink row={row} shared={shared} column={name} tabStop={0} />}
          {name?.aside?.(row)}
        </span>
        <span className={styles.end}>{lines.corner}</span>
      </div>
      <div className={styles.line}>{lines.line}</div>
      {(lines.foot ?? lines.footEnd) !== undefined && (
        <div className={classes(styles.line, styles.foot)}>
          {lines.foot}
          <span className={styles.age}>{lines.footEnd}</span>
        </div>
      )}
    </div>
  )
}

/** Rendered only when its row object changes; a class where others use `memo`, which would lose the type parameter. */
class Card<T> extends PureComponent<CardProps<T>> {
  override render() {
    return <PlainCard {...this.props} />
  }
}
