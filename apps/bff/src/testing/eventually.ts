import { vi } from 'vitest'

/**
 * Waits until a check passes. Patient, because a busy machine is no failure, and quick to notice.
 *
 * With fake timers in force it also moves the time on; use `vi.waitFor` there, whose steps are small.
 */
export function eventually<T>(check: () => T | Promise<T>, timeout = 15_000): Promise<T> {
  return vi.waitFor(check, { timeout, interval: 5 })
}
