import { ProblemError } from '../problem-error.ts'

/** Requests of people under way at one time; the rest wait here instead of overwhelming the API server. */
export const PLACES = 64
/** One tenant alone can hold a quarter of them. */
const MAX_UNDER_WAY = 16
/** Requests of one tenant that wait for those: a crowd after a change of permissions, not a flood. */
const MAX_WAITING = 64
const RETRY_AFTER_SECONDS = 3

interface Tenant {
  underWay: number
  /** Those who wait, first come first served; calling one lets it begin. */
  readonly waiting: Set<() => void>
}

/**
 * Keeps the people of one tenant, and of several that act together, from taking the cluster connections of everybody.
 *
 * A tenant may hold half as many places as are free. Alone it comes to its limit; the more tenants are busy the less each
 * of them gets, and whatever they do, a newcomer finds room. A place that becomes free goes to the tenant that holds the
 * fewest.
 */
export class TenantLimit {
  /** In the order of their last turn. */
  readonly #tenants = new Map<string, Tenant>()
  #underWay = 0

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
    if (tenant.waiting.size === 0 && this.#hasRoomFor(tenant)) {
      this.#begin(name, tenant)
      return Promise.resolve()
    }
    if (signal.aborted || tenant.waiting.size >= MAX_WAITING) return Promise.reject(noRoom())
    this.#tenants.set(name, tenant)
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        tenant.waiting.delete(begin)
        this.#forgetIdle(name, tenant)
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
    tenant.underWay -= 1
    this.#underWay -= 1
    this.#forgetIdle(name, tenant)
    for (let next = this.#next(); next; next = this.#next()) {
      const [nextName, { waiting }] = next
      const [begin] = waiting
      if (!begin) return
      waiting.delete(begin)
      // Counted before it runs, so that nobody who comes now slips in before.
      this.#begin(nextName, next[1])
      begin()
    }
  }

  #hasRoomFor({ underWay }: Tenant): boolean {
    const free = PLACES - this.#underWay
    return free > 0 && underWay < Math.min(MAX_UNDER_WAY, Math.max(1, free / 2))
  }

  #begin(name: string, tenant: Tenant): void {
    tenant.underWay += 1
    this.#underWay += 1
    this.#tenants.delete(name)
    this.#tenants.set(name, tenant)
  }

  /** Of those who wait and have room the one that holds the fewest places; of equals the one whose turn is longest ago. */
  #next(): readonly [string, Tenant] | undefined {
    let best: readonly [string, Tenant] | undefined
    for (const entry of this.#tenants) {
      const [, tenant] = entry
      if (tenant.waiting.size === 0 || !this.#hasRoomFor(tenant)) continue
      if (!best || tenant.underWay < best[1].underWay) best = entry
    }
    return best
  }

  #forgetIdle(name: string, { underWay, waiting }: Tenant): void {
    if (underWay === 0 && waiting.size === 0) this.#tenants.delete(name)
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
