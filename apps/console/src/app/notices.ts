/** One thing to tell that has no place on the page, such as that signing out failed. Untrusted text is fine. */
export interface Notice {
  readonly text: string
  /** `broken` stays until it is closed; `ok` leaves by itself. */
  readonly state: 'ok' | 'broken'
}

let current: Notice | undefined
const listeners = new Set<() => void>()

function set(notice: Notice | undefined): void {
  current = notice
  for (const listener of [...listeners]) listener()
}

/** Shows a notice in place of the one before. */
export function notify(notice: Notice): void {
  set(notice)
}

export const notices = {
  current: (): Notice | undefined => current,
  close: (): void => set(undefined),
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
