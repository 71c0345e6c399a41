import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { auditLog } from './audit.ts'
import type { Caller } from './cluster/caller.ts'
import type { Config } from './config.ts'
import { createLog } from './log.ts'

function logged(level: Config['logLevel']) {
  const chunks: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk))
      done()
    },
  })
  const lines = () => chunks.join('').split('\n').filter(Boolean)
  return { audit: auditLog(createLog(level, destination)), lines }
}

const caller: Caller = {
  key: 'session-key',
  tenant: 'master',
  who: 'platform-admin',
  requestId: 'request-1',
  token: () => Promise.resolve('the-token'),
  tokenAfter: () => Promise.resolve('the-token'),
  rejected: () => Promise.resolve(),
}

describe('the audit log', () => {
  it('says who did what to what, and what became of it', () => {
    const { audit, lines } = logged('info')
    const change = { verb: 'delete', resource: 'eips', namespace: 'nimbus-edge', name: 'uplink-a' } as const
    audit(caller, change, 'done')
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
      level: 30,
      audit: true,
      msg: 'audit',
      who: 'platform-admin',
      realm: 'master',
      verb: 'delete',
      object: { resource: 'eips', namespace: 'nimbus-edge', name: 'uplink-a' },
      outcome: 'done',
      dryRun: false,
      requestId: 'request-1',
    })
  })

  it('holds neither a token nor what identifies a session', () => {
    const { audit, lines } = logged('info')
    audit(caller, { verb: 'patch', resource: 'subnets', name: 'ext-public' }, 'conflict')
    expect(lines().join('')).not.toMatch(/the-token|session-key/)
  })

  it.each([
    '\n{"audit":true,"who":"somebody-else","outcome":"done"}',
    '","outcome":"done","who":"somebody-else',
    '\u2028{"audit":true}\r\n',
  ])('keeps %j within its line and its field', (text) => {
    const { audit, lines } = logged('info')
    audit(
      { ...caller, who: text },
      { verb: 'create', resource: 'eips', namespace: text, name: text },
      'refused',
    )
    expect(lines()).toHaveLength(1)
    expect(JSON.parse(lines()[0] ?? '')).toMatchObject({
      who: text,
      outcome: 'refused',
      object: { resource: 'eips', namespace: text, name: text },
    })
  })

  it.each<[Config['logLevel'], number]>([
    ['error', 1],
    ['warn', 1],
    ['debug', 1],
    ['silent', 0],
  ])('at the level %s has %d lines', (level, expected) => {
    const { audit, lines } = logged(level)
    audit(caller, { verb: 'patch', resource: 'subnets', name: 'ext-public' }, 'done')
    expect(lines()).toHaveLength(expected)
  })
})
