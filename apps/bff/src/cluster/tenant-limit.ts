import { ProblemError } from '../problem-error.ts'

/** Of the connections that people's requests share, one tenant can hold a quarter. */
const MAX_UNDER_WAY = 16
/** Requests of one tenant that wait for those: a crowd after a change of permissions, not a flood. */
const MAX_WAITING = 64
const RETRY_AFTER_SECONDS = 3

interface Tenant {
  underWay: number
  /** Those who wait, first come first served; calling one lets it begin. */
  readonly waiting: Set<() => void>
}

/** Keeps the people of one tenant from taking the cluster connections of everybody. */
export class TenantLimit {
  readonly #tenants = new Map<string, Tenant>()

  /**
   * Does the work once there is room for it.
   *
   * @param signal Ends the waiting; the work has to listen to it by itself.
   * @throws {ProblemError} `too-many-requests` when there is no room, also not in the queue, or none came before the
   *   signal; the work has not begun then.
   */
  async run<T>(tenant: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#enter(tenant, signal)
    try {
      return await work()
    } finally {
      this.#leave(tenant)
    }
  }

  #enter(name: string, signal: AbortSignal): Promise<void> {
    const tenant = this.#tenants.get(name) ?? { underWay: 0, waiting: new Set() }
    if (tenant.underWay < MAX_UNDER_WAY) {
      tenant.underWay += 1
      this.#tenants.set(name, tenant)
      return Promise.resolve()
    }
    if (signal.aborted || tenant.waiting.size >= MAX_WAITING) return Promise.reject(noRoom())
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        tenant.waiting.delete(begin)
        reject(noRoom())
      }
      const begin = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      tenant.waiting.add(begin)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  #leave(name: string): void {
    const tenant = this.#tenants.get(name)
    if (!tenant) return
    const [next] = tenant.waiting
    if (next) {
      // Takes over the place, so that nobody who comes now slips in before.
      tenant.waiting.delete(next)
      next()
      return
    }
    tenant.underWay -= 1
    if (tenant.underWay === 0) this.#tenants.delete(name)
  }
}

function noRoom(): ProblemError {
  return new ProblemError(
    'too-many-requests',
    'People of your Organization have more requests under way than the console passes on at one time. ' +
      'This one was not sent and nothing was changed; try again in a few seconds.',
    { retryAfter: RETRY_AFTER_SECONDS },
  )
}
