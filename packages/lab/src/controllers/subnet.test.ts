import { describe, expect, test } from 'vitest'
import { AddressBook, plotOf } from './pool.ts'
import { resources, type Subnet, type Vlan } from './resources.ts'
import { reconcileSubnet, reconcileVlan, subnetRefusal, vlanClash } from './subnet.ts'

const NOW = Date.parse('2026-08-01T12:00:00Z')

function metadata(name: string, day: number) {
  const creationTimestamp = `2026-07-0${day}T00:00:00Z`
  return {
    name,
    uid: name,
    resourceVersion: '1',
    creationTimestamp,
    finalizers: ['kubeovn.io/kube-ovn-controller'],
  }
}

function vlan(name: string, day: number, spec: object): Vlan {
  return resources.vlans.schema.parse({ metadata: metadata(name, day), spec })
}

function subnet(name: string, day: number, spec: object = {}, status?: object): Subnet {
  return resources.subnets.schema.parse({
    metadata: metadata(name, day),
    spec: { cidrBlock: '203.0.113.0/27', vlan: 'vlan7', vpc: 'ovn-cluster', ...spec },
    ...(status && { status }),
  })
}

const wired = vlan('vlan7', 1, { id: 7, provider: 'ext-net' })

describe('Vlans', () => {
  test.each<[string, Vlan, string | undefined]>([
    [
      'of the same id and provider clash for the newer',
      vlan('new', 2, { id: 7, provider: 'ext-net' }),
      'vlan7',
    ],
    ['of another provider do not', vlan('new', 2, { id: 7, provider: 'lab-net' }), undefined],
    ['of another id do not', vlan('new', 2, { id: 8, provider: 'ext-net' }), undefined],
    ['leave the older one alone', vlan('older', 0, { id: 7, provider: 'ext-net' }), undefined],
    [
      'written in the old way clash too',
      vlan('new', 2, { vlanId: 7, providerInterfaceName: 'ext-net' }),
      'vlan7',
    ],
  ])('%s', (_, one, expected) => {
    expect(vlanClash(one, [wired, one])?.metadata.name).toBe(expected)
  })

  test('without a tag never clash', () => {
    const [one, other] = [vlan('a', 1, { id: 0, provider: 'p' }), vlan('b', 2, { id: 0, provider: 'p' })]
    expect(vlanClash(other, [one, other])).toBeUndefined()
  })

  test('tell their Subnets and whether they clash, once', () => {
    const clash = vlan('new', 2, { id: 7, provider: 'ext-net' })
    expect(reconcileVlan(clash, [wired, clash], ['b', 'a'])).toMatchObject([
      { do: 'patch', subresource: 'status', patch: { status: { subnets: ['a', 'b'], conflict: true } } },
    ])
    const told = { ...clash, status: { subnets: ['a', 'b'], conflict: true } }
    expect(reconcileVlan(told, [wired, told], ['b', 'a'])).toEqual([])
  })
})

describe('a Subnet', () => {
  test.each<[string, object, string | undefined]>([
    [
      'as it should be',
      { gateway: '203.0.113.1', excludeIps: ['203.0.113.2..203.0.113.5', '203.0.113.9'] },
      undefined,
    ],
    [
      'of two families',
      { cidrBlock: '203.0.113.0/27,2001:db8::/64', gateway: '203.0.113.1,2001:db8::1' },
      undefined,
    ],
    ['of IPv6 alone', { cidrBlock: '2001:db8::/64', gateway: '2001:db8::1' }, undefined],
    [
      'with a CIDR that is none',
      { cidrBlock: '203.0.113/27' },
      'subnet ext cidr 203.0.113/27 is not a valid cidrblock',
    ],
    [
      'with a gateway elsewhere',
      { gateway: '198.51.100.1' },
      'gateway 198.51.100.1 is not in cidr 203.0.113.0/27',
    ],
    [
      'with the broadcast address for a gateway',
      { gateway: '203.0.113.31' },
      '203.0.113.31 is the broadcast ip',
    ],
    ['with the network for a gateway', { gateway: '203.0.113.0' }, '203.0.113.0 is the network number ip'],
    [
      'with an exclusion that is no address',
      { excludeIps: ['203.0.113.2', 'router'] },
      'ip router in excludeIps is not a valid address',
    ],
    ['with half a range', { excludeIps: ['203.0.113.2..'] }, 'ip  in excludeIps is not a valid address'],
    [
      'with a range backwards',
      { excludeIps: ['203.0.113.9..203.0.113.2'] },
      '203.0.113.9..203.0.113.2 in excludeIps is not a valid ip range',
    ],
    [
      'with a range of three',
      { excludeIps: ['203.0.113.2..203.0.113.3..203.0.113.4'] },
      'is not a valid ip range',
    ],
    ['of a Vlan that is not there', { vlan: 'vlan9' }, 'vlan.kubeovn.io "vlan9" not found'],
    ['without a Vlan', { vlan: null }, undefined],
  ])('%s', (_, spec, expected) => {
    const refusal = subnetRefusal(subnet('ext', 2, spec), { vlans: [wired], neighbours: [] })
    if (expected === undefined) expect(refusal).toBeUndefined()
    else expect(refusal).toContain(expected)
  })

  test('of a Vlan in conflict is refused', () => {
    const clash = vlan('vlan7b', 2, { id: 7, provider: 'ext-net' })
    const refusal = subnetRefusal(subnet('ext', 3, { vlan: 'vlan7b' }), {
      vlans: [wired, clash],
      neighbours: [],
    })
    expect(refusal).toBe('subnet ext has invalid vlan vlan7b, which is conflict')
  })

  test.each<[string, object, boolean]>([
    ['over an older one of its Vlan is refused', {}, true],
    ['over one of another Vlan is taken', { vlan: 'vlan8' }, false],
    ['beside it is taken', { cidrBlock: '203.0.113.32/27' }, false],
  ])('%s', (_, spec, refused) => {
    const older = subnet('ext-old', 1, spec)
    const vlans = [wired, vlan('vlan8', 1, { id: 8 })]
    const refusal = subnetRefusal(subnet('ext', 2), { vlans, neighbours: [older] })
    expect(refusal).toBe(
      refused
        ? 'subnet ext cidr 203.0.113.0/27 is conflict with subnet ext-old cidr 203.0.113.0/27'
        : undefined,
    )
    expect(subnetRefusal(older, { vlans, neighbours: [subnet('ext', 2)] })).toBeUndefined()
  })
})

