import type { Adapter, AdapterPayload } from 'oidc-provider'

interface Entry {
  payload: AdapterPayload
  /** Milliseconds since 1970; absent: never. */
  readonly expiresAt?: number
}

/** What one realm remembers: sessions, codes, grants. In memory, because the lab forgets everything when it stops. */
export class RealmStore {
  readonly #entries = new Map<string, Entry>()
  #sweepAt = 0

  /** Part of the store for one kind of thing, as the OIDC library wants it. */
  readonly part = (model: string): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`
    const matching = (matches: (payload: AdapterPayload) => boolean) => {
      for (const [key, { payload }] of this.#entries) {
        if (key.startsWith(`${model}:`) && matches(payload)) return this.#find(key)
      }
      return undefined
    }
    return {
      upsert: (id, payload, expiresIn) => {
        this.#sweep()
        const expiresAt = expiresIn === undefined ? undefined : Date.now() + expiresIn * 1000
        this.#entries.set(keyOf(id), { payload, ...(expiresAt !== undefined && { expiresAt }) })
        return Promise.resolve()
      },
      find: (id) => Promise.resolve(this.#find(keyOf(id))),
      findByUid: (uid) => Promise.resolve(matching((payload) => payload.uid === uid)),
      findByUserCode: (userCode) => Promise.resolve(matching((payload) => payload.userCode === userCode)),
      consume: (id) => {
        const entry = this.#entries.get(keyOf(id))
        if (entry) entry.payload = { ...entry.payload, consumed: Math.floor(Date.now() / 1000) }
        return Promise.resolve()
      },
      destroy: (id) => {
        this.#entries.delete(keyOf(id))
        return Promise.resolve()
      },
      revokeByGrantId: (grantId) => {
        for (const [key, { payload }] of this.#entries) {
          if (key.startsWith(`${model}:`) && payload.grantId === grantId) this.#entries.delete(key)
        }
        return Promise.resolve()
      },
    }
  }

  #find(key: string): AdapterPayload | undefined {
    const entry = this.#entries.get(key)
    if (entry?.expiresAt !== undefined && entry.expiresAt <= Date.now()) {
      this.#entries.delete(key)
      return undefined
    }
    return entry?.payload
  }

  /** Drops what has expired, at most once a minute. */
  #sweep(): void {
    const now = Date.now()
    if (now < this.#sweepAt) return
    this.#sweepAt = now + 60_000
    for (const [key, { expiresAt }] of this.#entries) {
      if (expiresAt !== undefined && expiresAt <= now) this.#entries.delete(key)
    }
  }
}
