import { describe, expect, it } from 'vitest'
import type { Access } from '../access.ts'
import { project } from '../model/project.ts'
import { subnet } from '../model/subnet.ts'
import { poolSubnet, poolVlan } from '../testing/pools.ts'
import {
  addPoolFields,
  judgeAddPool,
  judgeUnfinishedPool,
  suggestedGateway,
  type AddPoolFacts,
} from './add-pool.ts'
import { addPool, type AddPool } from './wishes.ts'
import { DEFAULT_RESERVED_RANGES } from './reserved-ranges.ts'

// Typed: what the library returns stands for anything at all.
const matching = (words: RegExp): unknown => expect.stringMatching(words)

const WISH: AddPool = {
  name: 'ext-b',
  networkType: 'cloud',
  cidr: '198.51.100.0/24',
  gateway: '198.51.100.1',
  vlan: { use: 'new', id: 1300, provider: 'ext-net' },
  mtu: 1400,
  exclusions: ['198.51.100.2-198.51.100.9', '198.51.100.248/29'],
}

const ADMIN: Access = {
  verbs: { subnets: ['create', 'patch'], vlans: ['create'] },
  incomplete: false,
  journal: true,
}

const meta = (name: string, namespace?: string) => ({
  name,
  uid: `uid-${name}`,
  resourceVersion: '1',
  creationTimestamp: '2026-08-01T10:00:00Z',
  ...(namespace !== undefined && { namespace }),
})

const network = (name: string, cidrBlock: string, vpc?: string) =>
  subnet.parse({ metadata: meta(name), spec: { cidrBlock, vpc } })

const edge = (name: string, cidrBlock: string) =>
  project.parse({ metadata: meta(name, 'nimbus'), spec: { cidrBlock, egressNetworkType: 'cloud' } })

const FACTS: AddPoolFacts = {
  subnets: [
    poolSubnet(),
    network('ovn-default', '10.16.0.0/16', 'ovn-cluster'),
    network('join', '100.64.0.0/16'),
    network('nimbus-edge-default', '10.61.4.0/22', 'nimbus-edge'),
  ],
  vlans: [poolVlan()],
  projects: [edge('edge', '10.61.4.0/22'), edge('arena', '10.62.0.0/16')],
  reservedRanges: DEFAULT_RESERVED_RANGES,
  access: ADMIN,
}

const NO_PARTS = { exclusive: 0n, shared: 0n, released: 0n, problems: 0n }

const judged = (change: Partial<AddPool> = {}, facts: Partial<AddPoolFacts> = {}) =>
  judgeAddPool({ ...WISH, ...change }, { ...FACTS, ...facts })

