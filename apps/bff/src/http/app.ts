import { randomUUID } from 'node:crypto'
import express, { type Express, type RequestHandler, type Router } from 'express'
import helmet from 'helmet'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'
import { ProblemError } from '../problem-error.ts'
import { noSuchPage, problemHandler } from './problem-handler.ts'

export interface AppOptions {
  readonly publicUrl: string
  /** Whose word about the client's address is taken; empty: nobody's. */
  readonly trustedProxies: readonly string[]
  readonly log: Logger
  /** What is not read yet; empty: ready to answer. */
  readonly notReady: () => readonly string[]
  readonly isStopping: () => boolean
  readonly signIn: Router
  readonly api: Router
  /** Absent: the API only. */
  readonly pages: Router | undefined
}

/** A line per request, by path without its query (a sign-in's carries a code) and without headers (they carry secrets). */
function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    // Always our own: what a client sends could name another request's.
    genReqId: (_request, response) => {
      const id = randomUUID()
      response.setHeader('x-request-id', id)
      return id
    },
    serializers: {
      req: (request: { id: unknown; method: unknown; url: unknown }) => ({
        id: request.id,
        method: request.method,
        path: String(request.url).split('?')[0],
      }),
      res: (response: { statusCode: unknown }) => ({ status: response.statusCode }),
    },
    customLogLevel: (_request, response, error) => {
      if (error !== undefined || response.statusCode >= 500) return 'warn'
      return response.statusCode >= 400 ? 'info' : 'debug'
    },
    autoLogging: { ignore: (request) => request.url === '/healthz' || request.url === '/readyz' },
  })
}

function securityHeaders(publicUrl: string): RequestHandler {
  const secure = publicUrl.startsWith('https:')
  return helmet({
    // For answers of the API; pages bring their own.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    xFrameOptions: { action: 'deny' },
  })
}

function health({ notReady, isStopping }: AppOptions): Router {
  const router = express.Router()
  router.get('/healthz', (_request, response) => {
    response.type('text').send('ok')
  })
  router.get('/readyz', (_request, response) => {
    const waiting = isStopping() ? ['stopping'] : notReady()
    response.status(waiting.length === 0 ? 200 : 503).json({ ready: waiting.length === 0, waiting })
  })
  return router
}

/** Puts the server's parts together. */
export function createApp(options: AppOptions): Express {
  const app = express()
  app.disable('x-powered-by')
  // Tags are made where they are worth it: for snapshots and files.
  app.set('etag', false)
  // Flat: the contract's queries have no structure.
  app.set('query parser', 'simple')
  app.set('trust proxy', [...options.trustedProxies])
  app.use(requestLog(options.log))
  app.use(securityHeaders(options.publicUrl))
  app.use(health(options))
  app.use((_request, response, next) => {
    if (!options.isStopping()) {
      next()
      return
    }
    response.set('connection', 'close')
    throw new ProblemError(
      'shutting-down',
      'This server is being stopped. Another one takes over; try again.',
      {
        retryAfter: 1,
      },
    )
  })
  app.use(options.signIn)
  app.use(options.api)
  if (options.pages) app.use(options.pages)
  app.use(noSuchPage)
  app.use(problemHandler)
  return app
}
