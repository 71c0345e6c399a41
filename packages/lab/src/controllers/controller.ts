import { perform, type Action } from './actions.ts'
import { ApiError, type KubeClient } from './client.ts'
import { EventRecorder } from './events.ts'
import { WorkQueue } from './queue.ts'

export interface ControllerOptions {
  /** Name as it appears in Events and in the log. */
  readonly name: string
  readonly client: KubeClient
  readonly concurrency: number
  /** Decides what to do about the object of the key; it may be gone. */
  readonly decide: (key: string) => readonly Action[]
  /** Told after each action that the cluster accepted. */
  readonly onDone?: (key: string, action: Action) => void
  /** Told what was not carried out because the cluster refused the first of these; the key is looked at again. */
  readonly onUndone?: (key: string, actions: readonly Action[]) => void
  readonly log: (message: string) => void
}

/** A queue of keys with a decision behind it: the thin loop around the pure part of every controller. */
export class Controller {
  readonly name: string
  readonly queue: WorkQueue
  readonly #options: ControllerOptions
  readonly #events: EventRecorder

  constructor(options: ControllerOptions) {
    this.name = options.name
    this.#options = options
    this.#events = new EventRecorder(options.client, options.name)
    this.queue = new WorkQueue((key) => this.#handle(key), {
      concurrency: options.concurrency,
      onFailure: (key, error) => {
        // Somebody else was faster: the next look sees it. Not worth a line.
        if (error instanceof ApiError && (error.code === 409 || error.code === 404)) return
        options.log(`${options.name}: ${key}: ${error instanceof Error ? error.message : String(error)}`)
      },
    })
  }

  async #handle(key: string): Promise<void> {
    const { client, decide, onDone, onUndone } = this.#options
    const lookAgain = (ms: number) => this.queue.addAfter(key, ms)
    const actions = decide(key)
    for (const [index, action] of actions.entries()) {
      try {
        await perform(action, { client, events: this.#events, lookAgain })
      } catch (error) {
        onUndone?.(key, actions.slice(index))
        throw error
      }
      onDone?.(key, action)
    }
  }
}
