import type { ServerResponse } from 'node:http'
import { isObject, listAt, shortText, type JsonObject } from './json.ts'
import { apiVersionOf, withMeta, type KubeObject } from './object.ts'
import type { ListOptions } from './options.ts'
import { partial, singleTable, type Representation } from './representation.ts'
import type { Resource } from './resource.ts'
import type { Selection } from './selection.ts'
import { expired } from './status.ts'
import { Stored, type Change } from './storage.ts'

type EventType = Change['type'] | 'BOOKMARK' | 'ERROR'

/** What one watch wants to see. */
export interface WatchQuery {
  readonly resource: Resource
  /** Empty: all namespaces. */
  readonly namespace: string
  readonly selection: Selection | undefined
  readonly options: ListOptions
  readonly as: Representation
}

/** Bookmarks come about once a minute, and shortly before the end of the watch. */
const BOOKMARK_MS = 60_000
const LAST_BOOKMARK_MS = 2_000
/** Without a wish of the client a watch lasts between half an hour and an hour. */
const MIN_TIMEOUT_S = 1_800
/** A client that reads slower than it is written to is cut off rather than remembered without bound. */
const MAX_PENDING_BYTES = 64 * 1024 * 1024

const INITIAL_EVENTS_END = 'k8s.io/initial-events-end'

/** Text of plain events, made once for all watches that send them. */
const eventTexts = new WeakMap<Stored, Map<EventType, Buffer>>()

function plainEvent(type: EventType, stored: Stored): Buffer {
  const known = eventTexts.get(stored)
  const texts = known ?? new Map<EventType, Buffer>()
  if (!known) eventTexts.set(stored, texts)
  const text = texts.get(type) ?? Buffer.from(`{"type":"${type}","object":${stored.text}}\n`)
  texts.set(type, text)
  return text
}

/** One open watch: from a point in history on, then live. */
export class WatchStream {
  readonly #query: WatchQuery
  readonly #response: ServerResponse
  readonly #now: () => Date
  readonly #revision: () => number
  #unsubscribe: () => void = () => undefined
  #timers: NodeJS.Timeout[] = []
  #frozen = false
  #columnsSent = false

  constructor(query: WatchQuery, response: ServerResponse, revision: () => number, now: () => Date) {
    this.#query = query
    this.#response = response
    this.#revision = revision
    this.#now = now
  }

  /** Sends what the client missed and stays subscribed until the client or the timeout ends it. */
  start(): void {
    const { resource, options } = this.#query
    this.#response.writeHead(200, {
      'content-type': 'application/json',
      'cache-control': 'no-cache, private',
    })
    this.#response.flushHeaders()
    this.#response.on('close', () => this.#stop())
    const revision = Number(options.resourceVersion || 0)
    const initial = options.sendInitialEvents ?? false
    const past = initial
      ? []
      : resource.table.changesSince(
          options.resourceVersion === '' || options.resourceVersion === '0' ? this.#revision() : revision,
        )
    if (!past) {
      this.#expire(revision)
      return
    }
    this.#unsubscribe = resource.table.subscribe((change) => {
      // A client may know a later revision of other kinds; what it has seen already is not sent again.
      if (change.revision > revision) this.#onChange(change)
    })
    if (initial) this.#sendInitial()
    for (const change of past) this.#onChange(change)
    this.#schedule()
  }

  /** From now on silent, without closing: what a half-open connection looks like. */
  freeze(): void {
    this.#frozen = true
    this.#stop()
  }

  /** Cuts the connection. */
  drop(): void {
    this.#stop()
    this.#response.destroy()
  }

  #sendInitial(): void {
    const { resource, namespace, selection, options } = this.#query
    for (const stored of resource.table.list(namespace === '' ? undefined : namespace)) {
      if (!selection || selection(stored.object)) this.#send('ADDED', stored)
    }
    if (options.bookmarks) this.#bookmark({ [INITIAL_EVENTS_END]: 'true' })
  }

  /** What a change means for this watch: with selectors objects come and go by changing. */
  #onChange({ type, current, previous, revision }: Change): void {
    const { namespace, selection } = this.#query
    if (namespace !== '' && current.object.metadata.namespace !== namespace) return
    const before = previous !== undefined && (!selection || selection(previous.object))
    const after = type !== 'DELETED' && (!selection || selection(current.object))
    if (after) this.#send(before ? 'MODIFIED' : 'ADDED', current)
    else if (before) this.#send('DELETED', type === 'DELETED' ? current : departed(previous, revision))
  }

  #send(type: EventType, stored: Stored): void {
    if (this.#query.as.form === 'object') this.#write(plainEvent(type, stored))
    else this.#write(JSON.stringify({ type, object: this.#render(stored.object) }) + '\n')
  }

  #render(object: KubeObject): JsonObject {
    const { resource, as } = this.#query
    if (as.form === 'partial') return partial(object)
    const table = singleTable(resource, object, as, this.#now(), !this.#columnsSent)
    this.#columnsSent = true
    return table
  }

  #bookmark(annotations?: Record<string, string>): void {
    const { group, version, kind } = this.#query.resource
    const metadata = { resourceVersion: String(this.#revision()), ...(annotations && { annotations }) }
    const type = { kind, apiVersion: apiVersionOf(group, version) }
    const shown = this.#query.as.form === 'object' ? { ...type, metadata } : this.#renderBookmark(metadata)
    this.#write(JSON.stringify({ type: 'BOOKMARK', object: shown }) + '\n')
  }

  /** A bookmark has no name, in whatever form. */
  #renderBookmark(metadata: JsonObject): JsonObject {
    const { resourceVersion = '' } = metadata
    const row = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata }
    if (this.#query.as.form === 'partial') return row
    const table = this.#render({
      ...row,
      metadata: { name: '', resourceVersion: shortText(resourceVersion) },
    })
    const [first] = listAt(table, 'rows')
    return { ...table, rows: [{ ...(isObject(first) ? first : {}), object: row }] }
  }

  #expire(revision: number): void {
    const { watchableFrom } = this.#query.resource.table
    const error = expired(`too old resource version: ${revision} (${watchableFrom})`)
    this.#write(JSON.stringify({ type: 'ERROR', object: error.body() }) + '\n')
    this.#response.end()
  }

  #schedule(): void {
    const { bookmarks, timeoutSeconds } = this.#query.options
    const seconds = timeoutSeconds || MIN_TIMEOUT_S * (1 + Math.random())
    this.#timers.push(setTimeout(() => this.#end(), seconds * 1000))
    if (!bookmarks) return
    this.#timers.push(setInterval(() => this.#bookmark(), BOOKMARK_MS))
    const last = seconds * 1000 - LAST_BOOKMARK_MS
    if (last > 0) this.#timers.push(setTimeout(() => this.#bookmark(), last))
  }

  #write(text: string | Buffer): void {
    if (this.#frozen) return
    this.#response.write(text)
    if (this.#response.writableLength > MAX_PENDING_BYTES) this.drop()
  }

  #end(): void {
    this.#stop()
    this.#response.end()
  }

  #stop(): void {
    this.#unsubscribe()
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers = []
  }
}

/** The last state that a selector matched, at the revision that ended it. */
function departed(previous: Stored, revision: number): Stored {
  return new Stored(previous.key, withMeta(previous.object, { resourceVersion: String(revision) }), revision)
}
