import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/** Where an API server is. */
export interface Server {
  /** Without a slash at its end. */
  readonly url: string
  /** PEM; absent where the server speaks plain HTTP. */
  readonly ca?: string
  /** Instead of the address in `url`. */
  readonly socketPath?: string
}

export interface Exchange {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Sends a request as it is, dots in its path and all, and resolves with the answer once its headers are there. */
export function open(server: Server, exchange: Exchange): Promise<IncomingMessage> {
  const { method, path, headers, body, signal } = exchange
  const { protocol, hostname, port } = new URL(server.url)
  const send = protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const options = {
      hostname,
      port,
      path,
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
      ...(server.ca !== undefined && { ca: server.ca }),
      ...(server.socketPath !== undefined && { socketPath: server.socketPath }),
      ...(signal && { signal }),
    }
    const outgoing = send(options, resolve)
    outgoing.once('error', reject)
    outgoing.end(body)
  })
}

/** Sends a request as it is and reads the whole answer. */
export async function exchange(server: Server, wanted: Exchange): Promise<Answer> {
  const response = await open(server, wanted)
  return { status: response.statusCode ?? 0, headers: response.headers, text: await text(response) }
}