describe('adding a pool', () => {
  it('makes its VLAN, then the pool on it', () => {
    expect(judged()).toEqual({
      problems: [],
      warnings: [],
      // 254 hosts without the gateway, eight more, and seven of the last block, whose last is the broadcast address.
      use: {
        whole: 254n,
        parts: { ...NO_PARTS, platform: 1n, excluded: 15n, free: 238n },
      },
      plan: {
        intent: 'add-pool',
        subject: { kind: 'subnets', name: 'ext-b' },
        steps: [
          { verb: 'create', object: { kind: 'vlans', name: 'vlan1300', id: 1300, provider: 'ext-net' } },
          {
            verb: 'create',
            object: {
              kind: 'subnets',
              name: 'ext-b',
              networkType: 'cloud',
              cidr: '198.51.100.0/24',
              gateway: '198.51.100.1',
              excludeIps: ['198.51.100.1..198.51.100.9', '198.51.100.248..198.51.100.254'],
              vlan: 'vlan1300',
              mtu: 1400,
            },
          },
        ],
      },
    })
  })

  it('uses a VLAN that is there, and says who is on it', () => {
    const { plan, warnings } = judged({ vlan: { use: 'existing', name: 'vlan114' } })
    expect(plan?.steps.map((step) => step.verb === 'create' && step.object)).toEqual([
      expect.objectContaining({ kind: 'subnets', vlan: 'vlan114' }),
    ])
    expect(warnings).toEqual([{ field: 'vlan.name', message: 'ext-public is on vlan114 as well.' }])
  })

  it('names a new VLAN otherwise where another provider network has the usual name', () => {
    const vlans = [...FACTS.vlans, { ...poolVlan('vlan1300', 1300), provider: 'other' }]
    expect(judged({}, { vlans }).plan?.steps[0]).toMatchObject({ object: { name: 'vlan1300-2', id: 1300 } })
  })

  it.each<[Partial<AddPool>, string, string]>([
    [{ name: 'ext-public' }, 'name', 'There is a Subnet ext-public already. Choose another name.'],
    [{ name: 'join' }, 'name', 'There is a Subnet join already. Choose another name.'],
    [{ cidr: 'somewhere' }, 'cidr', '“somewhere” is no block. Enter one such as 203.0.113.0/27.'],
    [{ cidr: '198.51.100.0' }, 'cidr', '“198.51.100.0” is no block. Enter one such as 203.0.113.0/27.'],
    [
      { cidr: '198.51.100.5/24' },
      'cidr',
      '“198.51.100.5/24” lies inside of the block 198.51.100.0/24. Enter that.',
    ],
    [{ cidr: '198.51.100.0/30' }, 'cidr', 'Use a block from /8 to /29: this one is a /30.'],
    [{ cidr: '128.0.0.0/7' }, 'cidr', 'Use a block from /8 to /29: this one is a /7.'],
    [{ cidr: '2001:db8::/64' }, 'cidr', 'Enter one IPv4 block: the platform gives out IPv4 addresses only.'],
    [
      { cidr: '198.51.100.0/24,2001:db8::/64' },
      'cidr',
      'Enter one IPv4 block: the platform gives out IPv4 addresses only.',
    ],
    [
      { cidr: '203.0.113.16/28', gateway: '203.0.113.17', exclusions: [] },
      'cidr',
      '203.0.113.16/28 overlaps with the pool ext-public (203.0.113.0/27).',
    ],
    [
      { cidr: '203.0.112.0/22', gateway: '203.0.112.1', exclusions: [] },
      'cidr',
      '203.0.112.0/22 overlaps with the pool ext-public (203.0.113.0/27).',
    ],
    [
      { cidr: '10.61.4.0/24', gateway: '10.61.4.1', exclusions: [] },
      'cidr',
      '10.61.4.0/24 overlaps with the Project nimbus / edge (10.61.4.0/22).',
    ],
    [
      { cidr: '10.0.0.0/8', gateway: '10.0.0.1', exclusions: [] },
      'cidr',
      '10.0.0.0/8 overlaps with the Subnet ovn-default (10.16.0.0/16), the Project nimbus / edge (10.61.4.0/22), the Project nimbus / arena (10.62.0.0/16) and 2 more.',
    ],
    [
      { cidr: '100.64.8.0/24', gateway: '100.64.8.1', exclusions: [] },
      'cidr',
      '100.64.8.0/24 overlaps with the Subnet join (100.64.0.0/16) and a network of the platform (100.64.0.0/16).',
    ],
    [
      { cidr: '169.254.0.0/24', gateway: '169.254.0.1', exclusions: [] },
      'cidr',
      '169.254.0.0/24 overlaps with link-local addresses (169.254.0.0/16).',
    ],
    [{ gateway: '198.51.101.1' }, 'gateway', '“198.51.101.1” is not inside of 198.51.100.0/24.'],
    [
      { gateway: '198.51.100.0' },
      'gateway',
      '198.51.100.0 is never given out: it is the network address of 198.51.100.0/24.',
    ],
    [
      { gateway: '198.51.100.255' },
      'gateway',
      '198.51.100.255 is never given out: it is the broadcast address of 198.51.100.0/24.',
    ],
    [{ gateway: 'router' }, 'gateway', '“router” is no IPv4 address.'],
    [{ gateway: '2001:db8::1' }, 'gateway', '“2001:db8::1” is no IPv4 address.'],
    [
      { exclusions: ['198.51.100.4', '198.51.101.4'] },
      'exclusions.1',
      '“198.51.101.4” is not inside of 198.51.100.0/24.',
    ],
    [
      { exclusions: ['198.51.100.0/24'] },
      'exclusions',
      'Nothing is left to give out. Reserve less, or use a larger block.',
    ],
    [
      { vlan: { use: 'new', id: 114, provider: 'ext-net' } },
      'vlan.id',
      'VLAN 114 of ext-net is vlan114 already, which ext-public uses. Use that one, or another id.',
    ],
    [{ vlan: { use: 'existing', name: 'vlan9' } }, 'vlan.name', 'There is no VLAN vlan9.'],
  ])('with %j is refused at %s', (change, field, message) => {
    const { problems, plan } = judged(change)
    expect(problems).toEqual([{ field, message }])
    expect(plan).toBeUndefined()
  })

  it('on a VLAN that conflicts or is being deleted is refused', () => {
    const vlan = { use: 'existing', name: 'vlan114' } as const
    const conflicting = [poolVlan('vlan114', 114, { conflict: true })]
    expect(judged({ vlan }, { vlans: conflicting }).problems[0]?.message).toMatch(/conflicts with another/)
    const dying = { ...poolVlan(), meta: { ...poolVlan().meta, deletedAt: '2026-08-01T10:00:00Z' } }
    expect(judged({ vlan }, { vlans: [dying] }).problems[0]?.message).toBe('vlan114 is being deleted.')
  })

  it('tells everything that is wrong at once', () => {
    const { problems } = judged({
      name: 'ext-public',
      cidr: '203.0.113.0/28',
      gateway: '203.0.113.16',
      vlan: { use: 'existing', name: 'vlan9' },
    })
    expect(problems.map(({ field }) => field)).toEqual(['name', 'cidr', 'gateway', 'vlan.name'])
  })

  it.each<[Partial<AddPool>, string, RegExp]>([
    [{ networkType: 'public' }, 'networkType', /^ext-public gives out public addresses too\./],
    [{ mtu: 1280 }, 'mtu', /^Projects send packets of up to 1400 bytes/],
    [{ vlan: { use: 'new', id: 1300, provider: 'new-net' } }, 'vlan.provider', /^No VLAN is on new-net yet/],
  ])('with %j is possible and said at %s', (change, field, message) => {
    const { problems, warnings, plan } = judged(change)
    expect(problems).toEqual([])
    expect(plan).toBeDefined()
    expect(warnings).toEqual([{ field, message: matching(message) }])
  })

  it('is refused for who may not make both', () => {
    const access: Access = { verbs: { subnets: ['get', 'list'], vlans: ['get', 'list'] }, incomplete: false }
    expect(judged({}, { access }).problems).toEqual([
      { field: '', message: 'Your role here cannot create VLANs. A platform admin can.' },
      { field: '', message: 'Your role here cannot create pools. A platform admin can.' },
    ])
  })
})

