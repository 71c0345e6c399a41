import { useSyncExternalStore } from 'react'

/** Ages are shown to the second under a minute, so one tick a second serves every age on the page. */
const TICK_MS = 1000

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  if (timer === undefined) {
    now = Date.now()
    timer = setInterval(tick, TICK_MS)
  }
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) {
      clearInterval(timer)
      timer = undefined
    }
  }
}

function current(): number {
  // While nobody listened, the clock stood still.
  if (listeners.size === 0 && Date.now() - now > TICK_MS) now = Date.now()
  return now
}

/** The one clock of the page as a store, for values that are more than words; it moves once a second. */
export const seconds = { subscribe, now: current } as const

/**
 * A value made from the time now, kept current by the one clock of the page. Renders only when the value changes: give
 * it the words that are shown, not the time.
 */
export function useNow<T extends string | number | boolean>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(current()))
}
