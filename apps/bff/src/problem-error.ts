import type { Problem, ProblemCode } from '@kube-dc/api/problem'

/** What a server can say; the client alone says that the server was not reached. */
type ServerProblemCode = Exclude<ProblemCode, 'server-unreachable'>

const HTTP_STATUS: { readonly [C in ServerProblemCode]: number } = {
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  'already-exists': 409,
  conflict: 409,
  invalid: 422,
  'quota-exceeded': 403,
  refused: 403,
  'bad-request': 400,
  'cross-site': 403,
  'too-many-requests': 429,
  'cluster-unreachable': 503,
  'cluster-timeout': 504,
  'shutting-down': 503,
  internal: 500,
}

export interface ProblemDetails {
  readonly causes?: readonly { readonly field: string; readonly message: string }[]
  /** Seconds. */
  readonly retryAfter?: number
  /** What lies behind it, for the log only. */
  readonly cause?: unknown
}

/** A request that is answered with a problem. `message` is the sentence for people. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly code: ServerProblemCode
  readonly status: number
  readonly #details: ProblemDetails

  constructor(code: ServerProblemCode, message: string, details: ProblemDetails = {}) {
    super(message, { cause: details.cause })
    this.code = code
    this.status = HTTP_STATUS[code]
    this.#details = details
  }

  get retryAfter(): number | undefined {
    return this.#details.retryAfter
  }

  body(requestId: string): Problem {
    const { causes, retryAfter } = this.#details
    return {
      error: this.message,
      code: this.code,
      requestId,
      ...(causes && causes.length > 0 && { causes: [...causes] }),
      ...(retryAfter !== undefined && { retryAfter }),
    }
  }
}

/** What speaks against what somebody asked for, field by field. */
export function notPossible(
  problems: readonly { readonly field: string; readonly message: string }[],
): ProblemError {
  const words = problems.map(({ message }) => message)
  return new ProblemError('invalid', words.join(' ') || 'This cannot be done here.', { causes: problems })
}

/** The one answer for what a person may not see or do, and for what does not exist: nothing in it tells which. */
export function forbidden(cause?: unknown): ProblemError {
  return new ProblemError(
    'forbidden',
    'Your role does not allow this here, or it does not exist. Whoever manages the Project can give you a role that does.',
    { cause },
  )
}

export function signedOut(cause?: unknown): ProblemError {
  return new ProblemError('signed-out', 'You are not signed in, or your session has ended. Sign in again.', {
    cause,
  })
}