describe('what a form may send', () => {
  it.each<[string, unknown, string]>([
    [
      'a VLAN id that does not exist',
      { ...WISH, vlan: { use: 'new', id: 4095, provider: 'ext-net' } },
      'vlan.id',
    ],
    ['a negative VLAN id', { ...WISH, vlan: { use: 'new', id: -1, provider: 'ext-net' } }, 'vlan.id'],
    [
      'a provider too long for an interface',
      { ...WISH, vlan: { use: 'new', id: 1, provider: 'x'.repeat(13) } },
      'vlan.provider',
    ],
    ['an MTU below what IPv4 needs', { ...WISH, mtu: 575 }, 'mtu'],
    ['an MTU beyond jumbo frames', { ...WISH, mtu: 9001 }, 'mtu'],
    ['a name in capitals', { ...WISH, name: 'Ext' }, 'name'],
    ['a type that is none', { ...WISH, networkType: 'other' }, 'networkType'],
    ['something more', { ...WISH, vpc: 'nimbus-edge' }, ''],
  ])('is not %s', (_, body, field) => {
    const result = addPool.safeParse(body)
    expect(result.error?.issues.map(({ path }) => path.join('.'))).toEqual([field])
  })

  it('gets what the cluster says of an object at the field that it came from', () => {
    const fields = judged().plan?.steps.map(addPoolFields)
    expect(fields?.map((one) => one['metadata.name'])).toEqual(['vlan.id', 'name'])
    expect(fields?.[1]?.['spec.cidrBlock']).toBe('cidr')
  })
})

describe('a pool that is still being entered', () => {
  it('is told what its block overlaps with, whatever else is missing', () => {
    const wish = { ...WISH, name: '', cidr: '203.0.113.0/28', mtu: NaN, exclusions: [] }
    const { problems, plan } = judgeUnfinishedPool(
      { ...wish, gateway: '203.0.113.1', vlan: { use: 'new', id: NaN, provider: '' } },
      FACTS,
    )
    expect(problems).toEqual([
      { field: 'cidr', message: '203.0.113.0/28 overlaps with the pool ext-public (203.0.113.0/27).' },
    ])
    expect(plan).toBeUndefined()
  })
})

describe('the gateway that is suggested', () => {
  it.each([
    ['198.51.100.0/24', '198.51.100.1'],
    [' 198.51.100.32/29 ', '198.51.100.33'],
    ['198.51.100.0', undefined],
    ['198.51.100.0/24,2001:db8::/64', undefined],
    ['', undefined],
  ])('of “%s” is %s', (cidr, gateway) => {
    expect(suggestedGateway(cidr)).toBe(gateway)
  })
})
