/** Everything the live connection takes from the outside, so that tests can be the outside. */
export interface Environment {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs once after that many milliseconds; the answer cancels it. */
  after(milliseconds: number, run: () => void): () => void
  /** Evenly spread in [0, 1). */
  random(): number
  /** False only when the device knows that it has no network. True says nothing. */
  online(): boolean
  /** Opens the tab's one socket. Handlers are called only after this has returned. */
  open(handlers: SocketHandlers): Socket
}

export interface SocketHandlers {
  message(text: string): void
  /** The socket is gone, or never opened; `code` is the WebSocket close code. */
  closed(code: number): void
}

export interface Socket {
  send(text: string): void
  close(): void
}

const FIRST_DELAY = 500

/**
 * Milliseconds before attempt number `attempt` (0 is the first retry): doubling up to `most`, each with an even chance
 * anywhere in its upper half, so that many tabs do not come back at the same moment.
 */
export function retryDelay(attempt: number, random: number, most = 20_000): number {
  const delay = Math.min(most, FIRST_DELAY * 2 ** Math.min(attempt, 16))
  return delay * (0.5 + random / 2)
}
