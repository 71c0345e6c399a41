import type { IncomingMessage } from 'node:http'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { parse } from './parse.ts'

const event = z.object({ type: z.string(), object: z.unknown() })

export type WatchEvent = z.infer<typeof event>

/** An open watch. Events wait until they are asked for. */
export class Watch {
  readonly headers: IncomingMessage['headers']
  readonly #aborter: AbortController
  readonly #events: AsyncIterator<WatchEvent, undefined>

  constructor(response: IncomingMessage, aborter: AbortController) {
    this.headers = response.headers
    this.#aborter = aborter
    this.#events = read(response, aborter.signal)
  }

  /** The next event. @throws when the server has ended the watch. */
  async next(): Promise<WatchEvent> {
    const { value, done } = await this.#events.next()
    if (done) throw new Error('The server has ended the watch')
    return value
  }

  async take(count: number): Promise<WatchEvent[]> {
    const events: WatchEvent[] = []
    while (events.length < count) events.push(await this.next())
    return events
  }

  /** All further events until the server ends the watch. */
  async rest(): Promise<WatchEvent[]> {
    const events: WatchEvent[] = []
    for (;;) {
      const { value, done } = await this.#events.next()
      if (done) return events
      events.push(value)
    }
  }

  stop(): void {
    this.#aborter.abort()
  }
}

async function* read(response: IncomingMessage, signal: AbortSignal): AsyncGenerator<WatchEvent, undefined> {
  try {
    for await (const line of createInterface(response)) yield event.parse(parse(line))
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
