import { useCallback, useLayoutEffect, useRef } from 'react'

/** A function that stays the same while it always does what the last render said; for event handlers, not for rendering. */
export function useStable<Args extends readonly unknown[], Result>(
  handler: (...args: Args) => Result,
): (...args: Args) => Result {
  const latest = useRef(handler)
  useLayoutEffect(() => {
    latest.current = handler
  })
  return useCallback((...args: Args) => latest.current(...args), [])
}
