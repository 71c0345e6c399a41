import { describe, expect, it } from 'vitest'
import { endpoints, type Endpoint } from './endpoints.ts'

const all = Object.entries<Endpoint>(endpoints)

describe('endpoints', () => {
  it('have an address of their own each', () => {
    const addresses = all.map(([, { method, path }]) => `${method} ${path.replaceAll(/:\w+/g, ':')}`)
    expect(new Set(addresses).size).toBe(addresses.length)
  })

  it.each(all)('%s checks exactly the parameters in its path', (_id, { path, params }) => {
    const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name)
    expect(Object.keys(params.shape).sort()).toEqual([...named].sort())
  })

  it.each(all)('%s changes nothing by GET and takes no body there', (_id, { method, body }) => {
    if (method === 'GET') expect(body.safeParse({}).success).toBe(false)
  })

  it.each(all)('%s takes nothing that it does not know', (_id, { params, query }) => {
    for (const part of [params, query]) {
      const issues = part.safeParse({ surprise: 'x' }).error?.issues ?? []
      expect(issues.some(({ code }) => code === 'unrecognized_keys')).toBe(true)
    }
  })

  it.each([
    ['nimbus-edge', true],
    ['*', true],
    ['', false],
    ['..', false],
    ['a/b', false],
    ['Nimbus', false],
    ['a.b', false],
    ['x'.repeat(64), false],
    ['nimbus-edge\n', false],
  ])('a channel takes the namespace “%s”: %s', (namespace, valid) => {
    expect(endpoints.channel.params.safeParse({ kind: 'external-ips', namespace }).success).toBe(valid)
  })

  it.each([
    ['ext-public', true],
    ['*', true],
    ['pool.of.names', true],
    ['..', false],
    ['a/b', false],
  ])('the holders of a pool are a channel by its name “%s”: %s', (namespace, valid) => {
    expect(endpoints.channel.params.safeParse({ kind: 'pool-addresses', namespace }).success).toBe(valid)
  })
})
