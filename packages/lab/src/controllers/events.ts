import { randomBytes } from 'node:crypto'
import type { EventSubject, EventType } from './actions.ts'
import { ApiError, type KubeClient } from './client.ts'
import { resources, typeOf } from './resources.ts'

export interface EventNote {
  readonly about: EventSubject
  readonly type: EventType
  readonly reason: string
  readonly message: string
}

interface Written {
  readonly name: string
  count: number
}

/** Events remembered for counting; the oldest are forgotten first, and then simply written anew. */
const REMEMBERED = 5000

/**
 * Writes Kubernetes Events (core v1) about objects. The same reason and message about the same object again is not a
 * new Event: the count and the time of the first one go up. An Event that cannot be written is dropped, as events are.
 */
export class EventRecorder {
  readonly #client: KubeClient
  readonly #component: string
  readonly #written = new Map<string, Written>()

  constructor(client: KubeClient, component: string) {
    this.#client = client
    this.#component = component
  }

  async record(note: EventNote): Promise<void> {
    const { resource, object } = note.about
    const key = [object.metadata.uid, note.type, note.reason, note.message].join('\n')
    // Events of cluster-scoped objects live in `default` [Kubernetes].
    const namespace = object.metadata.namespace ?? 'default'
    const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
    try {
      const before = this.#written.get(key)
      if (before && (await this.#countUp(before, namespace, now))) return
      const name = `${object.metadata.name.slice(0, 230)}.${randomBytes(8).toString('hex')}`
      this.#remember(key, { name, count: 1 })
      await this.#client.create(resources.events, {
        ...typeOf(resources.events),
        metadata: { name, namespace },
        involvedObject: {
          ...typeOf(resource),
          name: object.metadata.name,
          namespace: object.metadata.namespace,
          uid: object.metadata.uid,
          resourceVersion: object.metadata.resourceVersion,
        },
        type: note.type,
        reason: note.reason,
        message: note.message.slice(0, 1024),
        count: 1,
        firstTimestamp: now,
        lastTimestamp: now,
        source: { component: this.#component },
        reportingComponent: this.#component,
        reportingInstance: '',
      })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.#written.delete(key)
    }
  }

  async #countUp(before: Written, namespace: string, now: string): Promise<boolean> {
    try {
      before.count += 1
      const target = { namespace, name: before.name }
      await this.#client.patch(resources.events, target, { count: before.count, lastTimestamp: now })
      return true
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return false
      throw error
    }
  }

  #remember(key: string, written: Written): void {
    this.#written.set(key, written)
    if (this.#written.size > REMEMBERED) {
      for (const oldest of this.#written.keys()) {
        this.#written.delete(oldest)
        return
      }
    }
  }
}
