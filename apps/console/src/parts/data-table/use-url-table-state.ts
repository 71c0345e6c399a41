import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { TableState } from './types.ts'
import { readTableState, writeTableState, type UrlTableSpec } from './url-state.ts'

/** Typing is written to the URL when it pauses: each write is a navigation, and browsers limit how many there may be. */
const PAUSE_MS = 300

/**
 * A table's state, kept in the query of the URL, so that back, reload and a copied link show the same rows. What is
 * chosen applies at once; the URL follows, replacing its entry in the history.
 *
 * @param spec at module scope.
 */
export function useUrlTableState(spec: UrlTableSpec): [TableState, (state: TableState) => void] {
  const [params, setParams] = useSearchParams()
  const [state, setState] = useState(() => readTableState(params, spec))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // What of the query is ours, as last read or written: when it differs, somebody else navigated.
  const own = useRef(ownPart(params, spec))

  useEffect(() => {
    const now = ownPart(params, spec)
    if (now === own.current) return
    own.current = now
    clearTimeout(timer.current)
    setState(readTableState(params, spec))
  }, [params, spec])

  useEffect(() => () => clearTimeout(timer.current), [])

  function change(next: TableState): void {
    const typing = next.filter !== state.filter
    setState(next)
    clearTimeout(timer.current)
    const write = (): void => {
      setParams(
        (current) => {
          const written = writeTableState(current, next, spec)
          own.current = ownPart(written, spec)
          return written
        },
        { replace: true, preventScrollReset: true },
      )
    }
    if (typing) timer.current = setTimeout(write, PAUSE_MS)
    else write()
  }

  return [state, change]
}

function ownPart(params: URLSearchParams, spec: UrlTableSpec): string {
  return writeTableState(new URLSearchParams(), readTableState(params, spec), spec).toString()
}
