export interface BackoffOptions {
  readonly firstMs: number
  /** Also how long a recovered API server may go unnoticed. */
  readonly maxMs: number
}

/** Longest pause before attempt number `failures` (1 is the first retry); the real one lies between half of it and it. */
export function backoffCeiling(failures: number, { firstMs, maxMs }: BackoffOptions): number {
  return Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30))
}

/** Waits before a retry, jittered so that many waiters do not come back at the same moment. Ends early on abort. */
export function backOff(failures: number, options: BackoffOptions, signal: AbortSignal): Promise<void> {
  const pause = backoffCeiling(failures, options) * (0.5 + Math.random() / 2)
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const finish = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, pause)
    signal.addEventListener('abort', finish)
  })
}
