import {
  clientMessage,
  CLOSE,
  parseChannelKey,
  type ChannelKey,
  type ServerMessage,
} from '@kube-dc/api/channel'
import type { RawData, WebSocket } from 'ws'
import { NEVER_ALLOWED } from './permission.ts'
import { Subscription, type SubscriptionPorts } from './subscription.ts'

/** Channels of one tab at one time. A Project’s pages follow about twenty, an Organization’s one for each of its Projects. */
const MAX_SUBSCRIPTIONS = 150
/** What may wait for a client that does not read; then it is dropped and reads a snapshot when it comes back. */
const MAX_BUFFERED_BYTES = 4 * 1024 * 1024
/** How long a dropped client may take to read the reason. */
const CLOSE_GRACE_MS = 1_000
const TOO_MUCH = 1008
/** The code of RFC 6455's registry for “come back later”. */
export const TRY_LATER = 1013

/** What a connection needs of its WebSocket. */
export type LiveSocket = Pick<WebSocket, 'send' | 'close' | 'terminate' | 'bufferedAmount'> & {
  on(event: 'message', listener: (data: RawData, isBinary: boolean) => void): unknown
  on(event: 'close' | 'error', listener: () => void): unknown
  once(event: 'close', listener: () => void): unknown
}

export interface ConnectionPorts extends Omit<SubscriptionPorts, 'send' | 'over' | 'signedOut'> {
  readonly instance: string
  readonly heartbeatSeconds: number
  /** Whether the session may send one more message now. */
  mayReceive(): boolean
  onClosed(connection: Connection): void
  onSlow(): void
}

/** The one WebSocket of one tab. */
export class Connection {
  readonly sessionKey: string
  readonly #socket: LiveSocket
  readonly #ports: ConnectionPorts
  readonly #subscriptions = new Map<ChannelKey, Subscription>()
  #heardAt = Date.now()
  #closing = false

  constructor(socket: LiveSocket, ports: ConnectionPorts) {
    this.#socket = socket
    this.#ports = ports
    this.sessionKey = ports.caller.key
    socket.on('message', (data, isBinary) => {
      this.#heardAt = Date.now()
      this.#receive(isBinary || !Buffer.isBuffer(data) ? '' : data.toString())
    })
    socket.on('close', () => this.#closed())
    // What is wrong with a connection shows in its close code; without a listener it would end the process.
    socket.on('error', () => undefined)
    this.#tell({ type: 'hello', instance: ports.instance, heartbeatSeconds: ports.heartbeatSeconds })
  }

  /** Sends a beat, or gives the connection up when nothing has been heard for three of them. */
  beat(message: string): void {
    if (Date.now() - this.#heardAt > this.#ports.heartbeatSeconds * 3_000) this.#socket.terminate()
    else this.#send(message)
  }

  /** Asks the cluster about every subscription whose permission is not certain any more. */
  review(): void {
    for (const subscription of this.#subscriptions.values()) void subscription.review()
  }

  close(code: number, reason: string): void {
    if (this.#closing) return
    this.#closing = true
    this.#endSubscriptions()
    this.#socket.close(code, reason)
    // The close frame waits behind everything that was not read yet.
    const timer = setTimeout(() => this.#socket.terminate(), CLOSE_GRACE_MS)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  #receive(text: string): void {
    if (this.#closing) return
    if (!this.#ports.mayReceive()) {
      this.close(TRY_LATER, 'too many messages')
      return
    }
    const parsed = clientMessage.safeParse(parseJson(text))
    if (!parsed.success) {
      this.close(CLOSE.badMessage, 'not a message of this protocol')
      return
    }
    const message = parsed.data
    switch (message.type) {
      case 'subscribe': {
        this.#subscribe(message.channel, message.since)
        return
      }
      case 'unsubscribe':
        return this.#subscriptions.get(message.channel)?.close()
      case 'beat':
        return
    }
  }

  #subscribe(channel: ChannelKey, since: string): void {
    const address = parseChannelKey(channel)
    if (!address) {
      this.#tell({ type: 'ended', channel, ...NEVER_ALLOWED })
      return
    }
    this.#subscriptions.get(channel)?.close()
    if (this.#subscriptions.size >= MAX_SUBSCRIPTIONS) {
      this.close(TOO_MUCH, 'too many channels')
      return
    }
    const subscription = new Subscription(address, since, {
      ...this.#ports,
      send: (message) => this.#send(message),
      signedOut: () => this.close(CLOSE.signedOut, 'the session has ended'),
      over: () => {
        if (this.#subscriptions.get(channel) === subscription) this.#subscriptions.delete(channel)
      },
    })
    this.#subscriptions.set(channel, subscription)
    void subscription.review()
  }

  #tell(message: ServerMessage): void {
    this.#send(JSON.stringify(message))
  }

  #send(message: string): void {
    if (this.#closing) return
    if (this.#socket.bufferedAmount > MAX_BUFFERED_BYTES) {
      this.#ports.onSlow()
      this.close(CLOSE.tooSlow, 'the client does not read fast enough')
      return
    }
    this.#socket.send(message)
  }

  #closed(): void {
    this.#closing = true
    this.#endSubscriptions()
    this.#ports.onClosed(this)
  }

  #endSubscriptions(): void {
    for (const subscription of [...this.#subscriptions.values()]) subscription.close()
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
