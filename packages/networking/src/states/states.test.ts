import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SourceKind } from '../joins/views.ts'
import {
  FLOATING,
  floatingIpOf,
  gatewayRouteOf,
  loadBalancerOf,
  network,
  projectNetworkOf,
  put,
  rawCertificate,
  rawChallenge,
  rawEip,
  rawFip,
  rawIssuer,
  rawPod,
  rawRoute,
  rawService,
  rawSlice,
  rawVm,
  rawVmi,
  rawWeb,
  REACHING_OUT,
  ROUTED,
  SOURCE_KINDS,
  WORKING,
  type RawNetwork,
} from '../testing/network.ts'
import { anObject } from '../testing/random-network.ts'
import { condition, context, NO_ADDRESS, org } from '../testing/samples.ts'
import { floatingIpState, gatewayRouteState, loadBalancerState, projectNetworkState } from './states.ts'
import type { ViewState } from './view-state.ts'

/** Findings as `rule`, or `rule < cause`. */
const ids = ({ findings }: ViewState) =>
  findings.map(({ rule, causedBy }) => (causedBy === undefined ? rule : `${rule} < ${causedBy}`))
const hops = ({ path }: ViewState) => path.hops.map(({ kind, state }) => `${kind}: ${state}`)

const ask = context()
const loadBalancer = (objects: RawNetwork, sight?: SourceKind) =>
  loadBalancerState(loadBalancerOf(objects, sight && { sights: { [sight]: 'forbidden' } }), ask)
const floatingIp = (objects: RawNetwork, sight?: SourceKind) =>
  floatingIpState(floatingIpOf(objects, sight && { sights: { [sight]: 'forbidden' } }), ask)
const gatewayRoute = (objects: RawNetwork, sight?: SourceKind) =>
  gatewayRouteState(gatewayRouteOf(objects, sight && { sights: { [sight]: 'forbidden' } }), ask)

describe('what works is ready, and nothing accuses it', () => {
  it('a load balancer', () => {
    const state = loadBalancer(WORKING)
    expect(state).toMatchObject({ state: 'ok', reason: 'Ready, 1 endpoint', notice: false })
    expect(ids(state)).toEqual([])
    expect(hops(state)).toEqual(['From: end', 'External IP: ok', 'Load balancer: ok', 'Endpoints: ok'])
    expect(state.path.connectors.map(({ state }) => state)).toEqual(['passes', 'passes', 'passes'])
  })

  it('a floating IP', () => {
    const state = floatingIp(FLOATING)
    expect(state).toMatchObject({ state: 'ok', reason: 'Ready' })
    expect(ids(state)).toEqual([])
    expect(hops(state)).toEqual(['From: end', 'External IP: ok', 'Floating IP: ok', 'VM: ok'])
  })

  it('a floating IP whose own status lacks the address', () => {
    const objects = { ...FLOATING, 'floating-ips': [rawFip('broker-direct', {}, { externalIP: '' })] }
    expect(floatingIp(objects)).toMatchObject({ state: 'ok' })
    expect(floatingIpOf(objects).address).toBe('203.0.113.15')
  })

  it('a gateway route', () => {
    const state = gatewayRoute(ROUTED)
    expect(state).toMatchObject({ state: 'ok', reason: 'Ready' })
    expect(ids(state)).toEqual([])
    expect(hops(state)).toEqual([
      'From: end',
      'Gateway: hidden',
      'HTTP route: ok',
      'External IP: ok',
      'Load balancer: ok',
      'Endpoints: ok',
    ])
  })

  it('a Project’s way out', () => {
    const state = projectNetworkState(projectNetworkOf(REACHING_OUT), ask)
    expect(state).toMatchObject({ state: 'ok', reason: 'Ready, reaches out' })
    expect(hops(state)).toEqual([
      'Pods and VMs of: end',
      'Project router: hidden',
      'Address translation: ok',
      'External IP: ok',
      'To: end',
    ])
    expect(state.path.connectors[2]).toEqual({ state: 'passes', label: 'as 100.72.0.2' })
  })
})

