import type { z } from 'zod'
import { endpoints, type Endpoint, type EndpointId } from './endpoints.ts'
import { problem, type Problem, type ProblemCode } from './problem.ts'

/** Header that state-changing requests carry; a page of another site cannot set it without being asked for by CORS. */
export const CONSOLE_HEADER = 'x-kube-dc-console'

type Definition<Id extends EndpointId> = (typeof endpoints)[Id]

/** A part of a request: required when its schema has a required field, impossible when it has no fields at all. */
type Part<Name extends string, Value> = [Value] extends [undefined | Record<string, never>]
  ? { readonly [N in Name]?: never }
  : Partial<Value> extends Value
    ? { readonly [N in Name]?: Readonly<Value> }
    : { readonly [N in Name]: Readonly<Value> }

/** What a call needs, as the endpoint's schemas take it: `{ params, query, body }` without the parts it does not have. */
export type RequestParts<Id extends EndpointId> = Part<'params', z.input<Definition<Id>['params']>> &
  Part<'query', z.input<Definition<Id>['query']>> &
  Part<'body', z.input<Definition<Id>['body']>>

export type Answer<Id extends EndpointId> = z.output<Definition<Id>['answer']>

/** Endpoints that can be called with nothing but their name. */
export type PlainEndpointId = { [Id in EndpointId]: object extends RequestParts<Id> ? Id : never }[EndpointId]

/** A request that did not succeed: `status` is the HTTP status of the server's answer, 0 where none came. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly problem: Problem

  constructor(status: number, body: Problem, options?: ErrorOptions) {
    super(body.error, options)
    this.status = status
    this.problem = body
  }
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

export interface RequestOptions extends CallOptions {
  readonly headers?: Readonly<Record<string, string>>
}

/** A success with the response it came in. `answer` is absent only after `304 Not Modified`. */
export interface Exchange<Id extends EndpointId> {
  readonly response: Response
  readonly answer?: Answer<Id>
}

export interface ApiClient {
  /**
   * Calls one endpoint and parses its answer.
   *
   * @throws {ApiError} for everything but success, also when the server could not be reached or spoke nonsense.
   * @throws what the signal was aborted with, when it was.
   */
  call<Id extends PlainEndpointId>(id: Id): Promise<Answer<Id>>
  call<Id extends EndpointId>(id: Id, parts: RequestParts<Id>, options?: CallOptions): Promise<Answer<Id>>

  /** The same for callers that deal with headers, such as `if-none-match` and the ETag. Throws the same. */
  request<Id extends EndpointId>(
    id: Id,
    parts: RequestParts<Id>,
    options?: RequestOptions,
  ): Promise<Exchange<Id>>
}

export interface ClientSettings {
  readonly fetch: typeof globalThis.fetch
  /** Origin in front of the paths, without a slash at its end. Empty, the default: the page's own. */
  readonly baseUrl?: string
}

/** The shape behind every `RequestParts`, for the code below that treats all endpoints alike. */
interface AnyParts {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: unknown
}

/** The endpoints again, with the answer's type bound to the id, so that generic code keeps it. */
const definitions: {
  readonly [Id in EndpointId]: Endpoint<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType<Answer<Id>>>
} = endpoints

/** Makes the client. It holds no state and never retries: whoever calls knows whether that is safe. */
export function createClient({ fetch, baseUrl = '' }: ClientSettings): ApiClient {
  async function exchange<Id extends EndpointId>(
    id: Id,
    parts: AnyParts,
    { signal, headers }: RequestOptions = {},
  ): Promise<Exchange<Id>> {
    const definition = definitions[id]
    const url = baseUrl + requestPath(definition, parts)
    const init = requestInit(definition, parts, headers)
    // Called without an object: browsers refuse a `fetch` whose `this` is not the window.
    const response = await reach(signal, () => fetch(url, signal ? { ...init, signal } : init))
    if (response.status === 304) return { response }
    const text = await reach(signal, () => response.text())
    if (!response.ok) throw new ApiError(response.status, refusal(response, text))
    const parsed = definition.answer.safeParse(json(text))
    if (!parsed.success) throw new ApiError(response.status, unreadable(response), { cause: parsed.error })
    return { response, answer: parsed.data }
  }

  function call<Id extends PlainEndpointId>(id: Id): Promise<Answer<Id>>
  function call<Id extends EndpointId>(
    id: Id,
    parts: RequestParts<Id>,
    options?: CallOptions,
  ): Promise<Answer<Id>>
  async function call<Id extends EndpointId>(id: Id, parts: AnyParts = {}, options: CallOptions = {}) {
    const { response, answer } = await exchange(id, parts, { signal: options.signal })
    if (answer === undefined) throw new ApiError(response.status, unreadable(response))
    return answer
  }

  return { call, request: exchange }
}

/**
 * Path and query of a request. Parameters are checked before they are put into the path: a `..` would otherwise be
 * folded away by the browser and the request would reach another endpoint.
 */
function requestPath({ path, params }: Endpoint, parts: AnyParts): string {
  const values = parts.params ?? {}
  const checked = params.safeParse(values)
  if (!checked.success) {
    const [issue] = checked.error.issues
    const field = issue?.path.join('.') ?? ''
    throw new ApiError(0, {
      error: `This address cannot exist: “${values[field] ?? field}” is ${issue?.message ?? 'not valid'}.`,
      code: 'bad-request',
      requestId: '',
    })
  }
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ''))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined) query.set(name, value)
  }
  return query.size > 0 ? `${filled}?${query.toString()}` : filled
}

function requestInit(
  { method }: Endpoint,
  { body }: AnyParts,
  headers: RequestOptions['headers'],
): RequestInit {
  return {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(method !== 'GET' && { [CONSOLE_HEADER]: '1' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }
}

/** Runs one step of talking to the server; a failure that is not an abort becomes `server-unreachable`. */
async function reach<T>(signal: AbortSignal | undefined, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (cause) {
    if (signal?.aborted) throw cause
    const error = 'The console’s server did not answer. Check the connection, then try again.'
    throw new ApiError(0, { error, code: 'server-unreachable', requestId: '' }, { cause })
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The server's own words, or ours where something between (a proxy, a load balancer) answered in its place. */
function refusal(response: Response, text: string): Problem {
  const parsed = problem.safeParse(json(text))
  if (parsed.success) return parsed.data
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return {
    error: `The server answered with status ${response.status} and no explanation. Something between this page and the console’s server may have answered for it.`,
    code: codeOf(response.status),
    requestId: requestIdOf(response),
    ...(seconds >= 0 && { retryAfter: seconds }),
  }
}

const CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'bad-request',
  401: 'signed-out',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'bad-request',
  422: 'invalid',
  429: 'too-many-requests',
  502: 'server-unreachable',
  503: 'server-unreachable',
  504: 'server-unreachable',
}

function codeOf(status: number): ProblemCode {
  return CODES[status] ?? 'internal'
}

function unreadable(response: Response): Problem {
  return {
    error:
      'The server’s answer could not be read. This page may be older than the server: reload it, and report the request id if that does not help.',
    code: 'internal',
    requestId: requestIdOf(response),
  }
}

function requestIdOf(response: Response): string {
  return response.headers.get('x-request-id') ?? ''
}
