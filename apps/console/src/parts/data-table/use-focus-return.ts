import { useEffect, useRef } from 'react'
import type { Roving } from './use-roving.ts'

/** When details close, focus returns to their row, unless the person is somewhere else by then. */
export function useFocusReturn(
  openId: string | undefined,
  entries: readonly { readonly id: string }[],
  roving: Roving,
): void {
  const last = useRef(openId)
  useEffect(() => {
    const before = last.current
    last.current = openId
    if (before === undefined || openId !== undefined || document.activeElement !== document.body) return
    const index = entries.findIndex(({ id }) => id === before)
    if (index >= 0) roving.focus(before, index)
  }, [openId, entries, roving])
}
