import type { Action } from './actions.ts'
import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { reconcilePod } from './kubelet.ts'
import { isHeld, referenceOf } from './resources.ts'
import type { Settings } from './settings.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  readonly log: (message: string) => void
}

/** Runs the pods of the lab's Node, as far as the API tells. */
export class KubeletController {
  readonly controller: Controller
  readonly #caches: Caches
  readonly #settings: Settings
  /** Since when a pod is coming or going, by uid. */
  readonly #since = new Map<string, { readonly deleting: boolean; readonly at: number }>()

  constructor({ client, caches, settings, log }: Dependencies) {
    this.#caches = caches
    this.#settings = settings
    this.controller = new Controller({
      name: 'kubelet',
      client,
      concurrency: 8,
      decide: (key) => this.#decide(key),
      log,
    })
    caches.pods.onChange(({ key, now, before }) => {
      if (now) this.controller.queue.add(key)
      else this.#since.delete(before.metadata.uid)
    })
  }

  #decide(key: string): readonly Action[] {
    const pod = this.#caches.pods.get(referenceOf(key))
    if (!pod || isHeld(pod)) return []
    const { uid, deleting } = pod.metadata
    const now = Date.now()
    const known = this.#since.get(uid)
    const since = known?.deleting === deleting ? known : { deleting, at: now }
    this.#since.set(uid, since)
    return reconcilePod(pod, { now, since: since.at, delays: this.#settings.delays })
  }
}
