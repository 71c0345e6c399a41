import { createServer } from 'node:net'
import { errorCode, Failure } from './failure.ts'

/** Everything that a start opens is for this machine only. */
export const LOOPBACK = '127.0.0.1'

// Below the ports that Linux gives to outgoing connections (32768 and up), so that none of our own takes one meanwhile.
const LOWEST = 20_000
const HIGHEST = 32_000

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => {
      const taken = errorCode(error) === 'EADDRINUSE'
      if (taken || errorCode(error) === 'EACCES') resolve(false)
      else reject(error)
    })
    server.listen(port, LOOPBACK, () => {
      server.close(() => {
        resolve(true)
      })
    })
  })
}

/** A port of this machine that nothing listens on. Chosen at random, so that stacks started side by side do not meet. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
    if (await canListen(port)) return port
  }
}

/** @throws {Failure} when something listens on the port already. */
export async function demandFree(port: number, command: string): Promise<void> {
  if (await canListen(port)) return
  throw new Failure(
    `Port ${port} of this machine is in use or not yours to use. Stop what uses it, or choose another one: ${command} --port ${port < 65_535 ? port + 1 : port - 1}`,
  )
}
