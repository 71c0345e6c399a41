import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { z } from 'zod'

/** One kind of request that somebody made. */
export interface Usage {
  readonly verb: string
  readonly group: string
  /** Plural, with `/status` and the like; a path where it was no resource. */
  readonly resource: string
  /** By RBAC; what became of it afterwards does not matter here. */
  readonly allowed: boolean
}

/** More kinds of requests than any test makes. */
const MOST_REMEMBERED = 20_000

/** What was asked of the lab's own API server: every kind of request once, so that it stays small however long it runs. */
export class UsageRecord {
  readonly #byUser = new Map<string, Map<string, Usage>>()
  #size = 0

  add(username: string, usage: Usage): void {
    const key = Object.values(usage).join(' ')
    const theirs = this.#byUser.get(username) ?? new Map<string, Usage>()
    if (theirs.has(key) || this.#size > MOST_REMEMBERED) return
    this.#byUser.set(username, theirs.set(key, usage))
    this.#size += 1
  }

  /** @throws {Error} when something may be missing. */
  of(username: string): readonly Usage[] {
    if (this.#size > MOST_REMEMBERED)
      throw new Error('There were too many kinds of requests to remember all.')
    return [...(this.#byUser.get(username)?.values() ?? [])]
  }
}

/** A line of an audit log of audit.k8s.io/v1, as far as it is read. */
const auditEvent = z.object({
  verb: z.string(),
  requestURI: z.string(),
  user: z.object({ username: z.string() }),
  objectRef: z
    .object({
      apiGroup: z.string().default(''),
      resource: z.string().default(''),
      subresource: z.string().optional(),
    })
    .optional(),
  annotations: z.record(z.string(), z.string()).default({}),
})

/** The same from the audit log of a real cluster. */
export async function usageFromAuditLog(file: string, username: string): Promise<readonly Usage[]> {
  const record = new UsageRecord()
  for await (const line of createInterface({ input: createReadStream(file) })) {
    // Of a busy cluster's log hardly a line is about the one user.
    if (!line.includes(username)) continue
    const event = auditEvent.parse(JSON.parse(line))
    const { verb, requestURI, objectRef, annotations } = event
    record.add(event.user.username, {
      verb,
      group: objectRef?.apiGroup ?? '',
      resource: objectRef
        ? [objectRef.resource, objectRef.subresource].filter(Boolean).join('/')
        : requestURI,
      allowed: annotations['authorization.k8s.io/decision'] !== 'forbid',
    })
  }
  return record.of(username)
}
