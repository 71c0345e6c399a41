import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CountingProxy {
  readonly url: string
  /** Requests that passed, as `METHOD path?query`. */
  readonly requests: readonly string[]
  /** Watches that are open now. */
  openWatches(): number
  stop(): void
}

/** Stands before an API server and counts what passes. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const requests: string[] = []
  const watches = new Set<object>()
  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`)
    const onward = request(
      `${target}${incoming.url}`,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    if (incoming.url?.includes('watch=true')) watches.add(incoming)
    onward.on('error', () => outgoing.destroy())
    outgoing.on('close', () => {
      watches.delete(incoming)
      onward.destroy()
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const isPort = (value: unknown): value is AddressInfo => typeof value === 'object' && value !== null
  return {
    url: `http://127.0.0.1:${isPort(address) ? address.port : 0}`,
    requests,
    openWatches: () => watches.size,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
