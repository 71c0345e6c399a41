import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicQuota } from '../quota.ts'
import { advise } from './advise.ts'
import type { AdviceFacts, ShareableAddress, TargetFacts } from './facts.ts'
import { ANSWERS, METHODS } from './methods.ts'
import { WIRE_PROTOCOLS, type Wish } from './wish.ts'

const HIDDEN = publicQuota('nimbus', undefined)
const SPENT = { state: 'full', organization: 'nimbus', used: 3, limit: 3 } as const

const FACTS: AdviceFacts = {
  networkTypes: ['cloud', 'public'],
  gatewayRoutesGrpc: false,
  quota: HIDDEN,
  waiting: 0,
  denied: {},
  idle: { cloud: [], public: [] },
  shareable: [],
  issuer: 'own',
}

const UPLINK: ShareableAddress = {
  name: 'uplink-a',
  networkType: 'public',
  address: '203.0.113.14',
  isDefaultGateway: false,
  ports: [{ protocol: 'TCP', port: 8883, service: 'mqtt' }],
}

const GATEWAY: ShareableAddress = { ...UPLINK, name: 'default-gw', isDefaultGateway: true, ports: [] }

const BROKER: TargetFacts = {
  ref: { kind: 'vm', name: 'broker-2' },
  ready: 1,
  wanted: 1,
  floatingIps: [],
  loadBalancers: [],
  reached: [],
}

const WEB: TargetFacts = { ...BROKER, ref: { kind: 'service', name: 'web' } }

/** Every path of the decision tree, and each way in which it is left. */
const PATHS: readonly (readonly [string, Partial<Wish>, Partial<AdviceFacts>, string | undefined])[] = [
  ['a web app', { answer: 'web' }, {}, 'gateway-route'],
  ['a VM', { answer: 'machine' }, { target: BROKER }, 'floating-ip'],
  ['a service', { answer: 'service' }, {}, 'load-balancer'],
  ['several services', { answer: 'several' }, { shareable: [GATEWAY] }, 'shared-load-balancer'],
  ['several services without an address to share', { answer: 'several' }, {}, 'shared-load-balancer'],
  [
    'several services in a cloud Project',
    { answer: 'several' },
    { shareable: [{ ...GATEWAY, networkType: 'cloud' }, UPLINK] },
    'shared-load-balancer',
  ],
  ['gRPC where the Gateway does not route it', { answer: 'web', protocol: 'grpc' }, {}, 'load-balancer'],
  ['gRPC where it does', { answer: 'web', protocol: 'grpc' }, { gatewayRoutesGrpc: true }, 'gateway-route'],
  ['a web app on raw TCP', { answer: 'web', protocol: 'tcp' }, {}, 'load-balancer'],
  ['TLS by hostname', { answer: 'web', protocol: 'tls' }, {}, 'gateway-route'],
  [
    'a service with the quota spent, one address to share',
    { answer: 'service', port: 8883 },
    { quota: SPENT, shareable: [UPLINK] },
    'shared-load-balancer',
  ],
  [
    'a service with the quota spent, one idle address',
    { answer: 'service' },
    { quota: SPENT, idle: { cloud: [], public: ['uplink-old'] } },
    'load-balancer',
  ],
  ['a service with the quota spent and nothing else', { answer: 'service' }, { quota: SPENT }, undefined],
  [
    'a service in an installation without public addresses',
    { answer: 'service' },
    { networkTypes: ['cloud'] },
    undefined,
  ],
  [
    'the same for the platform only',
    { answer: 'service', from: 'platform' },
    { networkTypes: ['cloud'] },
    'load-balancer',
  ],
  ['direct access to pods', { answer: 'machine' }, { target: WEB }, 'load-balancer'],
  [
    'a VM with a cloud load balancer',
    { answer: 'machine' },
    { target: { ...BROKER, loadBalancers: [{ name: 'mqtt', networkType: 'cloud' }] } },
    'load-balancer',
  ],
  [
    'a VM with a public load balancer',
    { answer: 'machine' },
    { target: { ...BROKER, loadBalancers: [{ name: 'mqtt', networkType: 'public' }] } },
    'floating-ip',
  ],
  [
    'a cloud service on a VM with a public floating IP',
    { answer: 'service', from: 'platform' },
    { target: { ...BROKER, floatingIps: [{ name: 'direct', networkType: 'public' }] } },
    'floating-ip',
  ],
  [
    'the quota of load balancers spent',
    { answer: 'service' },
    { loadBalancers: { used: 100, hard: 100 } },
    'floating-ip',
  ],
  [
    'no right to make Services',
    { answer: 'web' },
    { denied: { services: 'Your role cannot.' } },
    'floating-ip',
  ],
  [
    'no right to make anything',
    { answer: 'web' },
    { denied: { services: 'No.', floatingIps: 'No.' } },
    undefined,
  ],
]

