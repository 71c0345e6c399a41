import type { ParsedAddress } from '@kube-dc/networking/pools/address-text'
import type { Cell } from '@kube-dc/networking/pools/cell'
import { Ledger, type PoolView } from '@kube-dc/networking/pools/ledger'
import type { Pool } from '@kube-dc/networking/pools/pool'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import type { ChannelClient } from '../../../live/channel-client.ts'

/**
 * One pool with all who hold its addresses, kept current change by change for as long as somebody looks at it: a change
 * costs the addresses that it touches, not the 40,000 of a /16.
 */
export class LivePool {
  readonly #client: ChannelClient
  readonly #pool: Pool
  #ledger: Ledger<AddressReport>

  constructor(client: ChannelClient, pool: Pool) {
    this.#client = client
    this.#pool = pool
    this.#ledger = new Ledger(pool)
  }

  /** Follows the holders until the answer is called, and calls after every change. */
  readonly subscribe = (listener: () => void): (() => void) => {
    const { channel, release } = this.#client.open({ kind: 'pool-addresses', namespace: this.#pool.name })
    const reset = () => {
      this.#ledger = new Ledger(this.#pool)
      for (const object of channel.view.objects) if (object.kind === 'AddressReport') this.#ledger.put(object)
    }
    reset()
    const unsubscribe = channel.subscribe(({ changes }) => {
      for (const { before, after } of changes) {
        if (before && before.meta.name !== after?.meta.name) this.#ledger.remove(before.meta.name)
        if (after?.kind === 'AddressReport') this.#ledger.put(after)
      }
      listener()
    })
    return () => {
      unsubscribe()
      release()
    }
  }

  /** The same object until something changes. */
  readonly view = (): PoolView<AddressReport> => this.#ledger.view()

  /** What one address is; undefined where it is no host address of the pool. */
  readonly find = ({ family, value }: ParsedAddress): Cell<AddressReport> | undefined =>
    this.#ledger.cell(family, value)
}
