import { CLOSE, serverMessage, type ClientMessage, type ServerMessage } from '@kube-dc/api/channel'
import { retryDelay, type Environment, type Socket } from './environment.ts'

/**
 * Where the tab's connection stands. Times are milliseconds since the epoch.
 *
 * - `idle`: nothing is followed, so nothing is connected.
 * - `connecting`: the first connection of this tab is being made.
 * - `live`: the server was heard of within three heartbeats.
 * - `reconnecting`: lost at `since`; values are as of then.
 * - `offline`: lost for long, or the device has no network.
 * - `signed-out`: the session has ended; nothing is tried until `restart`.
 */
export type ConnectionState =
  | { readonly phase: 'idle' | 'connecting' | 'live' | 'signed-out' }
  | { readonly phase: 'reconnecting' | 'offline'; readonly since: number }

export interface ConnectionEvents {
  /** The server said hello: subscriptions can be sent. `instance` is the server's run. */
  opened(instance: string): void
  /** What was subscribed is no more. */
  lost(): void
  message(message: ServerMessage): void
  state(state: ConnectionState): void
  /** A connection was refused before the server said hello: perhaps the session has ended. */
  refused(): void
}

/** After this long without a connection, what is on the screen has to be called old. */
const OFFLINE_AFTER = 30_000
/** A connection that stood this long was a good one: the next loss starts again with short delays. */
const GOOD_AFTER = 10_000
/** A server that never says hello is given up after this. */
const HELLO_WITHIN = 10_000
const SILENT_BEATS = 3

/**
 * Keeps the tab's one WebSocket: opens it, listens for its heart, and brings it back with growing, jittered delays.
 *
 * The server's beats are answered rather than sent by a timer of our own: browsers slow the timers of hidden tabs down
 * to one a minute, which the server would take for death.
 */
export class Connection {
  readonly #environment: Environment
  readonly #events: ConnectionEvents
  #state: ConnectionState = { phase: 'idle' }
  #socket: Socket | undefined
  #greeted = false
  #openedAt = 0
  #heardAt = 0
  #heartbeat = HELLO_WITHIN / SILENT_BEATS
  #attempt = 0
  #stopWatching = () => {}
  #stopRetry = () => {}
  #stopOffline = () => {}

  constructor(environment: Environment, events: ConnectionEvents) {
    this.#environment = environment
    this.#events = events
  }

  get state(): ConnectionState {
    return this.#state
  }

  /** Connects, unless that is already so or the session has ended. */
  start(): void {
    if (this.#state.phase !== 'idle') return
    this.#become({ phase: 'connecting' })
    this.#open()
  }

  /** Ends the connection because nothing is followed any more. */
  stop(): void {
    this.#drop()
    this.#stopRetry()
    this.#stopOffline()
    this.#attempt = 0
    this.#become({ phase: 'idle' })
  }

  /** The session has ended: stops until `restart`. */
  signedOut(): void {
    this.stop()
    this.#become({ phase: 'signed-out' })
  }

  /** Connects anew after signing in again. */
  restart(): void {
    if (this.#state.phase !== 'signed-out') return
    this.#become({ phase: 'idle' })
    this.start()
  }

  /** Sends, if connected; a lost message needs no memory because subscriptions are made again on every connection. */
  send(message: ClientMessage): void {
    if (this.#greeted) this.#socket?.send(JSON.stringify(message))
  }

  /**
   * The tab is looked at again, or the device has a network again: waits are cut short, and a connection that has been
   * silent for longer than a heartbeat should take is not believed.
   */
  wake(): void {
    if (this.#state.phase === 'reconnecting' || this.#state.phase === 'offline') {
      if (!this.#socket) this.#retryNow()
    } else if (this.#greeted && this.#silence() > this.#heartbeat * 2) {
      this.#lose()
    }
  }

  /** The server cannot be reached by other means either: the connection is given up without waiting for its silence. */
  unreachable(): void {
    if (this.#greeted) this.#lose()
    else if (this.#state.phase === 'reconnecting') this.#become({ ...this.#state, phase: 'offline' })
  }

  #open(): void {
    this.#greeted = false
    this.#openedAt = this.#heardAt = this.#environment.now()
    this.#heartbeat = HELLO_WITHIN / SILENT_BEATS
    const socket = this.#environment.open({
      message: (text) => {
        if (this.#socket === socket) this.#heard(text)
      },
      closed: (code) => {
        if (this.#socket === socket) this.#closed(code)
      },
    })
    this.#socket = socket
    this.#watch(HELLO_WITHIN)
  }

  #heard(text: string): void {
    this.#heardAt = this.#environment.now()
    const message = parse(text)
    if (!message) return this.#lose()
    if (message.type === 'hello') {
      this.#greeted = true
      this.#heartbeat = message.heartbeatSeconds * 1000
      this.#watch(this.#heartbeat * SILENT_BEATS)
      this.#stopOffline()
      this.#become({ phase: 'live' })
      this.send({ type: 'beat' })
      this.#events.opened(message.instance)
    } else if (message.type === 'beat') {
      this.send({ type: 'beat' })
    } else {
      this.#events.message(message)
    }
  }

  #closed(code: number): void {
    if (code === CLOSE.signedOut) {
      this.signedOut()
    } else {
      const refused = !this.#greeted
      this.#lose()
      if (refused) this.#events.refused()
    }
  }

  /** Checks after `wait` milliseconds, and then again as long as needed, that the server was heard of. */
  #watch(wait: number): void {
    this.#stopWatching()
    this.#stopWatching = this.#environment.after(wait, () => {
      const left = this.#heardAt + this.#heartbeat * SILENT_BEATS - this.#environment.now()
      if (left <= 0) this.#lose()
      else this.#watch(left)
    })
  }

  #silence(): number {
    return this.#environment.now() - this.#heardAt
  }

  #lose(): void {
    const lostAt = this.#greeted ? this.#heardAt : this.#environment.now()
    if (this.#greeted && this.#environment.now() - this.#openedAt > GOOD_AFTER) this.#attempt = 0
    this.#drop()
    const { phase } = this.#state
    if (phase === 'live' || phase === 'connecting') this.#becomeLost(lostAt)
    const delay = retryDelay(this.#attempt, this.#environment.random())
    this.#attempt += 1
    this.#stopRetry()
    this.#stopRetry = this.#environment.after(delay, () => this.#open())
  }

  #becomeLost(since: number): void {
    if (!this.#environment.online()) return this.#become({ phase: 'offline', since })
    this.#become({ phase: 'reconnecting', since })
    this.#stopOffline()
    this.#stopOffline = this.#environment.after(OFFLINE_AFTER, () =>
      this.#become({ phase: 'offline', since }),
    )
  }

  #retryNow(): void {
    this.#stopRetry()
    this.#attempt = 0
    this.#open()
  }

  #drop(): void {
    this.#stopWatching()
    const socket = this.#socket
    const wasGreeted = this.#greeted
    this.#socket = undefined
    this.#greeted = false
    socket?.close()
    if (wasGreeted) this.#events.lost()
  }

  #become(state: ConnectionState): void {
    this.#state = state
    this.#events.state(state)
  }
}

/** A message that cannot be read is a broken connection: what it said would be missing ever after. */
function parse(text: string): ServerMessage | undefined {
  try {
    return serverMessage.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}
