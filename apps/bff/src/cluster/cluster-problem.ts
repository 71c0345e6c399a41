import { forbidden, ProblemError, type ProblemDetails } from '../problem-error.ts'
import { ClusterRefusal, ClusterTimeout, ClusterUnreachable, type Status } from './errors.ts'

/** What was attempted, as far as the words about its failure depend on it. */
export interface Attempt {
  /** It would have changed something: an answer that did not come leaves the outcome unknown. */
  readonly changes: boolean
  /** A trial on the way to the change itself, whose refusal is the end of that. */
  readonly rehearsal?: boolean
  /** Field of the request body by the object's field, such as `metadata.name` → `name`. */
  readonly fields?: Readonly<Record<string, string>>
  /** Sentence when something of that name exists. */
  readonly taken?: string
  /** Sentence when the object is not the one, or not as, the person saw. */
  readonly conflict?: string
  /** Sentence when the object does not exist, for somebody who may know that. */
  readonly missing?: string
}

const RETRY_AFTER_SECONDS = 5

const OUTCOME_UNKNOWN =
  'The Kubernetes API did not answer in time, so it is not known whether the change was made. ' +
  'The list shows it once the cluster answers again; look there before you try again.'

function unanswered(sent: boolean, attempt: Attempt, cause: unknown): ProblemError {
  if (attempt.changes && sent) {
    return new ProblemError('cluster-timeout', OUTCOME_UNKNOWN, { retryAfter: RETRY_AFTER_SECONDS, cause })
  }
  const nothing = attempt.changes ? 'Nothing was changed. ' : ''
  return new ProblemError(
    'cluster-unreachable',
    `The Kubernetes API cannot be reached. ${nothing}Nothing is wrong with your objects; try again in a moment.`,
    { retryAfter: RETRY_AFTER_SECONDS, cause },
  )
}

/** The API server's refusal by RBAC; admission (quota, webhooks) words a 403 differently and comes after it. */
const REFUSED_BY_RBAC = /is forbidden: User ".*" cannot /s

/** kube-dc.md §9: the local quota or the hierarchical webhook may speak, so the match is loose. */
function isQuota(message: string): boolean {
  return /exceeded/i.test(message) && /quota/i.test(message)
}

function refusedWith403({ message }: Status, cause: unknown): ProblemError {
  if (isQuota(message)) {
    return new ProblemError(
      'quota-exceeded',
      `A quota does not leave room for it. The cluster says: ${message}`,
      {
        cause,
      },
    )
  }
  if (message === '' || REFUSED_BY_RBAC.test(message)) return forbidden(cause)
  return new ProblemError('refused', `The cluster refused it: ${message}`, { cause })
}

function invalid({ message, details }: Status, attempt: Attempt, cause: unknown): ProblemError {
  const causes = details.causes.map((one) => ({
    field: attempt.fields?.[one.field] ?? one.field,
    message: one.message,
  }))
  const text =
    message === ''
      ? 'The cluster does not accept these values.'
      : `The cluster does not accept it: ${message}`
  return new ProblemError('invalid', text, { causes, cause })
}

function refusal(error: ClusterRefusal, attempt: Attempt): ProblemError {
  const { code, status } = error
  const details: ProblemDetails = { cause: error }
  switch (code) {
    case 400:
      return new ProblemError(
        'bad-request',
        `The cluster does not understand the request: ${status.message}`,
        details,
      )
    case 403:
      return refusedWith403(status, error)
    case 404:
      return new ProblemError('not-found', attempt.missing ?? 'It does not exist any more.', details)
    case 409:
      return status.reason === 'AlreadyExists'
        ? alreadyExists(attempt, error)
        : new ProblemError(
            'conflict',
            attempt.conflict ??
              'It has changed since this page showed it. Look at it again, then repeat the change.',
            details,
          )
    case 422:
      return invalid(status, attempt, error)
    case 429:
      return new ProblemError(
        'cluster-unreachable',
        'The Kubernetes API is too busy to answer. Try again in a moment.',
        {
          retryAfter: status.details.retryAfterSeconds ?? RETRY_AFTER_SECONDS,
          cause: error,
        },
      )
    case 503:
      return unanswered(false, attempt, error)
    default:
      if (code >= 500) return unanswered(true, attempt, error)
      return new ProblemError('internal', `The cluster gave an unexpected answer (${code}).`, details)
  }
}

function alreadyExists(attempt: Attempt, cause: unknown): ProblemError {
  const message = attempt.taken ?? 'Something of that name exists already. Choose another name.'
  const field = attempt.fields?.['metadata.name']
  return new ProblemError('already-exists', message, {
    ...(field !== undefined && { causes: [{ field, message }] }),
    cause,
  })
}

/**
 * Words for a failed request to the cluster. Anything that is not about the cluster (a sign-in that has ended, a mistake
 * of ours) is returned as it is.
 *
 * The cluster's own sentences are shown where they say more than ours. They are untrusted text, and they were made for
 * this person's own token, so they tell nothing that the person could not have asked.
 */
export function clusterProblem(error: unknown, attempt: Attempt): unknown {
  if (error instanceof ClusterRefusal) return refusal(error, attempt)
  if (error instanceof ClusterTimeout) return unanswered(true, attempt, error)
  if (error instanceof ClusterUnreachable) return unanswered(error.sent, attempt, error)
  return error
}
