import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import compression from 'compression'
import express, { type Request, type RequestHandler, type Router } from 'express'
import { ConfigError, fileProblem } from '../config.ts'

/** Stands in the built page wherever the nonce of a response goes. */
const NONCE_MARK = '__CSP_NONCE__'

/** Where the build puts files whose names change with their content. */
const HASHED = '/assets/'

/**
 * What a page of the console may load: its own files and nothing inline. Styles that the component library makes at run
 * time carry the nonce of the response that brought the page.
 */
export function pagePolicy(nonce: string, publicUrl: string): string {
  const live = publicUrl.replace(/^http/, 'ws')
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    // Older Safari does not count the WebSocket of the same origin as 'self'.
    `connect-src 'self' ${live}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(publicUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ]
  return directives.join('; ')
}

function pagePath(assets: string): string {
  return join(assets, 'index.html')
}

function readPage(assets: string): string {
  const path = pagePath(assets)
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(
      `The setting assets is ${assets}, which is no built console: ${path} ${fileProblem(error)}. Build it, or leave the setting out.`,
    )
  }
}

/** @throws {ConfigError} when the directory holds no built console. */
export function checkAssets(assets: string): void {
  readPage(assets)
}

/** A person's browser goes somewhere, as opposed to a page that fetches something. */
function isNavigation(request: Request): boolean {
  const mode = request.headers['sec-fetch-mode']
  return mode === undefined ? request.accepts(['json', 'html']) === 'html' : mode === 'navigate'
}

/**
 * Serves the built console: its files, and its one page for every address that somebody navigates to. Anything else that
 * is not a file is left to the next handler, so that a missing script is not answered with a page.
 *
 * @param assets Directory of the build.
 * @throws {ConfigError} when it holds none.
 */
export function pages(assets: string, publicUrl: string): Router {
  let page = readPage(assets)
  const root = resolve(assets)
  const router = express.Router()
  router.use(compression())
  router.use(
    express.static(root, {
      index: false,
      redirect: false,
      setHeaders(response, path) {
        const hashed = path.slice(root.length).replaceAll('\\', '/').startsWith(HASHED)
        response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    }),
  )
  const servePage: RequestHandler = async (request, response, next) => {
    if (/^\/(api|auth)(\/|$)/.test(request.path) || !isNavigation(request)) {
      next()
      return
    }
    // Each time anew, as a build in its place names other scripts; in the middle of one the page before it is the best
    // there is.
    page = await readFile(pagePath(assets), 'utf8').catch(() => page)
    const nonce = randomBytes(16).toString('base64')
    response
      .set('content-security-policy', pagePolicy(nonce, publicUrl))
      // Never reused, because the nonce is good for one response.
      .set('cache-control', 'no-store')
      .type('html')
      .send(page.replaceAll(NONCE_MARK, nonce))
  }
  router.get('/{*path}', servePage)
  return router
}
