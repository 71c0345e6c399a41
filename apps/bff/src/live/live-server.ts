import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { CLOSE } from '@kube-dc/api/channel'
import type { Logger } from 'pino'
import { WebSocketServer, type WebSocket } from 'ws'
import type { ChannelHub } from '../channels/hub.ts'
import type { AccessReviews } from '../cluster/access.ts'
import type { Informers } from '../cluster/informers.ts'
import type { Cookie } from '../identity/cookies.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { AccessTokens } from '../identity/tokens.ts'
import { TokenBucket } from '../util/token-bucket.ts'
import { Connection, TRY_LATER } from './connection.ts'

export const LIVE_PATH = '/api/live'

const HEARTBEAT_SECONDS = 15
const REVIEW_EVERY_MS = 1_000
/** Messages of the contract are short; the longest is a channel key with a position. */
const MAX_MESSAGE_BYTES = 4_096
/** Tabs of one browser; people do open many. */
const MAX_CONNECTIONS_PER_SESSION = 100
const GOING_AWAY = 1001

/**
 * What one session may send, over all its connections: a limit of each would be none for who connects anew. The burst is
 * a hundred tabs that come back at once after a restart and ask for twenty channels each; what follows is their heartbeats
 * (seven a second) and people who click.
 */
const BURST = 3_000
const PER_SECOND = 50
/** Accepting a connection costs more than reading a message. */
const CONNECTION_COST = 5

export interface LiveServerOptions {
  readonly hub: ChannelHub
  readonly informers: Informers
  readonly access: AccessReviews
  readonly sessions: Sessions
  readonly tokens: AccessTokens
  readonly cookie: Cookie
  /** Origin of the console's pages. */
  readonly publicUrl: string
  readonly log: Logger
  readonly onSlowClient?: () => void
  readonly heartbeatSeconds?: number
}

/** Accepts the WebSockets of `/api/live`, keeps their hearts beating and their permissions current. */
export class LiveServer {
  readonly #options: LiveServerOptions
  // Without compression: messages are small, and are sent to everybody as the same bytes.
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
  })
  readonly #connections = new Map<string, Set<Connection>>()
  /** Of each session that has connected; as long as the session. */
  readonly #buckets = new Map<string, TokenBucket>()
  readonly #timers: readonly NodeJS.Timeout[]
  #closed = false

  constructor(options: LiveServerOptions) {
    this.#options = options
    const heartbeatMs = this.#heartbeatSeconds * 1_000
    this.#timers = [
      setInterval(() => this.#beat(), heartbeatMs).unref(),
      setInterval(() => this.review(), REVIEW_EVERY_MS).unref(),
    ]
    options.sessions.onEnded((key) => this.#sessionEnded(key))
  }

  get connections(): number {
    return this.#all().length
  }

  /** Handles an `upgrade` request of the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    const path = request.url?.split('?')[0]
    if (path !== LIVE_PATH) {
      refuse(socket, '404 Not Found')
      return
    }
    // A browser sends no other than the page's own; any page may open a WebSocket to here, with the person's cookie.
    if (request.headers.origin !== this.#options.publicUrl) {
      refuse(socket, '403 Forbidden')
      return
    }
    if (this.#closed) {
      refuse(socket, '503 Service Unavailable')
      return
    }
    this.#server.handleUpgrade(request, socket, head, (webSocket) => {
      // From the first byte on, also for those who are turned away: an error without a listener ends the process, and
      // anybody can send a broken frame.
      webSocket.on('error', () => undefined)
      this.#accept(request, webSocket).catch((error: unknown) => {
        this.#options.log.error({ err: error }, 'live connection not accepted')
        webSocket.terminate()
      })
    })
  }

  /** Asks about permissions that are not certain any more: now, and by itself every second. */
  review(): void {
    for (const connection of this.#all()) connection.review()
  }

  /** Closes all connections so that tabs go elsewhere, and accepts no more. */
  close(): void {
    this.#closed = true
    for (const timer of this.#timers) clearInterval(timer)
    for (const connection of this.#all()) connection.close(GOING_AWAY, 'the server is going away')
  }

  async #accept(request: IncomingMessage, webSocket: WebSocket): Promise<void> {
    const { sessions, cookie, tokens, hub, informers, access, onSlowClient } = this.#options
    const id = cookie.read(request.headers.cookie)
    const session = id === undefined ? undefined : await sessions.use(id)
    // After the upgrade, because a page cannot read the status of a refused one.
    if (!session) {
      webSocket.close(CLOSE.signedOut, 'sign in')
      return
    }
    const bucket = this.#bucketOf(session.key)
    if (!bucket.take(CONNECTION_COST)) {
      webSocket.close(TRY_LATER, 'too many connections in a short time')
      return
    }
    const theirs = this.#connections.get(session.key) ?? new Set()
    if (theirs.size >= MAX_CONNECTIONS_PER_SESSION) {
      webSocket.close(TRY_LATER, 'too many tabs')
      return
    }
    this.#connections.set(session.key, theirs)
    theirs.add(
      new Connection(webSocket, {
        hub,
        informers,
        access,
        log: this.#options.log,
        caller: tokens.caller(session),
        instance: hub.instance,
        heartbeatSeconds: this.#heartbeatSeconds,
        mayReceive: () => bucket.take(),
        onClosed: (connection) => this.#gone(connection),
        onSlow: () => onSlowClient?.(),
      }),
    )
  }

  #bucketOf(session: string): TokenBucket {
    const bucket = this.#buckets.get(session) ?? new TokenBucket(BURST, PER_SECOND)
    this.#buckets.set(session, bucket)
    return bucket
  }

  get #heartbeatSeconds(): number {
    return this.#options.heartbeatSeconds ?? HEARTBEAT_SECONDS
  }

  #all(): Connection[] {
    return [...this.#connections.values()].flatMap((connections) => [...connections])
  }

  #beat(): void {
    const message = JSON.stringify({ type: 'beat' })
    for (const connection of this.#all()) connection.beat(message)
  }

  #sessionEnded(key: string): void {
    this.#buckets.delete(key)
    for (const connection of this.#connections.get(key) ?? [])
      connection.close(CLOSE.signedOut, 'the session has ended')
  }

  #gone(connection: Connection): void {
    const theirs = this.#connections.get(connection.sessionKey)
    theirs?.delete(connection)
    if (theirs?.size === 0) this.#connections.delete(connection.sessionKey)
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
