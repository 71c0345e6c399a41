import { useEffect, useRef, useState, type RefObject } from 'react'
import { useStable } from '../use-stable.ts'

/** Which row is the way into the rows by Tab, and which one is to take focus next. */
export interface Roving {
  /** Place of the active row: where it stands now, else what stands in its place, else the first. -1 without rows. */
  readonly indexIn: (entries: readonly { readonly id: string }[]) => number
  /** The row has focus. */
  readonly activate: (id: string, index: number) => void
  /** Makes a row active and gives it focus with the next render. */
  readonly focus: (id: string, index: number) => void
  /** Whether the active row has to take focus now; true once per request. */
  readonly takeRequest: () => boolean
}

interface Active {
  readonly id: string
  readonly index: number
}

/**
 * One tab stop for all rows, as the grid pattern of WAI-ARIA wants it. It survives sorting, filtering and scrolling, and
 * when the focused row goes away, the row in its place takes focus, so that nobody is thrown to the top of the page.
 */
export function useRoving(
  root: RefObject<HTMLElement | null>,
  entries: readonly { readonly id: string }[],
): Roving {
  const [active, setActive] = useState<Active>()
  const requested = useRef(false)
  const inside = useRef(false)
  const [, render] = useState(0)

  useEffect(() => {
    function onFocusIn(event: FocusEvent): void {
      inside.current =
        event.target instanceof Element && event.target.closest('[data-row], [data-expansion]') !== null
    }
    document.addEventListener('focusin', onFocusIn)
    return () => document.removeEventListener('focusin', onFocusIn)
  }, [])

  // Only a row that was removed leaves focus on the body while we still think that it is inside.
  useEffect(() => {
    if (!inside.current || document.activeElement !== document.body || !root.current) return
    requested.current = true
    render((count) => count + 1)
  }, [entries, root])

  const activate = useStable((id: string, index: number) => {
    if (active?.id !== id) setActive({ id, index })
  })

  return {
    indexIn(list) {
      if (!active) return list.length > 0 ? 0 : -1
      const found = list.findIndex(({ id }) => id === active.id)
      return found >= 0 ? found : Math.min(active.index, list.length - 1)
    },
    activate,
    focus(id, index) {
      requested.current = true
      setActive({ id, index })
      render((count) => count + 1)
    },
    takeRequest() {
      const was = requested.current
      requested.current = false
      return was
    },
  }
}
