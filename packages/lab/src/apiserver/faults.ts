import type { Server, ServerResponse } from 'node:http'
import type { WatchStream } from './watch.ts'

/** Bad days that tests order. */
export interface Faults {
  /** `down`: connections are refused; `hang`: accepted and never answered; `error`: every answer is a 500. */
  readonly api?: 'up' | 'down' | 'hang' | 'error'
  /** `freeze`: watches, open and new, go silent without closing, for good; `drop`: open ones are cut once. */
  readonly watches?: 'flow' | 'freeze' | 'drop'
}

/** Keeps the faults of one server and its open watches. */
export class FaultControl {
  readonly #server: Server
  readonly #port: () => number
  readonly #watches = new Set<WatchStream>()
  #api: NonNullable<Faults['api']> = 'up'
  #frozen = false

  constructor(server: Server, port: () => number) {
    this.#server = server
    this.#port = port
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
    if (this.#frozen) watch.freeze()
    else watch.start()
  }

  async set({ api, watches }: Faults): Promise<void> {
    if (watches === 'freeze') for (const watch of this.#watches) watch.freeze()
    if (watches === 'drop') for (const watch of this.#watches) watch.drop()
    if (watches !== undefined) this.#frozen = watches === 'freeze'
    if (api === undefined || api === this.#api) return
    const before = this.#api
    this.#api = api
    if (api === 'down') await this.#close()
    else if (before === 'down') await this.#listen()
    // Requests that hang would otherwise hang on after the server is well again.
    if (before === 'hang') this.#server.closeAllConnections()
  }

  #close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve())
      this.#server.closeAllConnections()
    })
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.#port(), '127.0.0.1', () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
  }
}
