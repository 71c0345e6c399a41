import { z } from 'zod'
import { exchange, open } from '../../scripts/cluster/exchange.ts'
import { target } from './target.ts'
import { parse } from './parse.ts'
import { Watch } from './watch.ts'

/** An object as far as tests go on with it. */
const kubeObject = z.looseObject({
  metadata: z.looseObject({
    name: z.string(),
    uid: z.string().optional(),
    resourceVersion: z.string().optional(),
    generation: z.number().optional(),
    deletionTimestamp: z.string().optional(),
  }),
})

const kubeList = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string(), continue: z.string().optional() }),
  items: z.array(kubeObject),
})

/**
 * An answer. As a value it is its status, its body and its warnings, so that a test says with one `toEqual` what it
 * expects of all three.
 */
export class Reply {
  readonly status: number
  /** JSON without `managedFields`, or the text where it is not JSON. */
  readonly body: unknown
  /** Header `Warning`, where there is one. */
  readonly warning: string | undefined
  readonly #headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly #text: string

  constructor(status: number, headers: Reply['headers'], text: string) {
    this.status = status
    this.body = parse(text)
    const warning = headers['warning']
    this.warning = typeof warning === 'string' ? warning : undefined
    this.#headers = headers
    this.#text = text
  }

  get headers() {
    return this.#headers
  }

  /** The body as it came. */
  get text(): string {
    return this.#text
  }

  /** The object in the body. @throws when there is none. */
  get object() {
    return kubeObject.parse(this.body)
  }

  get list() {
    return kubeList.parse(this.body)
  }

  /** Names of the objects in the list. */
  get names(): string[] {
    return this.list.items.map(({ metadata }) => metadata.name)
  }
}

export const JSON_TYPE = 'application/json'
export const MERGE_PATCH = 'application/merge-patch+json'
export const JSON_PATCH = 'application/json-patch+json'
export const STRATEGIC_PATCH = 'application/strategic-merge-patch+json'
/** Server-side apply, of JSON too. */
export const APPLY_PATCH = 'application/apply-patch+yaml'

type Headers = Readonly<Record<string, string>>

/** The API server over plain HTTP, as one bearer of a token sees it. Bodies that are texts go out as they are. */
export class Api {
  readonly #identity: Headers

  /** @param token absent: nobody. */
  constructor(token?: string) {
    this.#identity = token === undefined ? {} : { authorization: `Bearer ${token}` }
  }

  get(path: string, headers?: Headers): Promise<Reply> {
    return this.send('GET', path, undefined, headers)
  }

  create(path: string, body: unknown, headers?: Headers): Promise<Reply> {
    return this.send('POST', path, body, headers)
  }

  replace(path: string, body: unknown, headers?: Headers): Promise<Reply> {
    return this.send('PUT', path, body, headers)
  }

  patch(path: string, body: unknown, type = MERGE_PATCH): Promise<Reply> {
    return this.send('PATCH', path, body, { 'content-type': type })
  }

  delete(path: string, options?: object): Promise<Reply> {
    const body = options && { apiVersion: 'v1', kind: 'DeleteOptions', ...options }
    return this.send('DELETE', path, body)
  }

  async send(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Reply> {
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await exchange(target, {
      method,
      path,
      headers: {
        accept: JSON_TYPE,
        'user-agent': 'contract',
        ...this.#identity,
        ...(text !== undefined && { 'content-type': JSON_TYPE }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    })
    return new Reply(answer.status, answer.headers, answer.text)
  }

  /** Opens a watch and resolves once the server has accepted it. @throws with the answer when it refuses. */
  async watch(
    path: string,
    query: Readonly<Record<string, string>> = {},
    headers: Headers = {},
  ): Promise<Watch> {
    const aborter = new AbortController()
    const parameters = new URLSearchParams({ watch: 'true', ...query })
    const response = await open(target, {
      method: 'GET',
      path: `${path}?${parameters.toString()}`,
      headers: { accept: JSON_TYPE, 'user-agent': 'contract', ...this.#identity, ...headers },
      signal: aborter.signal,
    })
    if (response.statusCode !== 200) throw new Error(`The watch of ${path} got ${response.statusCode}`)
    return new Watch(response, aborter)
  }
}

/** May do everything. */
export const admin = new Api(target.adminToken)

/** Makes the server forget its history. */
export async function compact(): Promise<void> {
  const response = await fetch(target.compactUrl, { method: 'POST' })
  if (!response.ok) throw new Error(`Compaction: ${response.status} ${await response.text()}`)
}
