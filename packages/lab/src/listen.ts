import type { Server } from 'node:http'

/**
 * Listens on loopback only.
 *
 * @param port 0 takes any free one.
 * @returns the port.
 * @throws {Error} with a sentence when the port is taken.
 */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, port)))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

/** The error of a server that cannot listen, as a sentence where the port is taken. */
export function listenError(error: unknown, port: number): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const taken = 'code' in error && error.code === 'EADDRINUSE'
  return taken ? new Error(`Port ${port} of 127.0.0.1 is in use. Choose another one, or 0 for any.`) : error
}

/** Closes the server and every connection to it. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
