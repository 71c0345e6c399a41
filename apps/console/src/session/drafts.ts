import { z } from 'zod'

const PREFIX = 'kube-dc.draft:'

const record = z.record(z.string(), z.unknown())

/**
 * Keeps what is being typed in this tab, so that signing in again (a page load) does not lose it. Drafts belong to one
 * person and one page; they end with the tab.
 */
export interface Drafts {
  read(path: string): Readonly<Record<string, unknown>> | undefined
  write(path: string, values: object): void
  remove(path: string): void
}

/** @param owner key of the person (`personKey`). */
export function draftsOf(owner: string): Drafts {
  const key = (path: string) => `${PREFIX}${owner}:${path}`
  return {
    read(path) {
      try {
        return record.parse(JSON.parse(sessionStorage.getItem(key(path)) ?? ''))
      } catch {
        return undefined
      }
    },
    write(path, values) {
      try {
        sessionStorage.setItem(key(path), JSON.stringify(values))
      } catch {
        // Without storage the draft lives as long as the page.
      }
    },
    remove: (path) => sessionStorage.removeItem(key(path)),
  }
}

/** Forgets everybody's drafts in this tab: the person leaves. */
export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key)
}
