import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { pathOf, type Manifest, type Reference, type Resource } from './resources.ts'

/** How the controllers reach a cluster: the lab's API server, or a real one with its certificate authority. */
export interface Connection {
  readonly server: string
  readonly token: string
  /** PEM. Needed only where the server's certificate is not signed by a public authority. */
  readonly ca?: string
}

/** The API server's refusal, with the reason of its `Status`. */
export class ApiError extends Error {
  readonly code: number
  readonly reason: string

  constructor(code: number, reason: string, message: string) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.reason = reason
  }
}

const status = z.object({
  code: z.number().catch(0),
  reason: z.string().catch(''),
  message: z.string().catch(''),
})

const listed = z.object({
  metadata: z.object({ resourceVersion: z.string(), continue: z.string().optional() }),
  items: z.array(z.unknown()).nullish(),
})

const discovered = z.object({ resources: z.array(z.object({ name: z.string() })) })

const watched = z.object({ type: z.string(), object: z.unknown() })

const bookmark = z.object({ metadata: z.object({ resourceVersion: z.string() }) })

const tokenAnswer = z.object({ status: z.object({ token: z.string() }) })

const serviceAccounts: Resource<unknown> = {
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
  kind: 'ServiceAccount',
  schema: z.unknown(),
}

export interface Page {
  readonly items: readonly unknown[]
  readonly resourceVersion: string
  readonly continue?: string
}

/** One line of a watch. `error` carries the server's Status, such as 410 after a compaction. */
export type WatchLine =
  | {
      readonly type: 'ADDED' | 'MODIFIED' | 'DELETED'
      readonly object: unknown
      readonly resourceVersion: string
    }
  | { readonly type: 'BOOKMARK'; readonly resourceVersion: string }
  | { readonly type: 'ERROR'; readonly error: ApiError }

export interface WatchOptions {
  readonly resourceVersion: string
  readonly timeoutSeconds: number
  readonly signal: AbortSignal
  readonly onLine: (line: WatchLine) => void
}

const LIST_PAGE = 500
/** A server that does not answer for so long is taken for gone. */
const REQUEST_MS = 30_000

/**
 * The Kubernetes API as far as the controllers use it, over HTTP with one bearer token. Every method throws
 * {@link ApiError} when the server refuses and an ordinary error when it cannot be reached.
 */
export class KubeClient {
  readonly #server: URL
  readonly #token: string
  readonly #agent: HttpAgent

  constructor({ server, token, ca }: Connection) {
    this.#server = new URL(server)
    this.#token = token
    const secure = this.#server.protocol === 'https:'
    this.#agent = secure
      ? new HttpsAgent({ keepAlive: true, ...(ca !== undefined && { ca }) })
      : new HttpAgent({ keepAlive: true })
  }

  /** Ends idle connections; requests under way are not cut. */
  close(): void {
    this.#agent.destroy()
  }

