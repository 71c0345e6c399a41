import { PureComponent, useLayoutEffect, useRef, type ReactNode } from 'react'
import { useStable } from '../use-stable.ts'
import styles from './Grid.module.css'
import type { Entry } from './row-view.ts'

interface ExpandedRowProps<T> {
  id: string
  entry: Entry<T>
  /** Place of its row. */
  index: number
  /** Pixels from the top of the body. */
  top: number
  content: (row: T) => ReactNode
  onHeight: (id: string, height: number) => void
  activate: (id: string, index: number) => void
}

/** What an expanded row shows, under it; as high as it needs to be. */
function Plain<T>({ id, entry, index, top, content, onHeight, activate }: ExpandedRowProps<T>) {
  const element = useRef<HTMLDivElement>(null)
  const tell = useStable((height: number) => onHeight(entry.id, height))

  useLayoutEffect(() => {
    const { current } = element
    if (!current) return
    const measure = (): void => tell(current.offsetHeight)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => observer.disconnect()
  }, [tell])

  return (
    <div
      ref={element}
      id={id}
      role="row"
      data-expansion={entry.id}
      className={styles.expansion}
      style={{ transform: `translateY(${top}px)` }}
      // Its row stays rendered while focus is in here, and is the way back.
      onFocus={() => activate(entry.id, index)}
    >
      <div role="gridcell">{content(entry.row)}</div>
    </div>
  )
}

/** Rendered only when something of its own changes; a class where others use `memo`, which would lose the type parameter. */
export class ExpandedRow<T> extends PureComponent<ExpandedRowProps<T>> {
  override render() {
    return <Plain {...this.props} />
  }
}
