import { expect, it } from 'vitest'
import { organization } from './organization.ts'

const metadata = {
  name: 'nimbus',
  namespace: 'nimbus',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '',
}
const figures = (publicIPv4: unknown) =>
  organization.parse({ metadata, status: { ready: true, quotaUsage: { publicIPv4 } } }).publicIPv4

it.each([
  [undefined, {}],
  [null, {}],
  [{}, {}],
  [{ used: '', hard: ' ' }, {}],
  [
    { used: '2', hard: '3' },
    { used: 2, hard: 3 },
  ],
  [
    { used: 2, hard: 0 },
    { used: 2, hard: 0 },
  ],
  [{ used: 'many', hard: '-1' }, {}],
  [{ used: '1.5', hard: '1e3' }, {}],
])('figures of public IPv4 %j read %j: what is absent is unknown, not zero', (raw, read) => {
  expect(figures(raw)).toEqual(read)
})

it('reads what the quota is about, and since when', () => {
  const status = {
    ready: true,
    quotaPlanId: 'pro-pool',
    quotaUsage: { lastUpdated: '2026-05-04T09:00:00Z' },
    conditions: [{ type: 'Ready', status: 'True' }],
  }
  expect(organization.parse({ metadata, status })).toMatchObject({
    kind: 'Organization',
    ready: true,
    plan: 'pro-pool',
    figuresFrom: '2026-05-04T09:00:00Z',
    conditions: [{ type: 'Ready', status: 'True' }],
  })
})

it('reads one without a status', () => {
  expect(organization.parse({ metadata })).toMatchObject({ ready: false, publicIPv4: {}, conditions: [] })
})
