import { useEffect, useRef } from 'react'
import styles from './CommandPalette.module.css'
import type { FoundGroup } from './find-items.ts'
import type { PaletteItem } from './types.ts'

interface ResultsProps {
  /** Begins the ids of list, headings and options. */
  id: string
  groups: readonly FoundGroup[]
  /** Place of the active option among all of them. */
  active: number
  onActive: (at: number) => void
  onChoose: (item: PaletteItem) => void
}

/** What was found, in groups; focus stays in the box above. */
export function Results({ id, groups, active, onActive, onChoose }: ResultsProps) {
  const list = useRef<HTMLDivElement>(null)
  const starts = groups.map((_, index) =>
    groups.slice(0, index).reduce((sum, { items }) => sum + items.length, 0),
  )

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active, groups])

  return (
    <div ref={list} id={`${id}-list`} role="listbox" aria-label="Results" className={styles.list}>
      {groups.map((group, index) => (
        <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}-name`}>
          <div id={`${id}-${group.id}-name`} role="presentation" className={styles.heading}>
            {group.label}
            {group.total > group.items.length && group.id !== 'recent' && (
              <span className={styles.of}>
                {`${group.items.length.toLocaleString('en')} of ${group.total.toLocaleString('en')}, type more to narrow`}
              </span>
            )}
          </div>
          {group.items.map((item, place) => {
            const at = (starts[index] ?? 0) + place
            return (
              <div
                key={item.id}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === active}
                className={styles.option}
                onPointerMove={() => {
                  if (at !== active) onActive(at)
                }}
                onClick={() => onChoose(item)}
              >
                {item.icon}
                <span className={styles.name}>{item.name}</span>
                {item.hint !== undefined && <span className={styles.hint}>{item.hint}</span>}
                <span className={styles.kind}>{item.kind}</span>
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
