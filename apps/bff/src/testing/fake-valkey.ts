import { createServer, type Server, type Socket } from 'node:net'

/** What a command is answered: text, a number, a list, nothing, or a refusal. */
type Reply = string | number | readonly string[] | null | Error

/**
 * As much of a Redis or Valkey as the server uses, over its protocol (RESP 2): for machines without a real one. The tests that
 * it is for also run against a real one.
 */
export class FakeValkey {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #hashes = new Map<string, Map<string, string>>()
  #sets = new Map<string, Set<string>>()
  #texts = new Map<string, string>()
  #silent = false

  readonly #port: number

  /** @param port 0 for one that is free. */
  constructor(port = 0) {
    this.#port = port
    this.#server = createServer((socket) => this.#serve(socket))
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve))
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    return `redis://127.0.0.1:${address.port}`
  }

  /** Takes everything and answers nothing from now on. */
  fallSilent(): void {
    this.#silent = true
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #serve(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => undefined)
    let rest = ''
    socket.setEncoding('utf8').on('data', (chunk) => {
      rest += String(chunk)
      for (let taken = takeCommand(rest); taken; taken = takeCommand(rest)) {
        rest = taken.rest
        if (!this.#silent) socket.write(encode(this.#run(taken.words)))
      }
    })
  }

  #run([command = '', key = '', ...more]: readonly string[]): Reply {
    const [field = '', value = ''] = more
    switch (command.toUpperCase()) {
      case 'PING':
        return 'PONG'
      case 'AUTH':
      case 'SELECT':
      case 'CLIENT':
        return 'OK'
      case 'SADD':
        this.#sets.set(key, new Set([...(this.#sets.get(key) ?? []), ...more]))
        return 1
      case 'SMEMBERS':
        return [...(this.#sets.get(key) ?? [])]
      case 'EXPIRE':
        return 1
      case 'HSETNX':
        return this.#setNew(key, field, value)
      case 'HGETALL':
        return [...(this.#hashes.get(key) ?? [])].flat()
      case 'HLEN':
        return this.#hashes.get(key)?.size ?? 0
      case 'HDEL':
        return more.filter((one) => this.#hashes.get(key)?.delete(one)).length
      case 'SETNX':
        if (this.#texts.has(key)) return 0
        this.#texts.set(key, field)
        return 1
      case 'GET':
        return this.#texts.get(key) ?? null
      default:
        return new Error(`ERR unknown command '${command}'`)
    }
  }

  #setNew(key: string, field: string, value: string): number {
    const hash = this.#hashes.get(key) ?? new Map<string, string>()
    this.#hashes.set(key, hash)
    if (hash.has(field)) return 0
    hash.set(field, value)
    return 1
  }
}

/** The first whole command of what has come: a list of texts, each after its length. Tests use ASCII only. */
function takeCommand(text: string): { readonly words: readonly string[]; readonly rest: string } | undefined {
  const head = /^\*(\d+)\r\n/.exec(text)
  if (!head) return undefined
  let at = head[0].length
  const words: string[] = []
  for (let left = Number(head[1]); left > 0; left -= 1) {
    const length = /^\$(\d+)\r\n/.exec(text.slice(at))
    if (!length) return undefined
    const from = at + length[0].length
    const to = from + Number(length[1])
    if (text.length < to + 2) return undefined
    words.push(text.slice(from, to))
    at = to + 2
  }
  return { words, rest: text.slice(at) }
}

function encode(reply: Reply): string {
  if (reply === null) return '$-1\r\n'
  if (reply instanceof Error) return `-${reply.message}\r\n`
  if (typeof reply === 'number') return `:${reply}\r\n`
  if (typeof reply === 'string') return `$${reply.length}\r\n${reply}\r\n`
  return `*${reply.length}\r\n${reply.map(encode).join('')}`
}
