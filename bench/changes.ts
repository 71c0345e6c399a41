import { EventEmitter, once } from 'node:events'
import type { Cluster } from '../e2e/support/cluster.ts'
import { COLLECTION } from './console.ts'

/** The External IP that is changed where it can be seen: first by name, and held, so that no controller answers. */
export const TARGET = 'a-bench-target'

type Status = Readonly<Record<string, unknown>>

/** What is changed about the target: how a token is written into its status, and how it is found there. */
export interface Mark {
  readonly write: (token: string) => Status
  readonly read: (status: Status) => string | undefined
}

/** The token is the address itself. */
const ADDRESS: Mark = {
  write: (address) => ({ ready: true, ownershipType: 'Released', ovnEIpRef: 'bench', ipAddress: address }),
  read: ({ ipAddress }) => (typeof ipAddress === 'string' ? ipAddress : undefined),
}

/** Changes External IPs and knows when a raw watch of the same collection saw each change. */
export class Changes {
  readonly #cluster: Cluster
  readonly #mark: Mark
  readonly #seen = new EventEmitter()
  readonly #ended = new AbortController()
  #watching: Promise<void> | undefined
  #next = 1

  constructor(cluster: Cluster, mark = ADDRESS) {
    this.#cluster = cluster
    this.#mark = mark
  }

  /** Makes the target and begins to watch. */
  async start(): Promise<void> {
    await this.#cluster.create(COLLECTION, {
      apiVersion: 'kube-dc.com/v1',
      kind: 'EIp',
      metadata: { name: TARGET, annotations: { 'lab.kube-dc.com/hold': 'true' } },
      spec: { externalNetworkType: 'cloud' },
    })
    this.#watching = this.#watch()
  }

  async stop(): Promise<void> {
    this.#ended.abort()
    await this.#watching
    await this.#cluster.delete(`${COLLECTION}/${TARGET}`)
  }

  /** An address of no pool that was not used before in this run; 65,025 of them. */
  nextAddress(): string {
    this.#next += 1
    return `198.18.${Math.floor(this.#next / 255)}.${this.#next % 255}`
  }

  /** Gives the target a token. Answers with the time (ms since 1970) at which the raw watch told of it. */
  async change(token: string): Promise<number> {
    const seen = once(this.#seen, token)
    await this.#cluster.patch(`${COLLECTION}/${TARGET}/status`, {
      status: this.#mark.write(token),
    })
    const told: unknown[] = await seen
    const at = told[0]
    if (typeof at !== 'number') throw new Error('The watch told no time')
    return at
  }

  /** Changes some other External IP in a way that everybody who follows the list is told. */
  async touch(name: string, value: string): Promise<void> {
    await this.#cluster.patch(`${COLLECTION}/${name}`, { metadata: { labels: { bench: value } } })
  }

  async #watch(): Promise<void> {
    for await (const { object } of this.#cluster.watch(COLLECTION, this.#ended.signal)) {
      const at = performance.timeOrigin + performance.now()
      if (object.metadata.name !== TARGET) continue
      const { status } = object
      const token = isStatus(status) ? this.#mark.read(status) : undefined
      if (token !== undefined) this.#seen.emit(token, at)
    }
  }
}

function isStatus(value: unknown): value is Status {
  return typeof value === 'object' && value !== null
}
