import { useEffect, useRef } from 'react'
import { announce } from '../announcer.ts'
import type { TableState } from './types.ts'

/** Long enough that typing is not interrupted by speech. */
const PAUSE_MS = 600

/** Says how many rows a filter leaves, once it has been chosen; not when rows come and go by themselves. */
export function useAnnouncedCount(
  { filter, facets }: TableState,
  shown: number,
  total: number | undefined,
): void {
  const numbers = useRef({ shown, total })
  const first = useRef(true)
  useEffect(() => {
    numbers.current = { shown, total }
  })
  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    const timer = setTimeout(() => {
      const { shown: now, total: of } = numbers.current
      if (of !== undefined) announce(`${now} of ${of} shown.`)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [filter, facets])
}
