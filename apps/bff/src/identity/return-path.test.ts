import { describe, expect, it } from 'vitest'
import { safeReturnPath } from './return-path.ts'

describe('safeReturnPath', () => {
  it.each([
    '/',
    '/o/nimbus/p/edge/external-ips?filter=public&sort=age',
    '/o/nimbus/p/edge/external-ips/create#name',
    '/o/nimbus/p/edge?next=//evil.example',
  ])('keeps %s', (path) => {
    expect(safeReturnPath(path)).toBe(path)
  })

  it.each([
    ['another site', 'https://evil.example/'],
    ['a protocol-relative address', '//evil.example/'],
    ['a backslash for a slash', '/\\evil.example'],
    ['a tab that browsers drop', '/\t/evil.example'],
    ['a line end', '/\n/evil.example'],
    ['dot segments in front of two slashes', '/.//evil.example'],
    ['dot segments that end in two slashes', '/x/..//evil.example'],
    ['a script', 'javascript:alert(1)'],
    ['a relative path', 'evil.example'],
    ['the sign-in itself', '/auth/sign-in?realm=nimbus'],
    ['the API', '/api/session'],
    ['nothing', ''],
    ['several values', ['/a', '/b']],
    ['too much', `/${'a'.repeat(3_000)}`],
    ['too much once it is encoded', `/${'é'.repeat(1_000)}`],
  ])('goes home for %s', (_, path) => {
    expect(safeReturnPath(path)).toBe('/')
  })
})
