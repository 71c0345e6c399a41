import { useCallback, useMemo, useState } from 'react'

/** Pixels until the true height is known, which is before it is seen. */
const GUESS = 120

export interface ExpansionHeights {
  /** By place of the row: pixels of what it shows under itself. */
  readonly extras: ReadonlyMap<number, number>
  readonly onHeight: (id: string, height: number) => void
}

/** Which rows are expanded, and the way to change that. */
export function useExpanded(): [ReadonlySet<string>, (id: string) => void] {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  const toggle = useCallback((id: string) => {
    setIds((before) => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }, [])
  return [ids, toggle]
}

/** How much room expanded rows need. Costs nothing while none is. */
export function useExpansionHeights(
  entries: readonly { readonly id: string }[],
  expanded: ReadonlySet<string>,
): ExpansionHeights {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map())
  const extras = useMemo(() => {
    const places = new Map<number, number>()
    if (expanded.size === 0) return places
    entries.forEach(({ id }, index) => {
      if (expanded.has(id)) places.set(index, heights.get(id) ?? GUESS)
    })
    return places
  }, [entries, expanded, heights])
  const onHeight = useCallback((id: string, height: number) => {
    setHeights((before) => (before.get(id) === height ? before : new Map(before).set(id, height)))
  }, [])
  return { extras, onHeight }
}