describe('the decision tree', () => {
  it.each(PATHS)('%s', (_, wish, facts, expected) => {
    const advice = advise({ answer: 'web', from: 'internet', ...wish }, { ...FACTS, ...facts })
    expect(advice.recommended).toBe(expected)
    expect(advice.stuck === undefined).toBe(expected !== undefined)
  })

  const reasonsOf = (wish: Wish, target: TargetFacts, method: (typeof METHODS)[number]) =>
    advise(wish, { ...FACTS, shareable: [UPLINK], target })
      .methods.find((one) => one.method === method)
      ?.reasons.map(({ text }) => text)

  it('does not call a port taken that leads to this very target and port', () => {
    const reached = [
      {
        list: 'load-balancers',
        name: 'mqtt',
        networkType: 'public',
        where: '203.0.113.14:8883/TCP',
        ports: [{ protocol: 'TCP', port: 8883, targetPort: 8883 }],
      },
    ] as const
    const wish = { answer: 'service', from: 'internet', port: 8883 } as const
    const reasons = reasonsOf(wish, { ...BROKER, reached }, 'shared-load-balancer')
    expect(reasons).toContain(
      '8883/TCP of broker-2 is reachable from the Internet already, at 203.0.113.14:8883/TCP through mqtt.',
    )
    expect(reasons?.join(' ')).not.toContain('belongs to')
    const other = [{ ...reached[0], ports: [{ protocol: 'TCP', port: 8883, targetPort: 1883 }] }]
    expect(reasonsOf(wish, { ...BROKER, reached: other }, 'shared-load-balancer')).toContain(
      'Port 8883 there belongs to mqtt, so clients use 203.0.113.14:8884.',
    )
  })

  it('says of a route that there is one already', () => {
    const url = 'https://web-nimbus-edge.apps.example.net/'
    const reached = [
      { list: 'gateway-routes', name: 'web', networkType: 'cloud', where: url, url, ports: [] },
    ] as const
    expect(reasonsOf({ answer: 'web', from: 'internet' }, { ...WEB, reached }, 'gateway-route')).toContain(
      `web is reachable already: ${url}`,
    )
  })

  it('says which ports are open whatever was asked for', () => {
    expect(reasonsOf({ answer: 'machine', from: 'internet' }, BROKER, 'floating-ip')).toContain(
      'Everything that listens on broker-2 will be reachable from the Internet; only the guest’s own firewall filters.',
    )
    const direct = { ...BROKER, floatingIps: [{ name: 'direct', networkType: 'cloud' }] } as const
    expect(reasonsOf({ answer: 'service', from: 'internet', port: 8883 }, direct, 'load-balancer')).toContain(
      'This does not limit anything: the floating IP direct opens every port of broker-2 to the platform.',
    )
  })

  it('says what is in the way of each other method', () => {
    const wish = { answer: 'service', from: 'internet', port: 8883, protocol: 'tcp' } as const
    const advice = advise(wish, { ...FACTS, quota: SPENT, shareable: [UPLINK], target: BROKER })
    expect(advice.methods).toEqual([
      {
        method: 'shared-load-balancer',
        verdict: 'recommended',
        publicAddresses: 0,
        address: UPLINK,
        reasons: [
          { tone: 'for', text: 'Carries any TCP or UDP protocol.' },
          { tone: 'for', text: 'uplink-a has port 8884 free and costs no further address.' },
          { tone: 'note', text: 'Port 8883 there belongs to mqtt, so clients use 203.0.113.14:8884.' },
        ],
      },
      {
        method: 'load-balancer',
        verdict: 'not-now',
        publicAddresses: 1,
        reasons: [
          { tone: 'for', text: 'Carries any TCP or UDP protocol.' },
          { tone: 'against', text: 'No public address left: nimbus uses 3 of 3.', see: 'holders' },
        ],
      },
      {
        method: 'floating-ip',
        verdict: 'not-now',
        publicAddresses: 1,
        reasons: [
          { tone: 'for', text: 'A whole address for one VM, every port, in and out.' },
          {
            tone: 'note',
            text: 'Opens every port, without a filter but the guest’s own; you asked for 8883.',
          },
          { tone: 'against', text: 'No public address left: nimbus uses 3 of 3.', see: 'holders' },
        ],
      },
      {
        method: 'gateway-route',
        verdict: 'does-not-fit',
        publicAddresses: 0,
        reasons: [
          { tone: 'against', text: 'Carries HTTP, and TLS by hostname on port 443. Yours is neither.' },
        ],
      },
    ])
  })
})

