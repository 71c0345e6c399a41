import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AccessReviews, type Question } from './access.ts'
import type { Caller } from './caller.ts'
import type { ClusterRequest } from './connection.ts'
import { ClusterUnreachable } from './errors.ts'

const question: Question = { verb: 'list', kind: 'external-ips', namespace: 'nimbus-edge' }

function caller(key: string): Caller {
  return {
    key,
    tenant: 'nimbus',
    who: 'nimbus-developer',
    token: () => Promise.resolve(`token of ${key}`),
    tokenAfter: () => Promise.reject(new Error('not needed')),
    rejected: () => Promise.resolve(),
  }
}

class FakeCluster {
  readonly requests: ClusterRequest[] = []
  allowed = true
  /** Answers wait for it. */
  gate = Promise.resolve(undefined)
  down = false

  async request(request: ClusterRequest): Promise<unknown> {
    this.requests.push(request)
    const { allowed, down } = this
    await this.gate
    if (down) throw new ClusterUnreachable('down', false)
    return { status: { allowed } }
  }
}

let cluster: FakeCluster
let access: AccessReviews

beforeEach(() => {
  vi.useFakeTimers()
  cluster = new FakeCluster()
  access = new AccessReviews({ cluster, maxAgeMs: 30_000 })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('AccessReviews', () => {
  it('asks with the person’s own token for just that collection or object', async () => {
    await access.allowed(caller('a'), question)
    await access.allowed(caller('a'), { ...question, namespace: '*' })
    await access.allowed(caller('a'), {
      verb: 'get',
      kind: 'organizations',
      namespace: 'nimbus',
      name: 'nimbus',
    })
    const attributes = { group: 'kube-dc.com', resource: 'eips', verb: 'list' }
    expect(cluster.requests.map(({ as, body }) => ({ as, body }))).toMatchObject([
      {
        as: { token: 'token of a' },
        body: { spec: { resourceAttributes: { ...attributes, namespace: 'nimbus-edge' } } },
      },
      { body: { spec: { resourceAttributes: { ...attributes, namespace: '' } } } },
      { body: { spec: { resourceAttributes: { resource: 'organizations', verb: 'get', name: 'nimbus' } } } },
    ])
  })

  it('asks once for everybody of a session, and again for another session', async () => {
    await Promise.all(Array.from({ length: 20 }, () => access.allowed(caller('a'), question)))
    await access.allowed(caller('a'), question)
    expect(cluster.requests).toHaveLength(1)
    await access.allowed(caller('b'), question)
    expect(cluster.requests).toHaveLength(2)
  })

  it('remembers a no as well', async () => {
    cluster.allowed = false
    await expect(access.allowed(caller('a'), question)).resolves.toBe(false)
    await expect(access.allowed(caller('a'), question)).resolves.toBe(false)
    expect(access.holds(caller('a'), question)).toBe(false)
    expect(cluster.requests).toHaveLength(1)
  })

  it('never takes an error for an answer', async () => {
    cluster.down = true
    await expect(access.allowed(caller('a'), question)).rejects.toBeInstanceOf(ClusterUnreachable)
    expect(access.holds(caller('a'), question)).toBe(false)
    cluster.down = false
    await expect(access.allowed(caller('a'), question)).resolves.toBe(true)
  })

  it('does not rely on an answer for longer than its age', async () => {
    await access.allowed(caller('a'), question)
    vi.advanceTimersByTime(23_000)
    expect(access.needsRenewal(caller('a'), question)).toBe(false)
    vi.advanceTimersByTime(2_000)
    expect(access.needsRenewal(caller('a'), question)).toBe(true)
    expect(access.holds(caller('a'), question)).toBe(true)
    vi.advanceTimersByTime(5_000)
    expect(access.holds(caller('a'), question)).toBe(false)
  })

  it('renews an answer in use before it is too old, and keeps the old one when that fails', async () => {
    await access.renewed(caller('a'), question)
    vi.advanceTimersByTime(25_000)
    cluster.down = true
    await expect(access.renewed(caller('a'), question)).rejects.toBeInstanceOf(ClusterUnreachable)
    expect(access.holds(caller('a'), question)).toBe(true)
    cluster.down = false
    cluster.allowed = false
    await expect(access.renewed(caller('a'), question)).resolves.toBe(false)
    expect(access.holds(caller('a'), question)).toBe(false)
  })

  it.each<[string, ReadonlySet<string> | 'all', boolean]>([
    ['there', new Set(['nimbus-edge']), false],
    ['elsewhere', new Set(['harbor-gate']), true],
    ['everywhere', 'all', false],
  ])('after permissions changed %s, an answer holds: %s', async (_, namespaces, holds) => {
    await access.allowed(caller('a'), question)
    access.forget(namespaces)
    expect(access.holds(caller('a'), question)).toBe(holds)
  })

  it('does not remember an answer that was on its way when permissions changed', async () => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    cluster.gate = promise
    const early = access.allowed(caller('a'), question)
    await vi.advanceTimersByTimeAsync(1)
    access.forget(new Set(['nimbus-edge']))
    cluster.allowed = false
    const late = access.allowed(caller('a'), question)
    resolve(undefined)
    await expect(early).resolves.toBe(true)
    await expect(late).resolves.toBe(false)
    await expect(access.allowed(caller('a'), question)).resolves.toBe(false)
    expect(access.holds(caller('a'), question)).toBe(false)
  })
})