const gone: RawNetwork = { 'endpoint-slices': [rawSlice('mqtt', {})], pods: [] }
const spent = rawEip(
  'uplink-a',
  {},
  { ...NO_ADDRESS, conditions: [condition({ message: 'public EIP quota exceeded: 3/3' })] },
)
const waiting = [rawService('mqtt', { addresses: [] })]

describe('a load balancer that breaks has its cause first and what follows under it', () => {
  it.each<readonly [string, RawNetwork, string, readonly string[]]>([
    [
      'its External IP is refused by the quota',
      { 'external-ips': [spent], services: waiting },
      'broken',
      ['external-ip/quota-spent', 'load-balancer/no-address < external-ip/quota-spent'],
    ],
    [
      'its External IP does not exist',
      { 'external-ips': [], services: waiting },
      'broken',
      ['load-balancer/no-such-address', 'load-balancer/no-address < load-balancer/no-such-address'],
    ],
    [
      'its pods vanish',
      gone,
      'broken',
      ['load-balancer/selects-nothing', 'load-balancer/none-ready < load-balancer/selects-nothing'],
    ],
    [
      'its VM stops',
      {
        ...gone,
        services: [rawService('mqtt', { spec: { selector: { 'vm.kubevirt.io/name': 'broker-1' } } })],
        'virtual-machines': [rawVm('broker-1', 'Stopped')],
      },
      'waiting',
      [
        'load-balancer/target-stopped',
        'load-balancer/selects-nothing < load-balancer/target-stopped',
        'load-balancer/none-ready < load-balancer/target-stopped',
      ],
    ],
    [
      'its labels are on the VM',
      { ...gone, 'virtual-machines': [rawVm('broker-1', 'Running', { labels: { app: 'mqtt' } })] },
      'broken',
      [
        'load-balancer/labels-on-vm',
        'load-balancer/selects-nothing < load-balancer/labels-on-vm',
        'load-balancer/none-ready < load-balancer/labels-on-vm',
      ],
    ],
    [
      'another Service has its port',
      { services: [...waiting, rawService('web')] },
      'broken',
      ['load-balancer/port-clash', 'load-balancer/no-address < load-balancer/port-clash'],
    ],
    [
      'it is not of type LoadBalancer',
      { services: [rawService('mqtt', { spec: { type: 'ClusterIP' }, addresses: [] })] },
      'broken',
      ['load-balancer/not-a-load-balancer'],
    ],
  ])('%s', (_name, objects, state, findings) => {
    const found = loadBalancer({ ...WORKING, ...objects })
    expect(found.state).toBe(state)
    expect(ids(found)).toEqual(findings)
  })

  it('its stopped VM does not paint what stands before it', () => {
    const state = loadBalancer({ ...WORKING, ...gone })
    expect(hops(state)).toEqual(['From: end', 'External IP: ok', 'Load balancer: ok', 'Endpoints: broken'])
    expect(state.path.connectors.map(({ state }) => state)).toEqual(['passes', 'passes', 'stops'])
  })

  it('some endpoints not ready: it works, and somebody should look', () => {
    const slices = [rawSlice('mqtt', { '10.61.4.8': 'a', '10.61.4.9': 'b' }, ['a'])]
    const state = loadBalancer({ ...WORKING, 'endpoint-slices': slices })
    expect(state).toMatchObject({ state: 'ok', reason: '1 of 2 endpoints ready', notice: true })
    expect(hops(state)[3]).toBe('Endpoints: partly')
    expect(state.path.connectors[2]?.state).toBe('passes')
  })
})

