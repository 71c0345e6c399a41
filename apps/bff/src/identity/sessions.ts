import { createHash, randomBytes } from 'node:crypto'
import type { Person } from '@kube-dc/api/session'

export interface Tokens {
  /** What the Kubernetes API is shown (kube-dc.md §8.1). */
  readonly access: string
  /** Milliseconds since 1970. */
  readonly accessExpiresAt: number
  readonly accessIssuedAt: number
  /** Absent: the session ends with the access token. */
  readonly refresh?: string
  /** Tells the identity provider whose session to end at sign-out. */
  readonly id?: string
}

/** One browser that somebody signed in with. The tokens never leave the server. */
export interface SessionRecord {
  /** Hash of the cookie's value: who reads this record cannot use it. */
  readonly key: string
  readonly realm: string
  /** Subject within the realm. */
  readonly subject: string
  readonly person: Person
  /** Backing namespaces that the access token claims; a claim, not a right. */
  readonly claimedNamespaces: readonly string[]
  readonly tokens: Tokens
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly usedAt: number
}

/** What of a record changes during its life. */
export type SessionUpdate = Partial<Pick<SessionRecord, 'usedAt' | 'tokens' | 'person' | 'claimedNamespaces'>>

/** Where sessions are kept. Asynchronous, so that one shared by replicas fits. */
export interface SessionStore {
  get(key: string): Promise<SessionRecord | undefined>
  add(record: SessionRecord): Promise<void>
  /** Changes a record that still is there: a session that has ended meanwhile does not come back. */
  update(key: string, change: SessionUpdate): Promise<SessionRecord | undefined>
  remove(key: string): Promise<SessionRecord | undefined>
  all(): AsyncIterable<SessionRecord>
}

export class MemorySessionStore implements SessionStore {
  readonly #records = new Map<string, SessionRecord>()

  get(key: string): Promise<SessionRecord | undefined> {
    return Promise.resolve(this.#records.get(key))
  }

  add(record: SessionRecord): Promise<void> {
    this.#records.set(record.key, record)
    return Promise.resolve()
  }

  update(key: string, change: SessionUpdate): Promise<SessionRecord | undefined> {
    const record = this.#records.get(key)
    if (!record) return Promise.resolve(undefined)
    const changed = { ...record, ...change }
    this.#records.set(key, changed)
    return Promise.resolve(changed)
  }

  remove(key: string): Promise<SessionRecord | undefined> {
    const record = this.#records.get(key)
    this.#records.delete(key)
    return Promise.resolve(record)
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- the interface is for stores that do wait
  async *all(): AsyncIterable<SessionRecord> {
    yield* [...this.#records.values()]
  }
}

export interface SessionLimits {
  readonly idleMs: number
  readonly absoluteMs: number
}

export type NewSession = Pick<SessionRecord, 'realm' | 'subject' | 'person' | 'claimedNamespaces' | 'tokens'>

/** Browsers of one person at a time; the least recently used one is signed out for the next. */
const MAX_SESSIONS_PER_PERSON = 20
/** How exactly the time of last use is kept. */
const TOUCH_EVERY_MS = 1_000
const SWEEP_EVERY_MS = 5_000

function keyOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url')
}

/** The sessions of this server: made at sign-in, found by cookie, ended by sign-out, a refusal, or one of the limits. */
export class Sessions {
  readonly #store: SessionStore
  readonly #limits: SessionLimits
  readonly #listeners = new Set<(key: string) => void>()
  readonly #sweep: NodeJS.Timeout

  constructor(store: SessionStore, limits: SessionLimits) {
    this.#store = store
    this.#limits = limits
    this.#sweep = setInterval(() => void this.endExpired(), SWEEP_EVERY_MS).unref()
  }

  /** Calls back with the key of every session that ends. */
  onEnded(listener: (key: string) => void): void {
    this.#listeners.add(listener)
  }

  /** Starts a session under a new id, which only the browser's cookie holds. */
  async create(session: NewSession): Promise<{ id: string; record: SessionRecord }> {
    await this.#makeRoom(session)
    const id = randomBytes(32).toString('base64url')
    const now = Date.now()
    const record = { ...session, key: keyOf(id), createdAt: now, usedAt: now }
    await this.#store.add(record)
    return { id, record }
  }

  /** The session of a cookie, which counts as used; undefined when there is none or it is past a limit. */
  async use(id: string): Promise<SessionRecord | undefined> {
    const record = await this.get(keyOf(id))
    if (!record || Date.now() - record.usedAt < TOUCH_EVERY_MS) return record
    return this.#store.update(record.key, { usedAt: Date.now() })
  }

  /** The session without counting it as used. */
  async get(key: string): Promise<SessionRecord | undefined> {
    const record = await this.#store.get(key)
    if (!record || !this.#isPast(record)) return record
    await this.end(key)
    return undefined
  }

  update(key: string, change: SessionUpdate): Promise<SessionRecord | undefined> {
    return this.#store.update(key, change)
  }

  /** Ends a session: its record is gone, and everybody who holds something of it is told. */
  async end(key: string): Promise<SessionRecord | undefined> {
    const record = await this.#store.remove(key)
    if (record) for (const listener of this.#listeners) listener(key)
    return record
  }

  /** Milliseconds since 1970 at which a new sign-in is needed whatever happens. */
  endsAt(record: SessionRecord): number {
    return record.createdAt + this.#limits.absoluteMs
  }

  async endExpired(): Promise<void> {
    for await (const record of this.#store.all()) if (this.#isPast(record)) await this.end(record.key)
  }

  close(): void {
    clearInterval(this.#sweep)
  }

  #isPast(record: SessionRecord): boolean {
    const now = Date.now()
    return now >= this.endsAt(record) || now - record.usedAt >= this.#limits.idleMs
  }

  async #makeRoom({ realm, subject }: NewSession): Promise<void> {
    const theirs: SessionRecord[] = []
    for await (const record of this.#store.all()) {
      if (record.realm === realm && record.subject === subject) theirs.push(record)
    }
    theirs.sort((a, b) => a.usedAt - b.usedAt)
    for (const record of theirs.slice(0, Math.max(0, theirs.length - MAX_SESSIONS_PER_PERSON + 1))) {
      await this.end(record.key)
    }
  }
}
