import { CONSOLE_HEADER } from '@kube-dc/api/client'
import type { Request } from 'express'
import { ProblemError } from '../problem-error.ts'

/**
 * Refuses a change that did not come from a page of this console: it must name the console's origin (or the browser must
 * say that it is of the same origin) and carry a header that pages of other sites cannot set.
 *
 * @throws {ProblemError} `cross-site`.
 */
export function refuseCrossSite(request: Request, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = request.headers
  const sameOrigin = origin === undefined ? site === 'same-origin' : origin === publicUrl
  if (sameOrigin && request.headers[CONSOLE_HEADER] !== undefined) return
  throw new ProblemError(
    'cross-site',
    'This request did not come from a page of this console, so nothing was done.',
  )
}
