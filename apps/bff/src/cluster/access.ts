import { KINDS, type KindName } from '@kube-dc/networking/model/kinds'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { requestAs, type Caller } from './caller.ts'
import type { Cluster } from './connection.ts'
import { ClusterUnreachable } from './errors.ts'
import { EVERY_NAMESPACE } from './store.ts'

/** Something a person may or may not read; the namespace `*` means all of them. */
export interface Question {
  readonly verb: 'list' | 'get'
  readonly kind: KindName
  readonly namespace: string
  readonly name?: string
}

export interface AccessReviewsOptions {
  readonly cluster: Cluster
  /** How long an answer holds when no RBAC object changes (groups and webhooks can change without one). */
  readonly maxAgeMs: number
  /** Called for every review sent, with its outcome; for metrics. */
  readonly onReview?: (outcome: 'allowed' | 'denied' | 'error') => void
}

interface Answer {
  readonly allowed: Promise<boolean>
  readonly askedAt: number
  /** Stamp of the namespace when it was asked. */
  readonly stamp: string
}

const REVIEWS_PATH = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
const REVIEW_TIMEOUT_MS = 5_000
const MAX_REMEMBERED = 100_000

const review = z.object({ status: z.object({ allowed: z.boolean() }) })

/**
 * Asks the cluster, with the person's own token, what the person may read, and remembers the answer per session and
 * question until RBAC changes or the answer is too old.
 */
export class AccessReviews {
  readonly #options: AccessReviewsOptions
  readonly #answers = new LRUCache<string, Answer>({ max: MAX_REMEMBERED })
  /** How often permissions may have changed: everywhere, and per namespace. */
  #everywhere = 0
  readonly #inNamespace = new Map<string, number>()

  constructor(options: AccessReviewsOptions) {
    this.#options = options
  }

  /**
   * Whether the person may. An error is never an answer: it is thrown, and nothing may be given out on it.
   *
   * @throws {ProblemError} `signed-out`; or as `Cluster.request` does.
   */
  allowed(caller: Caller, question: Question): Promise<boolean> {
    const key = answerKey(caller, question)
    const known = this.#answers.get(key)
    if (known && this.#holds(known, question)) return known.allowed
    const allowed = this.#ask(caller, question)
    const answer: Answer = { allowed, askedAt: Date.now(), stamp: this.#stamp(question.namespace) }
    this.#answers.set(key, answer)
    allowed.catch(() => {
      if (this.#answers.peek(key) === answer) this.#answers.delete(key)
    })
    return allowed
  }

  /** Whether `allowed` would be answered without asking the cluster again. */
  isCurrent(caller: Caller, question: Question): boolean {
    const known = this.#answers.peek(answerKey(caller, question))
    return known !== undefined && this.#holds(known, question)
  }

  /** Permissions may have changed there: no answer given before this holds any longer. */
  forget(namespaces: ReadonlySet<string> | 'all'): void {
    if (namespaces === 'all') {
      this.#everywhere += 1
      return
    }
    for (const namespace of namespaces) {
      this.#inNamespace.set(namespace, (this.#inNamespace.get(namespace) ?? 0) + 1)
    }
  }

  #stamp(namespace: string): string {
    return `${this.#everywhere}/${this.#inNamespace.get(namespace) ?? 0}`
  }

  #holds(answer: Answer, { namespace }: Question): boolean {
    return Date.now() - answer.askedAt < this.#options.maxAgeMs && answer.stamp === this.#stamp(namespace)
  }

  async #ask(caller: Caller, { verb, kind, namespace, name }: Question): Promise<boolean> {
    const { group, plural } = KINDS[kind]
    try {
      const body = await requestAs(this.#options.cluster, caller, {
        method: 'POST',
        path: REVIEWS_PATH,
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: {
              group,
              resource: plural,
              verb,
              // Empty means every namespace to the API server.
              namespace: namespace === EVERY_NAMESPACE ? '' : namespace,
              ...(name !== undefined && { name }),
            },
          },
        },
        timeoutMs: REVIEW_TIMEOUT_MS,
      })
      const parsed = review.safeParse(body)
      if (!parsed.success) throw new ClusterUnreachable('The answer to an access review is not one', true)
      this.#options.onReview?.(parsed.data.status.allowed ? 'allowed' : 'denied')
      return parsed.data.status.allowed
    } catch (error) {
      this.#options.onReview?.('error')
      throw error
    }
  }
}

function answerKey(caller: Caller, { verb, kind, namespace, name }: Question): string {
  return [caller.key, verb, kind, namespace, name ?? ''].join(' ')
}