  /** Whether the cluster serves a kind, by its discovery document. */
  async serves({ group, version, plural }: Resource<unknown>): Promise<boolean> {
    try {
      const path = group ? `/apis/${group}/${version}` : `/api/${version}`
      const { resources } = discovered.parse(await this.#json('GET', path))
      return resources.some(({ name }) => name === plural)
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return false
      throw error
    }
  }

  /** One page of a collection, unparsed: the caller decides about objects that cannot be read. */
  async page(resource: Resource<unknown>, namespace: string | undefined, next?: string): Promise<Page> {
    const query = new URLSearchParams({ limit: String(LIST_PAGE), ...(next && { continue: next }) })
    const path = `${pathOf(resource, namespace ? { namespace } : {})}?${query.toString()}`
    const { metadata, items } = listed.parse(await this.#json('GET', path))
    return {
      items: items ?? [],
      resourceVersion: metadata.resourceVersion,
      ...(metadata.continue && { continue: metadata.continue }),
    }
  }

  /** The object, or undefined when there is none of that name. */
  async get<T>(resource: Resource<T>, reference: Reference): Promise<T | undefined> {
    try {
      return resource.schema.parse(await this.#json('GET', pathOf(resource, reference)))
    } catch (error) {
      if (error instanceof ApiError && error.code === 404) return undefined
      throw error
    }
  }

  async create<T>(resource: Resource<T>, manifest: Manifest): Promise<T> {
    const { namespace } = manifest.metadata
    const path = pathOf(resource, namespace ? { namespace } : {})
    return resource.schema.parse(await this.#json('POST', path, manifest))
  }

  /** A new token of a service account, valid for so many seconds (at least 600). */
  async accountToken(account: Reference, seconds: number): Promise<string> {
    const path = pathOf(serviceAccounts, account, 'token')
    const answer = await this.#json('POST', path, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: seconds },
    })
    return tokenAnswer.parse(answer).status.token
  }

  /** Whether the server knows whose token this client has; it may be nobody with any right. */
  async isKnown(): Promise<boolean> {
    try {
      await this.#json('GET', '/version')
      return true
    } catch (error) {
      if (error instanceof ApiError && error.code === 401) return false
      throw error
    }
  }

  /** Merge patch: null removes a field, lists are replaced as a whole. */
  async patch(
    resource: Resource<unknown>,
    reference: Reference,
    patch: object,
    subresource?: 'status',
  ): Promise<void> {
    await this.#json('PATCH', pathOf(resource, reference, subresource), patch)
  }

  /**
   * Deletes the object that has this uid; another one of the same name is left alone (409).
   *
   * @param graceSeconds absent: what its kind has.
   */
  async delete(
    resource: Resource<unknown>,
    reference: Reference,
    uid: string,
    graceSeconds?: number,
  ): Promise<void> {
    await this.#json('DELETE', pathOf(resource, reference), {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid },
      ...(graceSeconds !== undefined && { gracePeriodSeconds: graceSeconds }),
    })
  }

  /** Follows a collection until the server ends the watch, the connection breaks (throws) or the signal aborts. */
  async watch(
    resource: Resource<unknown>,
    namespace: string | undefined,
    options: WatchOptions,
  ): Promise<void> {
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion: options.resourceVersion,
      timeoutSeconds: String(options.timeoutSeconds),
    })
    const path = `${pathOf(resource, namespace ? { namespace } : {})}?${query.toString()}`
    const response = await this.#send('GET', path, undefined, options.signal)
    if (response.statusCode !== 200) throw await refusal(response)
    response.setEncoding('utf8')
    let rest = ''
    for await (const chunk of response) {
      const lines = (rest + String(chunk)).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) if (line) options.onLine(readLine(line))
    }
  }

  async #json(method: string, path: string, body?: object): Promise<unknown> {
    const response = await this.#send(method, path, body, AbortSignal.timeout(REQUEST_MS))
    const code = response.statusCode ?? 0
    if (code < 200 || code > 299) throw await refusal(response)
    return JSON.parse(await text(response))
  }

  #send(method: string, path: string, body?: object, signal?: AbortSignal): Promise<IncomingMessage> {
    const payload = body && JSON.stringify(body)
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    const request = this.#server.protocol === 'https:' ? httpsRequest : httpRequest
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(path, this.#server),
        {
          method,
          agent: this.#agent,
          ...(signal && { signal }),
          headers: {
            authorization: `Bearer ${this.#token}`,
            accept: 'application/json',
            ...(payload && { 'content-type': type, 'content-length': Buffer.byteLength(payload) }),
          },
        },
        resolve,
      )
      outgoing.on('error', reject)
      outgoing.end(payload)
    })
  }
}

async function refusal(response: IncomingMessage): Promise<ApiError> {
  const body = await text(response)
  const code = response.statusCode ?? 0
  try {
    const { reason, message } = status.parse(JSON.parse(body))
    return new ApiError(code, reason, message)
  } catch {
    return new ApiError(code, '', body.slice(0, 200))
  }
}

function readLine(line: string): WatchLine {
  const { type, object } = watched.parse(JSON.parse(line))
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
    case 'DELETED':
      return { type, object, resourceVersion: bookmark.parse(object).metadata.resourceVersion }
    case 'BOOKMARK':
      return { type, resourceVersion: bookmark.parse(object).metadata.resourceVersion }
    default: {
      const { code, reason, message } = status.parse(object)
      return { type: 'ERROR', error: new ApiError(code, reason, message) }
    }
  }
}