describe('what is written on a Subnet', () => {
  const book = () => new AddressBook(plotOf({ cidrBlock: '203.0.113.0/29', gateway: '203.0.113.1' }))
  const READY = [
    { type: 'Validated', status: 'True', reason: 'ValidateLogicalSwitchSuccess', message: '' },
    { type: 'Ready', status: 'True', reason: 'ResetLogicalSwitchAclSuccess', message: '' },
  ]

  test('is its gateway among the exclusions, its counters and that it is ready', () => {
    const fresh = subnet('ext', 2)
    expect(reconcileSubnet(fresh, { now: NOW, book: book() })).toMatchObject([
      // Only of the state that was read, so that nobody's change meanwhile is lost.
      {
        patch: {
          metadata: { resourceVersion: fresh.metadata.resourceVersion },
          spec: { excludeIps: ['203.0.113.1'] },
        },
      },
      { patch: { status: { v4availableIPs: 5, v4usingIPs: 0, conditions: READY } } },
    ])
  })

  test('is nothing more once it is there', () => {
    const conditions = READY.map((one) => ({ ...one, lastUpdateTime: 'x', lastTransitionTime: 'x' }))
    const settled = subnet('ext', 2, { excludeIps: ['203.0.113.1'] }, { ...book().figures(), conditions })
    expect(reconcileSubnet(settled, { now: NOW, book: book() })).toEqual([])
  })

  test('is why it is refused, told once, and no usable range', () => {
    const actions = reconcileSubnet(subnet('ext', 2), { now: NOW, refusal: 'no' })
    expect(actions).toMatchObject([
      {
        patch: {
          status: {
            v4availableIPs: 0,
            v4availableIPrange: '',
            conditions: [
              { type: 'Validated', status: 'False', reason: 'ValidateLogicalSwitchFailed', message: 'no' },
              { type: 'Ready', status: 'False' },
              { type: 'Error', status: 'True' },
            ],
          },
        },
      },
      { do: 'event', type: 'Warning', message: 'no' },
    ])
    const conditions = [{ type: 'Error', status: 'True', message: 'no' }]
    const again = reconcileSubnet(subnet('ext', 2, {}, { conditions }), { now: NOW, refusal: 'no' })
    expect(again.map((one) => one.do)).toEqual(['patch'])
  })

  test('keeps the exclusions of IPv6 as they are', () => {
    const spec = { cidrBlock: '203.0.113.0/29,2001:db8::/64', gateway: '203.0.113.1,2001:db8::1' }
    const excludeIps = ['2001:db8::2..2001:db8::9', '203.0.113.2']
    const plotted = new AddressBook(plotOf({ ...spec, excludeIps }))
    expect(
      reconcileSubnet(subnet('ext', 2, { ...spec, excludeIps }), { now: NOW, book: plotted })[0],
    ).toMatchObject({
      patch: {
        spec: { excludeIps: ['203.0.113.1..203.0.113.2', '2001:db8::2..2001:db8::9', '2001:db8::1'] },
      },
    })
  })

  test('is its leave only when nobody holds an address any more', () => {
    const leaving = { ...subnet('ext', 2), metadata: { ...subnet('ext', 2).metadata, deleting: true } }
    const held = book()
    held.give('somebody')
    const gone = [{ patch: { metadata: { finalizers: [] } } }]
    expect(reconcileSubnet(leaving, { now: NOW, book: held })).not.toMatchObject(gone)
    expect(reconcileSubnet(leaving, { now: NOW, book: book() })).toMatchObject(gone)
  })
})
