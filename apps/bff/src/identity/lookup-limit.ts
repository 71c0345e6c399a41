import { LRUCache } from 'lru-cache'
import { TokenBucket } from '../util/token-bucket.ts'

/** Look-ups under way of all clients, of which one client can hold a quarter. */
const MAX_UNDER_WAY = 16
const MAX_UNDER_WAY_PER_CLIENT = 4
/** Somebody who mistypes an Organization's name, or an office full of them; and then one every six seconds. */
const BURST = 20
const PER_SECOND = 1 / 6
const REMEMBERED_CLIENTS = 10_000

interface Client {
  readonly bucket: TokenBucket
  underWay: number
}

/** Too much is being looked up, by this client or by all of them together. Nothing is said about what was asked for. */
export class TooManyLookups extends Error {
  override readonly name = 'TooManyLookups'
}

/** Keeps people who type names from making this server ask the identity provider without end. */
export class LookupLimit {
  readonly #clients = new LRUCache<string, Client>({ max: REMEMBERED_CLIENTS })
  #underWay = 0

  /**
   * Does the look-up if there is room for it.
   *
   * @param client On whose behalf; undefined for what the server needs itself, which only shares the places.
   * @throws {TooManyLookups} at once when there is none; it has not begun then.
   */
  async run<T>(client: string | undefined, lookUp: () => Promise<T>): Promise<T> {
    const asker = client === undefined ? undefined : this.#clientOf(client)
    if (this.#underWay >= MAX_UNDER_WAY) throw new TooManyLookups('Too many realms are being looked up')
    if (asker && (asker.underWay >= MAX_UNDER_WAY_PER_CLIENT || !asker.bucket.take())) {
      throw new TooManyLookups('One client looks up too many realms')
    }
    this.#underWay += 1
    if (asker) asker.underWay += 1
    try {
      return await lookUp()
    } finally {
      this.#underWay -= 1
      if (asker) asker.underWay -= 1
    }
  }

  #clientOf(name: string): Client {
    const client = this.#clients.get(name) ?? { bucket: new TokenBucket(BURST, PER_SECOND), underWay: 0 }
    this.#clients.set(name, client)
    return client
  }
}
