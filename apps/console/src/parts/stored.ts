import { useCallback, useMemo, useSyncExternalStore } from 'react'
import type { z } from 'zod'

const listeners = new Set<() => void>()

/** What this tab has stored where the browser keeps nothing. */
const unkept = new Map<string, string>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  // Another tab of the same person.
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key) ?? unkept.get(key) ?? null
  } catch {
    return unkept.get(key) ?? null
  }
}

function write(key: string, text: string | undefined): void {
  unkept.delete(key)
  try {
    if (text === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, text)
  } catch {
    // No storage, or a full one: it holds as long as the page does.
    if (text !== undefined) unkept.set(key, text)
  }
  for (const listener of listeners) listener()
}

function parse<T>(text: string | null, schema: z.ZodType<T>): T | undefined {
  if (text === null) return undefined
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    // Of an older release, or edited by hand.
    return undefined
  }
}

/**
 * A preference kept in this browser. Whatever is stored is read with its schema; what does not fit is as if it were not
 * there. Storing `undefined` takes it away.
 *
 * @param key names its owner, as more than one person uses a browser.
 * @param schema at module scope.
 */
export function useStored<T>(
  key: string,
  schema: z.ZodType<T>,
): [T | undefined, (value: T | undefined) => void] {
  const text = useSyncExternalStore(subscribe, () => read(key))
  const value = useMemo(() => parse(text, schema), [text, schema])
  const store = useCallback(
    (next: T | undefined) => write(key, next === undefined ? undefined : JSON.stringify(next)),
    [key],
  )
  return [value, store]
}