describe('a floating IP that breaks', () => {
  const unresolved = [
    rawFip('broker-direct', {}, { ready: false, resolvedTargetIP: '', targetVMInterface: null }),
  ]
  it.each<readonly [string, RawNetwork, string, readonly string[]]>([
    [
      'its VM stops',
      {
        'floating-ips': unresolved,
        'virtual-machines': [rawVm('broker-1', 'Stopped')],
        'virtual-machine-instances': [],
      },
      'waiting',
      ['floating-ip/vm-not-running', 'floating-ip/not-ready < floating-ip/vm-not-running'],
    ],
    [
      'its VM has another interface',
      {
        'floating-ips': [
          rawFip(
            'broker-direct',
            { vmTarget: { vmName: 'broker-1', interfaceName: 'eth0' } },
            { ready: false, resolvedTargetIP: '' },
          ),
        ],
      },
      'broken',
      [
        'floating-ip/no-such-interface',
        'floating-ip/no-guest-address < floating-ip/no-such-interface',
        'floating-ip/not-ready < floating-ip/no-such-interface',
      ],
    ],
    [
      'its VM got another address',
      { 'virtual-machine-instances': [rawVmi('broker-1', '10.61.4.77')] },
      'broken',
      ['floating-ip/target-moved'],
    ],
    [
      'its External IP is refused by the quota',
      {
        'floating-ips': unresolved,
        'external-ips': [
          rawEip('uplink-b', {}, { ...NO_ADDRESS, conditions: [condition({ message: 'quota exceeded' })] }),
        ],
      },
      'broken',
      ['external-ip/quota-spent', 'floating-ip/not-ready < external-ip/quota-spent'],
    ],
  ])('%s', (_name, objects, state, findings) => {
    const found = floatingIp({ ...FLOATING, ...objects })
    expect(found.state).toBe(state)
    expect(ids(found)).toEqual(findings)
  })
})

describe('a gateway route that breaks', () => {
  const pending = {
    services: [rawWeb({ 'service.nlb.kube-dc.com/route-hostname-status': '' })],
    certificates: [rawCertificate({ conditions: [{ type: 'Ready', status: 'False' }], notAfter: undefined })],
  }
  const under = (cause: string) => [
    cause,
    `gateway-route/certificate-not-ready < ${cause}`,
    `gateway-route/no-hostname < ${cause}`,
  ]
  it.each<readonly [string, RawNetwork, string, readonly string[]]>([
    ['its Issuer is missing', { ...pending, issuers: [] }, 'broken', under('gateway-route/no-issuer')],
    [
      'its Issuer fails',
      { ...pending, issuers: [rawIssuer('False', 'ErrRegisterACMEAccount')] },
      'broken',
      under('gateway-route/issuer-not-ready'),
    ],
    [
      'its hostname does not resolve',
      { ...pending, challenges: [rawChallenge('no such host')] },
      'broken',
      under('gateway-route/challenge-dns'),
    ],
    [
      'its pods are not ready, while its conditions are fine',
      { 'endpoint-slices': [rawSlice('web', { '10.61.4.8': 'web-1' }, ['web-1'])] },
      'broken',
      ['load-balancer/none-ready', 'gateway-route/backend-empty < load-balancer/none-ready'],
    ],
    [
      'no listener has its hostname',
      {
        'http-routes': [
          rawRoute([{ type: 'Accepted', status: 'False', reason: 'NoMatchingListenerHostname' }]),
        ],
      },
      'broken',
      ['gateway-route/not-accepted'],
    ],
  ])('%s', (_name, objects, state, findings) => {
    const found = gatewayRoute({ ...ROUTED, ...objects })
    expect(found.state).toBe(state)
    expect(ids(found).filter((id) => !id.includes('not-from-internet'))).toEqual(findings)
  })
})

