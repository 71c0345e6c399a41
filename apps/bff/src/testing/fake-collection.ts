import { PassThrough, type Readable } from 'node:stream'
import type { ClusterRequest, WatchedCluster } from '../cluster/connection.ts'
import { ClusterRefusal, ClusterUnreachable } from '../cluster/errors.ts'

interface FakeObject {
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly uid: string
    readonly resourceVersion: string
    readonly creationTimestamp: string
  }
  readonly note: string
}

interface Event {
  readonly version: number
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
  readonly object: FakeObject
}

interface PutOptions {
  readonly namespace?: string
  /** Fields beside metadata. */
  readonly extra?: object
}

type Chunker = (bytes: Buffer) => readonly Buffer[]

/**
 * A collection behind the two calls that list-watch makes, in memory, with every fault a real server shows. Nothing in it
 * knows how the client works.
 */
export class FakeCollection implements WatchedCluster {
  /** How a watch's bytes are cut up. */
  chunk: Chunker = (bytes) => [bytes]
  /** Requests are refused as if nothing listened. */
  down = false
  /** Whether the server knows the collection at all. */
  served = true
  /** 410 comes as an ERROR event of an accepted watch instead of an HTTP status. */
  goneAsEvent = false
  /** New watches are ended by the server at once, without a word. */
  endsAtOnce = false
  lists = 0
  watches = 0
  pageSize: number | undefined
  readonly #objects = new Map<string, FakeObject>()
  readonly #history: Event[] = []
  readonly #open = new Set<PassThrough>()
  #frozen = new Set<PassThrough>()
  #version = 1
  #compactedTo = 0
  #uids = 0

  get names(): string[] {
    return [...this.#objects.values()].map(({ metadata, note }) => `${metadata.name}=${note}`).sort()
  }

  get openWatches(): number {
    return this.#open.size
  }

  put(name: string, note: string, { namespace = 'nimbus-edge', extra = {} }: PutOptions = {}): void {
    const known = this.#objects.get(name)
    this.#version += 1
    const metadata = {
      name,
      namespace,
      uid: known?.metadata.uid ?? `uid-${(this.#uids += 1)}`,
      resourceVersion: String(this.#version),
      creationTimestamp: '2026-08-01T00:00:00Z',
    }
    const object = { metadata, note, ...extra }
    this.#objects.set(name, object)
    this.#record({ version: this.#version, type: known ? 'MODIFIED' : 'ADDED', object })
  }

  delete(name: string): void {
    const known = this.#objects.get(name)
    if (!known) return
    this.#version += 1
    this.#objects.delete(name)
    const object = { ...known, metadata: { ...known.metadata, resourceVersion: String(this.#version) } }
    this.#record({ version: this.#version, type: 'DELETED', object })
  }

  /** Forgets the history: watches can only begin at the present. */
  compact(): void {
    this.#compactedTo = this.#version
    this.#history.length = 0
  }

  bookmark(): void {
    const metadata = { resourceVersion: String(this.#version) }
    for (const watch of this.#open)
      this.#write(watch, { type: 'BOOKMARK', object: { kind: 'EIp', metadata } })
  }

  /** Ends open watches in the ordinary way, as the server's timeout does. */
  endWatches(): void {
    for (const watch of this.#open) watch.end()
    this.#open.clear()
  }

  /** Breaks open watches, as a network does. */
  breakWatches(): void {
    for (const watch of this.#open) watch.destroy(new Error('read ECONNRESET'))
    this.#open.clear()
  }

  /** Open watches stay open and never say anything again: half-open connections. */
  freezeWatches(): void {
    this.#frozen = new Set(this.#open)
  }

  /** Sends raw text to open watches. */
  sendRaw(text: string): void {
    for (const watch of this.#open) watch.write(text)
  }

  request(request: ClusterRequest): Promise<unknown> {
    if (this.down) return Promise.reject(new ClusterUnreachable('connect ECONNREFUSED', false))
    this.lists += 1
    if (!this.served) return Promise.reject(new ClusterRefusal(404, '404 page not found'))
    const limit = this.pageSize ?? Number(request.query?.['limit'])
    const [version = String(this.#version), offset = '0'] = request.query?.['continue']?.split('/') ?? []
    if (Number(version) < this.#compactedTo)
      return Promise.reject(new ClusterRefusal(410, { reason: 'Expired' }))
    const all = [...this.#objects.values()]
    const end = Number(offset) + limit
    const next = end < all.length ? `${this.#version}/${end}` : undefined
    return Promise.resolve({
      metadata: { resourceVersion: String(this.#version), ...(next && { continue: next }) },
      items: all.slice(Number(offset), end),
    })
  }

  stream(request: ClusterRequest & { readonly signal: AbortSignal }): Promise<Readable> {
    if (this.down) return Promise.reject(new ClusterUnreachable('connect ECONNREFUSED', false))
    this.watches += 1
    if (!this.served) return Promise.reject(new ClusterRefusal(404, '404 page not found'))
    const since = Number(request.query?.['resourceVersion'])
    const gone = { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' }
    if (since < this.#compactedTo && !this.goneAsEvent) return Promise.reject(new ClusterRefusal(410, gone))
    const watch = new PassThrough()
    request.signal.addEventListener('abort', () => watch.destroy(new Error('aborted')), { once: true })
    watch.on('close', () => this.#open.delete(watch))
    if (this.endsAtOnce) {
      watch.end()
    } else if (since < this.#compactedTo) {
      this.#write(watch, { type: 'ERROR', object: gone })
      watch.end()
    } else {
      this.#open.add(watch)
      for (const event of this.#history) if (event.version > since) this.#write(watch, event)
    }
    return Promise.resolve(watch)
  }

  #record(event: Event): void {
    this.#history.push(event)
    for (const watch of this.#open) this.#write(watch, event)
  }

  #write(watch: PassThrough, { type, object }: { readonly type: string; readonly object: object }): void {
    if (this.#frozen.has(watch)) return
    for (const chunk of this.chunk(Buffer.from(`${JSON.stringify({ type, object })}\n`))) watch.write(chunk)
  }
}
