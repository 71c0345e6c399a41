import type { LiveSource } from '../channels/source.ts'
import { ProblemError } from '../problem-error.ts'

const PATIENCE_MS = 5_000

/**
 * Waits until a first list has been read; an empty answer before would be a lie.
 *
 * @throws {ProblemError} `cluster-unreachable` when that takes too long.
 */
export async function whenReadable(informer: Pick<LiveSource, 'isSynced' | 'whenSynced'>): Promise<void> {
  if (informer.isSynced) return
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new ProblemError(
          'cluster-unreachable',
          'The console has just started and has not read the cluster yet, or the Kubernetes API does not answer. It keeps trying.',
          { retryAfter: 3 },
        ),
      )
    }, PATIENCE_MS)
  })
  try {
    await Promise.race([informer.whenSynced(), late])
  } finally {
    clearTimeout(timer)
  }
}
