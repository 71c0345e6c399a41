import { serverMessage, type ClientMessage, type ServerMessage } from '@kube-dc/api/channel'
import { z } from 'zod'
import type { WebSocket } from 'ws'
import { eventually } from './eventually.ts'

type Message<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>

const named = z.object({ meta: z.object({ name: z.string() }) })

/** A tab's side of the live connection, for tests: it keeps what it is sent. */
export class LiveClient {
  readonly received: ServerMessage[] = []
  closed: { code: number; reason: string } | undefined
  readonly #socket: WebSocket

  constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data) => {
      const message = serverMessage.parse(JSON.parse(Buffer.isBuffer(data) ? data.toString() : ''))
      this.received.push(message)
      // As the console does: the server's beats are answered.
      if (message.type === 'beat') this.send({ type: 'beat' })
    })
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) }
    })
    socket.on('error', () => undefined)
  }

  send(message: ClientMessage): void {
    this.#socket.send(JSON.stringify(message))
  }

  sendText(text: string): void {
    this.#socket.send(text)
  }

  /** Messages of one type for one channel, so far. */
  of<T extends ServerMessage['type']>(type: T, channel?: string): Message<T>[] {
    const isWanted = (message: ServerMessage): message is Message<T> =>
      message.type === type &&
      (channel === undefined || ('channel' in message && message.channel === channel))
    return this.received.filter(isWanted)
  }

  /** Waits until one has come and returns the first. */
  first<T extends ServerMessage['type']>(type: T, channel?: string, timeout?: number): Promise<Message<T>> {
    return this.#wait(() => this.of(type, channel)[0], `${type} ${channel ?? ''}`, timeout)
  }

  #wait<T>(find: () => T | undefined, what: string, timeout = 5_000): Promise<T> {
    return eventually(() => {
      const found = find()
      if (found === undefined) throw new Error(`Waiting for ${what}; closed: ${JSON.stringify(this.closed)}`)
      return found
    }, timeout)
  }

  /** Waits until a subscription stands or has been refused. */
  async settled(channel: string): Promise<'subscribed' | 'ended'> {
    const { type } = await this.#wait(
      () => this.of('subscribed', channel)[0] ?? this.of('ended', channel)[0],
      channel,
    )
    return type
  }

  /** Names of the objects that changes of a channel brought, in the order they came. */
  names(channel: string): string[] {
    return this.of('changes', channel).flatMap(({ changed }) =>
      changed.map((object) => named.parse(object).meta.name),
    )
  }

  async close(): Promise<void> {
    this.#socket.close()
    await this.whenClosed()
  }

  /** Waits until the connection is closed and says how. */
  whenClosed(timeout = 5_000): Promise<{ code: number; reason: string }> {
    return this.#wait(() => this.closed, 'the end of the connection', timeout)
  }
}
