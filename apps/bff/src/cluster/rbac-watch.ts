import { meta } from '@kube-dc/networking/model/object'
import { z } from 'zod'
import type { InformerOptions } from './informers.ts'
import { ListWatch } from './list-watch.ts'
import { RBAC_RESOURCES, resourcePath } from './resource.ts'

/** Bootstrapping one Project writes a dozen of these objects: one round of checks serves them all. */
const GATHER_MS = 50

/** The API server learns of the change by a watch as well, perhaps later than we do, and until then answers as before. */
const ASK_AGAIN_MS = 2_000

const rbacObject = z.object({ metadata: meta })

/**
 * Watches the objects that RBAC decides by and tells where permissions may have changed. Who is touched is not worked out
 * from subjects and rules: the cluster is asked again for everybody who follows something there.
 */
export class RbacWatch {
  readonly #watches: readonly ListWatch<z.infer<typeof rbacObject>['metadata']>[]
  readonly #onChange: (namespaces: ReadonlySet<string> | 'all') => void
  #pending = new Set<string>()
  #timer: NodeJS.Timeout | undefined
  readonly #again = new Set<NodeJS.Timeout>()

  /** @param onChange gets the namespaces touched, or `all` after a change of a cluster-wide role or binding. */
  constructor(options: InformerOptions, onChange: (namespaces: ReadonlySet<string> | 'all') => void) {
    this.#onChange = onChange
    this.#watches = RBAC_RESOURCES.map((resource) => {
      let versions = new Map<string, string>()
      return new ListWatch({
        cluster: options.cluster,
        path: resourcePath(resource),
        read: (raw) => rbacObject.safeParse(raw).data?.metadata,
        times: options.times,
        sink: {
          // After a gap in the watch, whatever differs from what was known before it.
          replace: (objects) => {
            const next = new Map(objects.map(({ uid, resourceVersion }) => [uid, resourceVersion]))
            const gone = [...versions.keys()].some((uid) => !next.has(uid))
            for (const object of objects) {
              if (versions.get(object.uid) !== object.resourceVersion) this.#touched(object.namespace)
            }
            if (gone) this.#touched(undefined)
            versions = next
          },
          change: (type, object) => {
            if (type === 'DELETED') versions.delete(object.uid)
            else versions.set(object.uid, object.resourceVersion)
            this.#touched(object.namespace)
          },
          live: () => undefined,
          stale: () => undefined,
          notServed: () => undefined,
        },
        onTrouble: (error) => options.onRestart?.(resource.plural, error),
      })
    })
  }

  /** Watches open now, at most one per kind. */
  get openWatches(): number {
    return this.#watches.filter((watch) => watch.isWatching).length
  }

  start(): void {
    for (const watch of this.#watches) watch.start()
  }

  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    for (const timer of this.#again) clearTimeout(timer)
    await Promise.all(this.#watches.map((watch) => watch.stop()))
  }

  #touched(namespace: string | undefined): void {
    this.#pending.add(namespace ?? '')
    this.#timer ??= setTimeout(() => {
      const pending = this.#pending
      this.#pending = new Set()
      this.#timer = undefined
      this.#tell(pending.has('') ? 'all' : pending)
    }, GATHER_MS)
  }

  #tell(namespaces: ReadonlySet<string> | 'all'): void {
    this.#onChange(namespaces)
    const again = setTimeout(() => {
      this.#again.delete(again)
      this.#onChange(namespaces)
    }, ASK_AGAIN_MS)
    this.#again.add(again)
  }
}
