import type { EndpointId } from '@kube-dc/api/endpoints'
import express, { type Request, type RequestHandler, type Router } from 'express'
import { LRUCache } from 'lru-cache'
import type { Cookie } from '../identity/cookies.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { AccessTokens } from '../identity/tokens.ts'
import { ProblemError, signedOut } from '../problem-error.ts'
import { TokenBucket } from '../util/token-bucket.ts'
import { refuseCrossSite } from './cross-site.ts'
import { requestIdOf } from './problem-handler.ts'
import { ANSWERED, type Route, type Visitor } from './route.ts'

/** Bodies of this API are forms. */
const MAX_BODY = '64kb'

/** Requests of one session: twenty tabs that open at once, and then a busy person. */
const BURST = 400
const PER_SECOND = 50
const REMEMBERED_SESSIONS = 10_000

export interface MountOptions {
  readonly publicUrl: string
  readonly sessions: Sessions
  readonly tokens: AccessTokens
  readonly sessionCookie: Cookie
  /** Called with every answer. */
  readonly observe: (endpoint: EndpointId, status: number, seconds: number) => void
}

export type Routes = { readonly [Id in EndpointId]: Route }

/** Mounts every endpoint of the contract, all behind the same checks. */
export function mountRoutes(routes: Routes, options: MountOptions): Router {
  const router = express.Router()
  const visitors = new Doorkeeper(options)
  const json = express.json({ limit: MAX_BODY, strict: true, type: 'application/json' })
  for (const id of endpointIds(routes)) {
    const { definition } = routes[id]
    const handlers = [timed(id, options), check(routes[id], options), json, answer(routes[id], visitors)]
    switch (definition.method) {
      case 'GET':
        router.get(definition.path, handlers)
        break
      case 'POST':
        router.post(definition.path, handlers)
        break
      case 'DELETE':
        router.delete(definition.path, handlers)
        break
    }
  }
  return router
}

function endpointIds(routes: Routes): EndpointId[] {
  const isEndpointId = (id: string): id is EndpointId => Object.hasOwn(routes, id)
  return Object.keys(routes).filter(isEndpointId)
}

function timed(id: EndpointId, { observe }: MountOptions): RequestHandler {
  return (_request, response, next) => {
    const startedAt = performance.now()
    response.once('finish', () => observe(id, response.statusCode, (performance.now() - startedAt) / 1000))
    next()
  }
}

/** Before a body is read. */
function check({ definition }: Route, { publicUrl }: MountOptions): RequestHandler {
  return (request, _response, next) => {
    if (definition.method !== 'GET') refuseCrossSite(request, publicUrl)
    next()
  }
}

function answer(route: Route, doorkeeper: Doorkeeper): RequestHandler {
  return async (request, response) => {
    const visitor = route.definition.access === 'anyone' ? undefined : await doorkeeper.admit(request)
    response.set('cache-control', 'no-store')
    const body = await route.run(request, response, visitor)
    if (body !== ANSWERED) response.status(route.definition.status).json(body)
  }
}

/** Finds out who asks, and keeps one session from asking too much. */
class Doorkeeper {
  readonly #options: MountOptions
  readonly #buckets = new LRUCache<string, TokenBucket>({ max: REMEMBERED_SESSIONS })

  constructor(options: MountOptions) {
    this.#options = options
  }

  async admit(request: Request): Promise<Visitor> {
    const { sessions, sessionCookie, tokens } = this.#options
    const id = sessionCookie.read(request.headers.cookie)
    const session = id === undefined ? undefined : await sessions.use(id)
    if (!session) throw signedOut()
    this.#slowDown(session.key)
    return { session, caller: tokens.caller(session, requestIdOf(request)) }
  }

  #slowDown(key: string): void {
    let bucket = this.#buckets.get(key)
    if (!bucket) {
      bucket = new TokenBucket(BURST, PER_SECOND)
      this.#buckets.set(key, bucket)
    }
    if (bucket.take()) return
    throw new ProblemError(
      'too-many-requests',
      'This browser asks faster than the server answers. Wait a few seconds.',
      {
        retryAfter: 2,
      },
    )
  }
}
