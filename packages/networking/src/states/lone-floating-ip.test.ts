import { describe, expect, it } from 'vitest'
import { canDeleteFloatingIp } from '../intents/removal.ts'
import type { Known } from '../joins/views.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import { floatingIp } from '../model/floating-ip.ts'
import { DEVELOPER } from '../testing/judging.ts'
import { ago, BOTH_TYPES, context, eip } from '../testing/samples.ts'
import { eipNameOf, loneFloatingIp, loneFloatingIpState } from './lone-floating-ip.ts'

function fip(status: object | undefined, spec: object = {}, metadata: object = {}) {
  return floatingIp.parse({
    metadata: {
      name: 'broker',
      namespace: 'nimbus-edge',
      uid: 'uid-broker',
      resourceVersion: '1',
      creationTimestamp: ago({ hours: 3 }),
      ...metadata,
    },
    spec: { eip: 'uplink-a', vmTarget: { vmName: 'broker-1' }, ...spec },
    status,
  })
}

function having(owners: readonly object[]): Known<ExternalIp> {
  return { state: 'found', object: eip({ status: { owners, ownershipType: 'Exclusive' } }) }
}

const OWN = having([{ type: 'FIp', ownerRef: 'broker' }])
const READY = { ready: true, resolvedTargetIP: '10.61.4.10' }

describe('a floating IP of which only its External IP is seen', () => {
  it.each([
    ['ready', fip(READY), OWN, 'unknown', 'Set up, target not looked at here'],
    [
      'on an address that is taken',
      fip({ ready: false }),
      having([{ type: 'ServiceLb', ownerRef: 'mqtt' }]),
      'broken',
      /taken by mqtt/,
    ],
    [
      'on an address that does not exist',
      fip({ ready: false }),
      { state: 'absent' },
      'broken',
      /there is no External IP uplink-a/,
    ],
    [
      'where External IPs are not seen',
      fip({ ready: false }),
      { state: 'hidden', kind: 'external-ips', sight: 'forbidden' },
      'broken',
      /^Not ready for 3 hours/,
    ],
    [
      'not reported yet',
      fip(undefined, {}, { creationTimestamp: ago({ seconds: 20 }) }),
      OWN,
      'waiting',
      'Being set up',
    ],
    [
      'being deleted',
      fip(READY, {}, { deletionTimestamp: ago({ minutes: 1 }) }),
      OWN,
      'waiting',
      'Being deleted',
    ],
    [
      'on a fixed address',
      fip(READY, { vmTarget: null, ipAddress: '10.61.4.9' }),
      OWN,
      'unknown',
      /not looked at/,
    ],
  ] as const)('%s', (_, object, known, state, reason) => {
    const judged = loneFloatingIpState(loneFloatingIp(object, known, BOTH_TYPES), context())
    expect(judged.state).toBe(state)
    expect(judged.reason).toMatch(reason)
  })

  it('never says that its target is missing, which nobody looked for', () => {
    const { findings } = loneFloatingIpState(
      loneFloatingIp(fip({ ready: false }), OWN, BOTH_TYPES),
      context(),
    )
    expect(findings.map(({ rule }) => rule)).toEqual(['floating-ip/not-ready'])
  })

  it('says what its removal breaks', () => {
    const view = loneFloatingIp(fip(READY), OWN, BOTH_TYPES)
    expect(canDeleteFloatingIp(view, { access: DEVELOPER })).toMatchObject({
      allowed: true,
      info: {
        breaks: [
          'Disconnects broker-1 from 203.0.113.14, in both directions. What it sends leaves by the way out of the Project from then on.',
        ],
        typeName: true,
      },
    })
  })
})

it.each([
  [{ eip: 'made' }, {}, 'made'],
  [{}, {}, 'uplink-a'],
  [{}, { eip: null }, undefined],
])('names its External IP: %j %j', (status, spec, expected) => {
  expect(eipNameOf(fip(status, spec))).toBe(expected)
})

it('cannot be read: says so', () => {
  const { meta } = fip(READY)
  const judged = loneFloatingIpState(
    { kind: 'Unreadable', meta, problems: ['spec: not an object'] },
    context(),
  )
  expect(judged.state).toBe('broken')
  expect(judged.reason).not.toBe('')
})
