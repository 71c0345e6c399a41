import type { ServerResponse } from 'node:http'
import type { Listener } from './listener.ts'
import type { WatchStream } from './watch.ts'

/** Bad days that tests order. */
export interface Faults {
  /** `down`: connections are refused; `hang`: accepted and never answered; `error`: every answer is a 500. */
  readonly api?: 'up' | 'down' | 'hang' | 'error'
  /** `freeze`: the watches open now go silent for good without closing; `drop`: they are cut. New ones are well. */
  readonly watches?: 'flow' | 'freeze' | 'drop'
}

/** Keeps the faults of one server, its open watches and the requests it leaves hanging. */
export class FaultControl {
  readonly #listener: Listener
  readonly #watches = new Set<WatchStream>()
  readonly #hanging = new Set<ServerResponse>()
  #api: NonNullable<Faults['api']> = 'up'

  constructor(listener: Listener) {
    this.#listener = listener
  }

  get openWatches(): number {
    return this.#watches.size
  }

  /** How the next request is to be treated. */
  get api(): NonNullable<Faults['api']> {
    return this.#api
  }

  /** Starts a watch and follows it until it ends. */
  open(watch: WatchStream, response: ServerResponse): void {
    this.#watches.add(watch)
    response.on('close', () => this.#watches.delete(watch))
    watch.start()
  }

  /** Leaves a request without an answer until the server is well again; then it is cut. */
  hang(response: ServerResponse): void {
    this.#hanging.add(response)
    response.on('close', () => this.#hanging.delete(response))
  }

  async set({ api, watches }: Faults): Promise<void> {
    if (watches === 'freeze') for (const watch of this.#watches) watch.freeze()
    if (watches === 'drop') for (const watch of this.#watches) watch.drop()
    if (api === undefined || api === this.#api) return
    const before = this.#api
    this.#api = api
    for (const response of this.#hanging) response.destroy()
    if (api === 'down') await this.#listener.close()
    else if (before === 'down') await this.#listener.open()
  }
}
