import type { Readable } from 'node:stream'
import { Agent, errors, request, type Dispatcher } from 'undici'
import type { Endpoint } from './credentials.ts'
import { ProblemError } from '../problem-error.ts'
import { ClusterRefusal, ClusterTimeout, ClusterUnreachable } from './errors.ts'
import { PLACES, TenantLimit } from './tenant-limit.ts'

/** Whose rights a request has: the BFF's own read-only identity, or those of the person whose token it is. */
export type Identity = 'own' | { readonly token: string; readonly tenant: string }

export interface ClusterRequest {
  /** A `PATCH` is a JSON merge patch. */
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** From `resourcePath` or a literal: names in it are already encoded. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly as: Identity
  /** For the whole exchange. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** Never the browser's: the API server pretty-prints JSON for browsers and curl, which a line-wise watch cannot read. */
const USER_AGENT = 'kube-dc-networking-console'
const CONNECT_TIMEOUT_MS = 5_000
/**
 * When a quiet connection is first probed. libuv probes ten times, a second apart, so a peer that is gone without a word is
 * found after 18 seconds, at no cost for the API server; the watchdog of a watch is for what answers probes and nothing
 * else.
 */
const KEEP_ALIVE_PROBE_MS = 8_000
/** A page of 500 objects of the largest size that etcd takes would be more; nothing honest comes near. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/** What single requests need of it. */
export type ClusterRequests = Pick<Cluster, 'request'>

/** What list-watch needs of it. */
export type WatchedCluster = Pick<Cluster, 'request' | 'stream'>

/** The Kubernetes API, over TLS that is always verified. The only place that opens connections to it. */
export class Cluster {
  readonly #endpoint: Endpoint
  readonly #own: Agent
  readonly #people: Agent
  readonly #tenants = new TenantLimit()

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint
    const connect = {
      timeout: CONNECT_TIMEOUT_MS,
      keepAlive: true,
      keepAliveInitialDelay: KEEP_ALIVE_PROBE_MS,
      rejectUnauthorized: true,
      ...(endpoint.ca !== undefined && { ca: endpoint.ca }),
      ...(endpoint.servername !== undefined && { servername: endpoint.servername }),
    }
    // HTTP/1.1 gives every watch a connection of its own: one that hangs does not hold the others.
    const common = { allowH2: false, headersTimeout: 0, bodyTimeout: 0 }
    this.#own = new Agent({ ...common, connect: { ...connect, ...endpoint.clientCertificate } })
    // Without the client certificate: an API server prefers it to a bearer token and would take the person for the BFF.
    this.#people = new Agent({ ...common, connect, connections: PLACES })
  }

  /**
   * Sends a request and reads its JSON answer.
   *
   * @throws {ClusterRefusal} for any status but 2xx.
   * @throws {ClusterTimeout} when no complete answer came in time.
   * @throws {ClusterUnreachable} when it could not be sent, broke off, or the answer is not JSON.
   * @throws {ProblemError} `too-many-requests` when the tenant of the person has too many under way; nothing was sent.
   * @throws the signal's reason when the caller gave up.
   */
  async request(options: ClusterRequest): Promise<unknown> {
    const timeout = AbortSignal.timeout(options.timeoutMs)
    const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout
    try {
      if (options.as === 'own') return await this.#exchange(options, signal)
      return await this.#tenants.run(options.as.tenant, signal, () => this.#exchange(options, signal))
    } catch (error) {
      if (options.signal?.aborted) throw reasonOf(options.signal)
      // Before the timeout: it may have passed while waiting for room, and then nothing was sent.
      if (error instanceof ProblemError) throw error
      if (timeout.aborted)
        throw new ClusterTimeout(`No answer within ${options.timeoutMs} ms`, { cause: error })
      throw asUnreachable(error)
    }
  }

  /**
   * Opens a watch with the BFF's own identity: resolves with the body once the server has accepted it.
   *
   * @throws as `request` does; `timeoutMs` is for the headers only, the caller watches over the body.
   */
  async stream(options: ClusterRequest & { readonly signal: AbortSignal }): Promise<Readable> {
    const headersLate = new AbortController()
    const timer = setTimeout(() => headersLate.abort(), options.timeoutMs)
    try {
      const response = await this.#send(options, AbortSignal.any([headersLate.signal, options.signal]))
      if (response.statusCode !== 200) {
        throw new ClusterRefusal(response.statusCode, parseJson(await readText(response.body)))
      }
      return response.body
    } catch (error) {
      if (options.signal.aborted) throw reasonOf(options.signal)
      if (headersLate.signal.aborted) {
        throw new ClusterTimeout(`No answer within ${options.timeoutMs} ms`, { cause: error })
      }
      throw asUnreachable(error)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends all connections; requests under way fail. */
  async close(): Promise<void> {
    await Promise.all([this.#own.destroy(), this.#people.destroy()])
  }

  async #exchange(options: ClusterRequest, signal: AbortSignal): Promise<unknown> {
    const response = await this.#send(options, signal)
    const text = await readText(response.body)
    if (response.statusCode < 200 || response.statusCode > 299) {
      throw new ClusterRefusal(response.statusCode, parseJson(text))
    }
    const body = parseJson(text)
    if (body === undefined) throw new ClusterUnreachable('The answer is not JSON', true)
    return body
  }

  async #send(options: ClusterRequest, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    const identity =
      options.as === 'own'
        ? await this.#endpoint.ownHeaders()
        : { authorization: `Bearer ${options.as.token}` }
    const query = new URLSearchParams(options.query).toString()
    return request(`${this.#endpoint.server}${options.path}${query && `?${query}`}`, {
      method: options.method ?? 'GET',
      dispatcher: options.as === 'own' ? this.#own : this.#people,
      headers: {
        accept: 'application/json',
        'user-agent': USER_AGENT,
        ...identity,
        ...(options.body !== undefined && { 'content-type': contentType(options) }),
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      signal,
    })
  }
}

function contentType({ method }: ClusterRequest): string {
  return method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
}

async function readText(body: Readable): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > MAX_ANSWER_BYTES) throw new ClusterUnreachable('The answer is too large', true)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('The request was given up', { cause: reason })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function neverSent(error: unknown): boolean {
  if (error instanceof errors.ConnectTimeoutError) return true
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return NEVER_SENT.has(code) || code.startsWith('ERR_TLS') || code.includes('CERT')
}

function asUnreachable(error: unknown): Error {
  if (error instanceof ClusterRefusal || error instanceof ClusterUnreachable) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new ClusterUnreachable(reason, !neverSent(error), { cause: error })
}