const name = fc.constantFrom('a', 'b', 'c')
const networkType = fc.constantFrom('cloud', 'public')
const exposures = fc.array(fc.record({ name, networkType: fc.constantFrom('cloud', 'public', 'unknown') }), {
  maxLength: 2,
})

const ports = fc.array(
  fc.record({
    protocol: fc.constantFrom('TCP', 'UDP'),
    port: fc.integer({ min: 1, max: 65_535 }),
    service: name,
  }),
  { maxLength: 3 },
)

const facts: fc.Arbitrary<AdviceFacts> = fc.record(
  {
    networkTypes: fc.constantFrom<AdviceFacts['networkTypes'][]>(['cloud'], ['cloud', 'public']),
    gatewayRoutesGrpc: fc.boolean(),
    waiting: fc.nat(3),
    quota: fc.constantFrom<AdviceFacts['quota'][]>(
      HIDDEN,
      SPENT,
      { state: 'room', organization: 'nimbus', used: 1, limit: 3 },
      { state: 'no-limit', organization: 'nimbus', used: 9 },
    ),
    loadBalancers: fc.record({ used: fc.integer({ min: 0, max: 3 }), hard: fc.integer({ min: 0, max: 3 }) }),
    denied: fc.record({ services: name, floatingIps: name, externalIps: name }, { requiredKeys: [] }),
    idle: fc.record({ cloud: fc.array(name, { maxLength: 2 }), public: fc.array(name, { maxLength: 2 }) }),
    shareable: fc.array(
      fc.record({
        name,
        networkType,
        address: fc.ipV4(),
        isDefaultGateway: fc.boolean(),
        ports,
      }),
      { maxLength: 2 },
    ),
    issuer: fc.constantFrom('platform', 'own', 'missing', 'unknown'),
    target: fc.record({
      ref: fc.record({ kind: fc.constantFrom('vm', 'service', 'deployment'), name }),
      ready: fc.integer({ min: 0, max: 2 }),
      floatingIps: exposures,
      loadBalancers: exposures,
      reached: fc.constant([]),
    }),
  },
  {
    requiredKeys: [
      'networkTypes',
      'gatewayRoutesGrpc',
      'waiting',
      'quota',
      'denied',
      'idle',
      'shareable',
      'issuer',
    ],
  },
)

const wishes: fc.Arbitrary<Wish> = fc.record(
  {
    answer: fc.constantFrom(...ANSWERS),
    from: fc.constantFrom('internet', 'platform'),
    protocol: fc.constantFrom(...WIRE_PROTOCOLS),
    port: fc.integer({ min: 1, max: 65_535 }),
  },
  { requiredKeys: ['answer', 'from'] },
)

it('always advises: one method, or why none; and never against itself', () => {
  fc.assert(
    fc.property(wishes, facts, (wish, given) => {
      const { methods, recommended, stuck } = advise(wish, given)
      expect(methods.map(({ method }) => method).toSorted()).toEqual([...METHODS].sort())
      const best = methods.filter(({ verdict }) => verdict === 'recommended')
      expect(best.map(({ method }) => method)).toEqual(recommended === undefined ? [] : [recommended])
      expect(stuck === undefined).toBe(recommended !== undefined)
      for (const { verdict, reasons } of methods) {
        const isAgainst = reasons.some(({ tone }) => tone === 'against')
        expect(isAgainst).toBe(verdict === 'not-now' || verdict === 'does-not-fit')
        expect(reasons.length).toBeGreaterThan(0)
      }
      if (recommended === undefined) {
        expect(methods.every(({ verdict }) => verdict === 'not-now' || verdict === 'does-not-fit')).toBe(true)
      }
    }),
  )
})

it('never recommends what the facts forbid', () => {
  fc.assert(
    fc.property(wishes, facts, (wish, given) => {
      const { recommended } = advise(wish, given)
      if (recommended === undefined) return
      if (recommended === 'floating-ip') expect(given.denied.floatingIps).toBeUndefined()
      else expect(given.denied.services).toBeUndefined()
      if (wish.protocol === 'grpc' && !given.gatewayRoutesGrpc) expect(recommended).not.toBe('gateway-route')
    }),
  )
})
