import { useCallback, useSyncExternalStore } from 'react'

/** Whether the window is at least so many CSS pixels wide; the breakpoints are 760 and 1000 (look.md). */
export function useWide(pixels: 480 | 760 | 1000): boolean {
  const query = `(min-width: ${pixels}px)`
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
}
