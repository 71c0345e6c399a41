import { useSyncExternalStore } from 'react'

interface Query {
  matches: () => boolean
  subscribe: (listener: () => void) => () => void
}

const queries = new Map<string, Query>()

/** One list per query for the whole page: asking the window again for every render is slow. */
function queryFor(text: string): Query {
  const known = queries.get(text)
  if (known) return known
  const media = window.matchMedia(text)
  const query: Query = {
    matches: () => media.matches,
    subscribe(listener) {
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
  }
  queries.set(text, query)
  return query
}

/** Whether the window is at least so many CSS pixels wide; the breakpoints of look.md. */
export function useWide(pixels: 480 | 760 | 1000): boolean {
  const { subscribe, matches } = queryFor(`(min-width: ${pixels}px)`)
  return useSyncExternalStore(subscribe, matches)
}