describe('what cannot be seen is not known', () => {
  it.each<readonly [string, (sight: SourceKind) => ViewState, SourceKind, string]>([
    [
      'a load balancer without endpoints',
      (sight) => loadBalancer({ ...WORKING, 'endpoint-slices': [] }, sight),
      'endpoint-slices',
      'Not known: your role may not see endpoints',
    ],
    [
      'a load balancer without External IPs',
      (sight) => loadBalancer({ ...WORKING, 'external-ips': [] }, sight),
      'external-ips',
      'Not known: your role may not see External IPs',
    ],
    [
      'a floating IP without VMs',
      (sight) => floatingIp({ ...FLOATING, 'virtual-machine-instances': [] }, sight),
      'virtual-machine-instances',
      'Not known: your role may not see VMs',
    ],
    [
      'a route without routes',
      (sight) => gatewayRoute({ ...ROUTED, 'http-routes': [] }, sight),
      'http-routes',
      'Not known: your role may not see routes',
    ],
  ])('%s', (_name, of, sight, reason) => {
    expect(of(sight)).toMatchObject({ state: 'unknown', reason })
  })

  it('a load balancer needs no sight of pods to be ready', () => {
    expect(loadBalancer({ ...WORKING, pods: [] }, 'pods')).toMatchObject({ state: 'ok' })
  })
})

describe('whatever the cluster holds', () => {
  const worlds = fc.record({
    objects: fc.array(anObject, { maxLength: 40 }),
    unseen: fc.uniqueArray(fc.constantFrom(...SOURCE_KINDS), { maxLength: 2 }),
  })

  function states({
    objects,
    unseen,
  }: {
    objects: readonly (readonly [SourceKind, Readonly<Record<string, unknown>>])[]
    unseen: readonly SourceKind[]
  }) {
    const store = network({}, { sights: Object.fromEntries(unseen.map((kind) => [kind, 'forbidden'])) })
    // Those that nobody may see never arrive.
    for (const [kind, raw] of objects) if (!unseen.includes(kind)) put(store, kind, raw)
    const facts = context({ organization: org({ used: '1', hard: '3' }) })
    return [
      ...store
        .views('load-balancers')
        .flatMap((view) => (view.kind === 'Unreadable' ? [] : [loadBalancerState(view, facts)])),
      ...store
        .views('floating-ips')
        .flatMap((view) => (view.kind === 'Unreadable' ? [] : [floatingIpState(view, facts)])),
      ...store.views('gateway-routes').map((view) => gatewayRouteState(view, facts)),
      ...store.views('project-network').map((view) => projectNetworkState(view, facts)),
    ]
  }

  it('ok is proven from end to end, and what is not ok says why', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const { state, reason, path, findings } of states(world)) {
          expect(reason).not.toBe('')
          if (state === 'ok') {
            for (const hop of path.hops) {
              if (!hop.platform) expect(['ok', 'partly', 'end']).toContain(hop.state)
            }
          }
          if (state === 'broken') expect(findings[0]?.severity).toBe('broken')
          expect(path.connectors).toHaveLength(path.hops.length - 1)
        }
      }),
      { numRuns: 200 },
    )
  })

  it('findings have evidence, stand after their causes, and name a cause that is there', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        for (const { findings } of states(world)) {
          const rules = findings.map(({ rule }) => rule)
          expect(new Set(rules).size).toBe(rules.length)
          for (const [index, { evidence, causedBy }] of findings.entries()) {
            expect(evidence).not.toEqual([])
            if (causedBy !== undefined) expect(rules.slice(0, index)).toContain(causedBy)
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})

it('a pod that nobody serves changes nothing', () => {
  const pods = [...WORKING.pods, rawPod('other', { app: 'other' }, '10.61.4.50', { conditions: [] })]
  expect(loadBalancer({ ...WORKING, pods })).toMatchObject({ state: 'ok' })
})

it('an object that cannot be read says so instead of going missing', () => {
  const view = network({ services: [{ ...rawService(), spec: 7 }] }).view('load-balancers', 'mqtt')
  if (!view) throw new Error('it went missing')
  expect(loadBalancerState(view, ask)).toMatchObject({
    state: 'broken',
    reason: 'Cannot be read: the object is malformed',
    findings: [{ rule: 'load-balancer/unreadable' }],
  })
})

it('what has not arrived is not called forbidden', () => {
  const state = loadBalancerState(loadBalancerOf(WORKING, { sights: { 'endpoint-slices': 'loading' } }), ask)
  expect(state).toMatchObject({ state: 'unknown', reason: 'Not known: endpoints have not arrived yet' })
})
