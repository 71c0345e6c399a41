import { ApiError } from '@kube-dc/api/client'
import { PROBLEM_CODES, type ProblemCode } from '@kube-dc/api/problem'
import { describe, expect, it } from 'vitest'
import { retryAfter, shouldRetry } from './query-client.ts'

const failure = (code: ProblemCode, retryAfterSeconds?: number) =>
  new ApiError(503, {
    error: 'x',
    code,
    requestId: '',
    ...(retryAfterSeconds !== undefined && { retryAfter: retryAfterSeconds }),
  })

describe('reads that failed', () => {
  it('are tried again only where that can help', () => {
    const retried = PROBLEM_CODES.filter((code) => shouldRetry(0, failure(code)))
    expect(retried).toEqual([
      'too-many-requests',
      'cluster-unreachable',
      'cluster-timeout',
      'shutting-down',
      'server-unreachable',
    ])
  })

  it('are given up after the third time, and for faults of our own', () => {
    expect(shouldRetry(3, failure('cluster-timeout'))).toBe(false)
    expect(shouldRetry(0, new TypeError('x is not a function'))).toBe(false)
  })

  it('wait as long as the server asks, else ever longer', () => {
    expect(retryAfter(0, failure('too-many-requests', 7))).toBe(7000)
    expect([0, 1, 2, 9].map((count) => retryAfter(count, failure('cluster-timeout')))).toEqual([
      500, 1000, 2000, 8000,
    ])
  })
})
