import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { clusterProblem } from '../cluster/cluster-problem.ts'
import { ProblemError } from '../problem-error.ts'

/** Id of a request in the log; empty where it has none. */
export function requestIdOf({ id }: Request): string {
  return typeof id === 'string' ? id : ''
}

/** Answers with a problem; nothing of an answer may be kept by anybody. */
function sendProblem(request: Request, response: Response, problem: ProblemError): void {
  if (problem.retryAfter !== undefined) response.set('retry-after', String(problem.retryAfter))
  response
    .set('cache-control', 'no-store')
    .status(problem.status)
    .json(problem.body(requestIdOf(request)))
}

/** Errors of the framework about a request it cannot read carry an HTTP status below 500. */
function isUnreadable(error: unknown): boolean {
  return (
    error instanceof Error &&
    'status' in error &&
    typeof error.status === 'number' &&
    error.status >= 400 &&
    error.status < 500
  )
}

function problemOf(error: unknown, requestId: string): ProblemError {
  const known = clusterProblem(error, { changes: false })
  if (known instanceof ProblemError) return known
  if (isUnreadable(error)) {
    const tooLarge = error instanceof Error && 'type' in error && error.type === 'entity.too.large'
    const what = tooLarge ? 'is larger than this server takes' : 'cannot be read'
    return new ProblemError('bad-request', `The request ${what}.`, { cause: error })
  }
  return new ProblemError(
    'internal',
    `The console’s server made a mistake. It is in its log as ${requestId}; tell whoever runs the console.`,
    { cause: error },
  )
}

/** Turns whatever a handler throws into a problem. The last handler of the application. */
export const problemHandler: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const problem = problemOf(error, requestIdOf(request))
  if (problem.code === 'internal') request.log.error({ err: error }, 'request failed')
  else if (problem.cause !== undefined)
    request.log.info({ problem: problem.code, reason: reason(problem) }, 'refused')
  // Too late for an answer: the connection is cut, so that half of one is not taken for a whole.
  if (response.headersSent) {
    next(error)
    return
  }
  sendProblem(request, response, problem)
}

function reason({ cause }: ProblemError): string {
  return cause instanceof Error ? cause.message : String(cause)
}

export const noSuchPage: RequestHandler = () => {
  throw new ProblemError('not-found', 'There is nothing at this address.')
}
