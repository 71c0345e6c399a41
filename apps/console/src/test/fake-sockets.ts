import { clientMessage, type ClientMessage, type ServerMessage } from '@kube-dc/api/channel'
import type { SocketHandlers, Socket } from '../live/environment.ts'

/** The server's end of one socket that a tab has opened; nothing moves until the test moves it. */
export class FakeSocket {
  readonly #handlers: SocketHandlers
  /** What the tab has sent and the server not yet read. */
  readonly sent: ClientMessage[] = []
  /** What the server has sent and the tab not yet read. */
  readonly outbox: ServerMessage[] = []
  open = true

  constructor(handlers: SocketHandlers) {
    this.#handlers = handlers
  }

  /** The tab's end. */
  readonly socket: Socket = {
    send: (text) => {
      if (this.open) this.sent.push(clientMessage.parse(JSON.parse(text)))
    },
    close: () => {
      this.open = false
    },
  }

  /** Brings the oldest waiting message to the tab. */
  deliver(): void {
    const message = this.outbox.shift()
    if (message && this.open) this.#handlers.message(JSON.stringify(message))
  }

  deliverAll(): void {
    while (this.open && this.outbox.length > 0) this.deliver()
  }

  say(message: ServerMessage): void {
    this.outbox.push(message)
    this.deliverAll()
  }

  sayRaw(text: string): void {
    this.#handlers.message(text)
  }

  close(code = 1006): void {
    if (!this.open) return
    this.open = false
    this.#handlers.closed(code)
  }
}

/** Collects the sockets that a tab opens. */
export class FakeSockets {
  readonly all: FakeSocket[] = []

  open = (handlers: SocketHandlers): Socket => {
    const socket = new FakeSocket(handlers)
    this.all.push(socket)
    return socket.socket
  }

  /** The newest, which must exist. */
  get last(): FakeSocket {
    const socket = this.all.at(-1)
    if (!socket) throw new Error('No socket was opened')
    return socket
  }
}
