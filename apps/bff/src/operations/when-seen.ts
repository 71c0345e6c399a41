import type { Live } from '@kube-dc/api/channel'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Informer } from '../cluster/informers.ts'

/** A watch that is well is milliseconds behind; one that is not is no reason to keep somebody waiting. */
const PATIENCE_MS = 2_000

/**
 * Waits until this server's own view shows a change that was just made, so that what is judged next knows of it.
 *
 * @param change what the cluster stored, or the uid of what it deleted.
 */
export async function whenSeen(
  { store }: Pick<Informer, 'store'>,
  namespace: string,
  change: { readonly made: Live<KindName> } | { readonly deleted: string },
): Promise<void> {
  const isSeen = () => {
    if ('made' in change) {
      return isAtLeast(store.get({ namespace }, change.made.meta.uid)?.object, change.made)
    }
    const left = store.get({ namespace }, change.deleted)
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
