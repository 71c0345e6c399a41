import { KINDS, type KindName } from '@kube-dc/networking/model/kinds'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { requestAs, type Caller } from './caller.ts'
import type { ClusterRequests } from './connection.ts'
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
  readonly cluster: ClusterRequests
  /** How long an answer holds when no RBAC object changes (groups and webhooks can change without one). */
  readonly maxAgeMs: number
  /** Called for every review sent, with its outcome; for metrics. */
  readonly onReview?: (outcome: 'allowed' | 'denied' | 'error') => void
}

interface Answer {
  readonly allowed: boolean
  readonly askedAt: number
  /** Stamp of the namespace when it was asked. */
  readonly stamp: string
}

const REVIEWS_PATH = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
const REVIEW_TIMEOUT_MS = 5_000
const MAX_REMEMBERED = 100_000

const review = z.object({ status: z.object({ allowed: z.boolean() }) })

/** An answer in use is renewed after this part of its time, so that it never runs out while the cluster answers. */
const RENEW_AFTER = 0.8

/**
 * Asks the cluster, with the person's own token, what the person may read, and remembers the answer per session and
 * question until RBAC changes or the answer is too old. An error is never an answer: it is thrown, and nothing may be
 * given out on it.
 */
export class AccessReviews {
  readonly #options: AccessReviewsOptions
  readonly #answers = new LRUCache<string, Answer>({ max: MAX_REMEMBERED })
  readonly #asking = new Map<string, Promise<boolean>>()
  /** How often permissions may have changed: everywhere, and per namespace. */
  #everywhere = 0
  readonly #inNamespace = new Map<string, number>()

  constructor(options: AccessReviewsOptions) {
    this.#options = options
  }

  /**
   * Whether the person may.
   *
   * @throws {ProblemError} `signed-out`; or as `Cluster.request` does.
   */
  async allowed(caller: Caller, question: Question): Promise<boolean> {
    return this.#remembered(caller, question)?.allowed ?? this.#ask(caller, question)
  }

  /** The same for an answer that is relied on for long: asked anew before it is too old. */
  async renewed(caller: Caller, question: Question): Promise<boolean> {
    return this.needsRenewal(caller, question) ? this.#ask(caller, question) : this.allowed(caller, question)
  }

  /** Whether the person may do all of it. @throws as `allowed` does. */
  async allAllowed(caller: Caller, questions: readonly Question[]): Promise<boolean> {
    return areAll(await Promise.all(questions.map((question) => this.allowed(caller, question))))
  }

  /** The same for answers that are relied on for long. @throws as `allowed` does. */
  async allRenewed(caller: Caller, questions: readonly Question[]): Promise<boolean> {
    return areAll(await Promise.all(questions.map((question) => this.renewed(caller, question))))
  }

  /** Whether every one has an answer, it is yes, and it still holds. */
  allHold(caller: Caller, questions: readonly Question[]): boolean {
    return questions.every((question) => this.holds(caller, question))
  }

  /** Whether there is an answer, it is yes, and it still holds. */
  holds(caller: Caller, question: Question): boolean {
    return this.#remembered(caller, question)?.allowed === true
  }

  needsRenewal(caller: Caller, question: Question): boolean {
    const answer = this.#remembered(caller, question)
    return !answer || Date.now() - answer.askedAt > this.#options.maxAgeMs * RENEW_AFTER
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

  #remembered(caller: Caller, question: Question): Answer | undefined {
    const answer = this.#answers.get(answerKey(caller, question))
    if (!answer || answer.stamp !== this.#stamp(question.namespace)) return undefined
    return Date.now() - answer.askedAt < this.#options.maxAgeMs ? answer : undefined
  }

  /** Asks once for everybody who wants to know at the same time; a change of permissions in between asks again. */
  #ask(caller: Caller, question: Question): Promise<boolean> {
    const askedAt = Date.now()
    const stamp = this.#stamp(question.namespace)
    const key = answerKey(caller, question)
    const askingKey = `${key} ${stamp}`
    const running = this.#asking.get(askingKey)
    if (running) return running
    const asking = this.#review(caller, question)
      .then((allowed) => {
        this.#answers.set(key, { allowed, askedAt, stamp })
        return allowed
      })
      .finally(() => this.#asking.delete(askingKey))
    this.#asking.set(askingKey, asking)
    return asking
  }

  async #review(caller: Caller, { verb, kind, namespace, name }: Question): Promise<boolean> {
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

function areAll(answers: readonly boolean[]): boolean {
  return answers.every(Boolean)
}

function answerKey(caller: Caller, { verb, kind, namespace, name }: Question): string {
  return [caller.key, verb, kind, namespace, name ?? ''].join(' ')
}
