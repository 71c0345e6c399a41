import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { WatchedCluster } from './connection.ts'
import { ClusterRefusal, ClusterTimeout, ClusterUnreachable } from './errors.ts'
import { LineSplitter } from './line-splitter.ts'

const HEADERS_TIMEOUT_MS = 5_000

export interface WatchTimes {
  readonly serverTimeoutSeconds: number
  readonly silenceSeconds: number
}

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED'

export interface WatchHandlers {
  /** The server has accepted the watch. */
  opened(): void
  change(type: ChangeType, raw: unknown): void
  /** Everything up to this resourceVersion has been delivered. Called after `change` for the change's own version. */
  progress(resourceVersion: string): void
  /** Bytes came: the connection is alive. */
  heard(): void
}

const event = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
})
const versioned = z.object({ metadata: z.object({ resourceVersion: z.string().min(1) }) })
const statusCode = z.object({ code: z.number() })

function handleLine(line: string, handlers: WatchHandlers): void {
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch (error) {
    throw new ClusterUnreachable('A line of a watch is not JSON', true, { cause: error })
  }
  const parsed = event.safeParse(json)
  if (!parsed.success) throw new ClusterUnreachable('A line of a watch is not an event', true)
  const { type, object } = parsed.data
  if (type === 'ERROR') {
    const code = statusCode.safeParse(object)
    throw new ClusterRefusal(code.success ? code.data.code : 500, object)
  }
  if (type !== 'BOOKMARK') handlers.change(type, object)
  const version = versioned.safeParse(object)
  if (version.success) handlers.progress(version.data.metadata.resourceVersion)
}

/**
 * Follows a collection from a resourceVersion with the BFF's own identity, until the server ends the watch in the
 * ordinary way. Events of one chunk are handled in one go, in the order sent.
 *
 * @throws {ClusterRefusal} for an HTTP error or an ERROR event (see `isGone`).
 * @throws {ClusterTimeout} when nothing was heard for `silenceSeconds`: a half-open connection looks just like quiet, but
 *   a quiet server sends bookmarks and ends the watch after `serverTimeoutSeconds`.
 * @throws {ClusterUnreachable} when the connection broke or spoke nonsense.
 * @throws the signal's reason when it was aborted.
 */
export async function watchFrom(
  cluster: WatchedCluster,
  path: string,
  resourceVersion: string,
  handlers: WatchHandlers,
  times: WatchTimes,
  signal: AbortSignal,
): Promise<void> {
  const body = await cluster.stream({
    path,
    query: {
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(Math.max(1, Math.round(times.serverTimeoutSeconds))),
    },
    as: 'own',
    timeoutMs: HEADERS_TIMEOUT_MS,
    signal,
  })
  handlers.opened()
  await readEvents(body, handlers, times.silenceSeconds * 1000, signal)
}

function readEvents(
  body: Readable,
  handlers: WatchHandlers,
  silenceMs: number,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const splitter = new LineSplitter()
    const watchdog = setTimeout(() => {
      fail(new ClusterTimeout(`Nothing was heard from a watch for ${silenceMs} ms`))
    }, silenceMs)

    function fail(error: unknown): void {
      clearTimeout(watchdog)
      reject(error instanceof Error ? error : new Error('The watch was given up', { cause: error }))
      body.destroy()
    }

    body.on('data', (chunk: Buffer) => {
      watchdog.refresh()
      handlers.heard()
      try {
        for (const line of splitter.push(chunk)) handleLine(line, handlers)
      } catch (error) {
        fail(error)
      }
    })
    body.on('end', () => {
      clearTimeout(watchdog)
      resolve()
    })
    body.on('error', (error) => {
      fail(signal.aborted ? signal.reason : new ClusterUnreachable(error.message, true, { cause: error }))
    })
  })
}
