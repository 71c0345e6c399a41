import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { externalIp } from '../model/external-ip.ts'
import { parseObject } from '../model/unreadable.ts'
import { ago, condition, context, eip, NO_ADDRESS, NOW, org } from '../testing/samples.ts'
import { EXTERNAL_IP_RULES, externalIpFindings } from './catalogue.ts'
import { SEVERITIES } from './finding.ts'

const ids = (...args: Parameters<typeof externalIpFindings>) =>
  externalIpFindings(...args).map(({ rule, causedBy }) => (causedBy ? `${rule} < ${causedBy}` : rule))

describe('findings about one External IP', () => {
  it('fold what follows under its cause', () => {
    const told = condition({ message: 'public EIP quota exceeded: 3/3' })
    const ip = eip({ status: { ...NO_ADDRESS, conditions: [told] } })
    expect(ids(ip, context({ organization: org({ used: '3', hard: '3' }) }))).toEqual([
      'external-ip/quota-spent',
      'external-ip/not-ready < external-ip/quota-spent',
    ])
  })

  it('end with its deletion', () => {
    const ip = eip({
      metadata: { deletionTimestamp: ago({ seconds: 1 }) },
      spec: { externalNetworkType: 'nope' },
      status: NO_ADDRESS,
    })
    expect(ids(ip, context())).toEqual([
      'external-ip/deleting',
      'external-ip/type-impossible < external-ip/deleting',
      'external-ip/not-ready < external-ip/deleting',
    ])
  })

  it('put the worst root first', () => {
    const ip = eip({
      spec: { externalNetworkType: 'cloud' },
      status: { ready: false, ipAddress: '100.72.0.9' },
    })
    expect(ids(ip, context())).toEqual(['external-ip/not-ready', 'external-ip/not-from-internet'])
  })

  it('are none for an address that is ready and used', () => {
    expect(externalIpFindings(eip(), context())).toEqual([])
  })
})

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('quota exceeded', 'NoAvailableAddress', '<b>', 'Ready', 'True', 'False'),
)
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const time = fc
  .integer({ min: -1000, max: 400 * 86_400 })
  .map((seconds) => new Date(NOW - seconds * 1000).toISOString())

const rawEip = fc.record({
  metadata: fc.record({
    name: fc.constantFrom('a', 'default-gw', 'slb-x'),
    namespace: fc.constant('nimbus-edge'),
    uid: fc.constant('u'),
    resourceVersion: fc.constant('1'),
    creationTimestamp: fc.oneof(time, text),
    deletionTimestamp: maybe(time),
    finalizers: maybe(fc.array(text)),
  }),
  spec: maybe(fc.record({ externalNetworkType: maybe(fc.oneof(fc.constantFrom('cloud', 'public'), text)) })),
  status: maybe(
    fc.record({
      ready: maybe(fc.oneof(fc.boolean(), text)),
      ipAddress: maybe(fc.oneof(fc.ipV4(), text)),
      ownershipType: maybe(fc.constantFrom('Released', 'Shared', 'Exclusive')),
      owners: maybe(fc.array(fc.record({ type: maybe(text), ownerRef: maybe(text) }))),
      conditions: maybe(
        fc.array(fc.record({ type: text, status: text, reason: maybe(text), message: maybe(text) })),
      ),
    }),
  ),
})
const anyContext = fc.record({ used: maybe(fc.nat(9)), hard: maybe(fc.nat(9)) }).map(({ used, hard }) =>
  context({
    organization: org({
      ...(used !== undefined && { used: `${used}` }),
      ...(hard !== undefined && { hard: `${hard}` }),
    }),
  }),
)

describe('whatever the cluster holds', () => {
  it('an address that is not ready is never without a problem as its root cause', () => {
    fc.assert(
      fc.property(rawEip, anyContext, (raw, given) => {
        const ip = parseObject(externalIp, raw)
        const [first] = externalIpFindings(ip, given)
        if (ip.kind === 'Unreadable' || !ip.ready) expect(first?.severity).toMatch(/broken|waiting/)
      }),
    )
  })

  it('no finding gets lost or comes before its cause, and roots are in order of severity', () => {
    fc.assert(
      fc.property(rawEip, anyContext, (raw, given) => {
        const ip = parseObject(externalIp, raw)
        const found = externalIpFindings(ip, given)
        const rules = found.map(({ rule }) => rule)
        if (ip.kind === 'ExternalIp') {
          const noticed = EXTERNAL_IP_RULES.filter((rule) => rule.check(ip, given)).map(({ id }) => id)
          expect([...rules].sort()).toEqual([...noticed].sort())
        }
        for (const [index, { causedBy }] of found.entries()) {
          if (causedBy !== undefined) expect(rules.slice(0, index)).toContain(causedBy)
        }
        const severities = found
          .filter(({ causedBy }) => causedBy === undefined)
          .map(({ severity }) => SEVERITIES.indexOf(severity))
        expect(severities).toEqual([...severities].sort((a, b) => a - b))
      }),
    )
  })

  it('rules say nothing without evidence and never claim what they have not seen', () => {
    fc.assert(
      fc.property(rawEip, anyContext, (raw, given) => {
        for (const { evidence, certainty, rule } of externalIpFindings(parseObject(externalIp, raw), given)) {
          expect(evidence).not.toEqual([])
          if (rule === 'external-ip/pool-full') expect(certainty).toBe('likely')
        }
      }),
    )
  })
})
