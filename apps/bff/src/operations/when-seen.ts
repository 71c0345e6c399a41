import type { Live } from '@kube-dc/api/channel'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Step } from '@kube-dc/networking/operations/plan'
import type { Informer } from '../cluster/informers.ts'

/** A watch that is well is milliseconds behind; one that is not is no reason to keep somebody waiting. */
const PATIENCE_MS = 2_000

/**
 * Waits until this server's own view shows a change that was just made, so that what is judged next knows of it.
 *
 * @param made the object as the cluster stored it; undefined after a deletion.
 */
export async function whenSeen(
  { store }: Pick<Informer, 'store'>,
  namespace: string,
  step: Step,
  made: Live<KindName> | undefined,
): Promise<void> {
  const isSeen = () => {
    if (made) return isAtLeast(store.get({ namespace }, made.meta.uid)?.object, made)
    if (step.verb !== 'delete') return true
    const left = store.get({ namespace }, step.uid)
    return left === undefined || left.object.meta.deletedAt !== undefined
  }
  if (isSeen()) return
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      stop()
      resolve()
    }
    const timer = setTimeout(done, PATIENCE_MS)
    const stop = store.listen(() => {
      if (isSeen()) done()
    })
  })
}

/** Versions are compared as numbers, as Kubernetes itself has promised since 1.35. */
function isAtLeast(seen: Live<KindName> | undefined, made: Live<KindName>): boolean {
  return seen !== undefined && Number(seen.meta.resourceVersion) >= Number(made.meta.resourceVersion)
}
