import { describe, expect, it } from 'vitest'
import { certificate } from '../model/certificate.ts'
import { gateway } from '../model/gateway.ts'
import { httpRoute, tlsRoute, type Route } from '../model/gateway-route.ts'
import { ago, NOW } from '../testing/samples.ts'
import { GATEWAY_RULES, judgedGateways, type GatewayRuleId } from './gateway-findings.ts'
import type { GatewayFacts } from './gateway-view.ts'

type Raw = Readonly<Record<string, unknown>>

const HOST = 'web.example.net'
const HOME = 'envoy-gateway-system'

function metadata(name: string, namespace: string, more: Raw = {}): Raw {
  return {
    name,
    namespace,
    uid: `${namespace}-${name}`,
    resourceVersion: '1',
    creationTimestamp: ago({ hours: 3 }),
    ...more,
  }
}

function condition(
  type: string,
  status: string,
  reason = type,
  message = `${reason} it says`,
  since?: string,
): Raw {
  return { type, status, reason, message, ...(since !== undefined && { lastTransitionTime: since }) }
}

const GOOD = [
  condition('Accepted', 'True'),
  condition('Programmed', 'True'),
  condition('ResolvedRefs', 'True'),
]

/** The shared listeners, and one of a Service: `https-web-nimbus-edge` could be split in several ways. */
function listener(name: string, more: Raw = {}): Raw {
  return {
    name,
    hostname: HOST,
    port: 443,
    protocol: 'HTTPS',
    tls: { mode: 'Terminate', certificateRefs: [{ name: 'web-tls-secret', namespace: 'nimbus-edge' }] },
    ...more,
  }
}

const HTTP = { name: 'http', port: 80, protocol: 'HTTP' }
const PASSTHROUGH = { name: 'tls-passthrough', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } }
const WEB = listener('https-web-nimbus-edge')

function eg(
  listeners: readonly Raw[],
  said: Readonly<Record<string, readonly Raw[]>> = {},
  own: readonly Raw[] = GOOD,
  meta: Raw = {},
) {
  return gateway.parse({
    metadata: metadata('eg', HOME, meta),
    spec: { gatewayClassName: 'envoy', listeners },
    status: {
      addresses: [{ value: '203.0.113.2' }],
      conditions: own,
      listeners: listeners.map(({ name }) => ({
        name,
        attachedRoutes: 1,
        conditions: said[String(name)] ?? GOOD,
      })),
    },
  })
}

interface RouteSample {
  readonly namespace?: string
  readonly listener?: string | undefined
  readonly hostnames?: readonly string[]
  readonly said?: readonly Raw[] | null
  readonly meta?: Raw
  readonly matches?: readonly Raw[]
  readonly gateway?: string
}

function rawRoute(name: string, sample: RouteSample): Raw {
  const { namespace = 'nimbus-edge', hostnames = [HOST], said = GOOD, meta, matches } = sample
  const at = 'listener' in sample ? sample.listener : 'https-web-nimbus-edge'
  const parentRef = {
    name: sample.gateway ?? 'eg',
    namespace: HOME,
    ...(at !== undefined && { sectionName: at }),
  }
  return {
    metadata: metadata(name, namespace, meta),
    spec: {
      parentRefs: [parentRef],
      hostnames,
      rules: [{ backendRefs: [{ name: 'web' }], ...(matches && { matches }) }],
    },
    ...(said && { status: { parents: [{ parentRef, conditions: said }] } }),
  }
}

const route = (name: string, sample: RouteSample = {}) => httpRoute.parse(rawRoute(name, sample))
const passed = (name: string, sample: RouteSample = {}) =>
  tlsRoute.parse(rawRoute(name, { listener: 'tls-passthrough', ...sample }))

function cert(notAfter: string) {
  return certificate.parse({
    metadata: metadata('web-tls', 'nimbus-edge'),
    spec: { secretName: 'web-tls-secret', issuerRef: { name: 'letsencrypt' } },
    status: { notAfter },
  })
}

const PROJECTS: Readonly<Record<string, readonly [string, string]>> = {
  'nimbus-edge': ['nimbus', 'edge'],
  'harbor-gate': ['harbor', 'gate'],
}

function judge(
  gateways: GatewayFacts['gateways'],
  routes: readonly Route[] = [],
  certificates: GatewayFacts['certificates'] = [],
) {
  return judgedGateways({
    now: NOW,
    gateways,
    routes,
    certificates,
    tenantOf: (namespace) => {
      const [organization, project] = PROJECTS[namespace] ?? []
      return {
        namespace,
        ...(organization !== undefined && { organization }),
        ...(project !== undefined && { project }),
      }
    },
  })
}

const WORKING = eg([HTTP, PASSTHROUGH, WEB])
const BAD_REFS = [
  condition('ResolvedRefs', 'False', 'InvalidCertificateRef', 'Secret nimbus-edge/web-tls-secret is expired'),
]
const REFUSED = [condition('Accepted', 'False', 'NoMatchingListenerHostname')]
const OTHER = listener('https-shop-harbor-gate', {
  hostname: 'shop.example.net',
  tls: { certificateRefs: [{ name: 'shop', namespace: 'harbor-gate' }] },
})

interface Seed {
  readonly rule: GatewayRuleId
  readonly found: () => ReturnType<typeof judge>
  /** What the finding says, in title, explanation or evidence. */
  readonly says: readonly string[]
}

const SEEDS: [string, Seed][] = [
  [
    'a Gateway that is refused',
    {
      rule: 'gateway/gateway-not-programmed',
      found: () => judge([eg([HTTP], {}, [condition('Programmed', 'False', 'NoResources')])], []),
      says: ['Gateway eg does not work', 'False, NoResources'],
    },
  ],
  [
    'a Gateway that nobody has taken up',
    {
      rule: 'gateway/gateway-not-programmed',
      found: () => judge([eg([HTTP], {}, [])]),
      says: ['No controller has reported'],
    },
  ],
  [
    'a certificate that cannot be read, and what it takes along',
    {
      rule: 'gateway/listener-refs',
      found: () =>
        judge([eg([HTTP, WEB, OTHER], { 'https-web-nimbus-edge': BAD_REFS })], [route('web-route')]),
      says: [
        'nimbus / edge',
        'nimbus-edge/web-tls-secret',
        'InvalidCertificateRef',
        'shares port 443 with 1 other listener',
      ],
    },
  ],
  [
    'a reference that is not granted',
    {
      rule: 'gateway/listener-refs',
      found: () =>
        judge([
          eg([WEB], { 'https-web-nimbus-edge': [condition('ResolvedRefs', 'False', 'RefNotPermitted')] }),
        ]),
      says: ['ReferenceGrant'],
    },
  ],
  [
    'a certificate past its time',
    {
      rule: 'gateway/certificate-expired',
      found: () => judge([WORKING], [], [cert(ago({ days: 2 }))]),
      says: ['nimbus / edge', 'web-tls', HOST],
    },
  ],
  [
    'a listener that is refused',
    {
      rule: 'gateway/listener-not-programmed',
      found: () => judge([eg([HTTP, WEB], { http: [condition('Accepted', 'False', 'PortUnavailable')] })]),
      says: ['Listener http does not work', 'PortUnavailable it says'],
    },
  ],
  [
    'a route whose hostname is on no listener',
    {
      rule: 'gateway/route-not-accepted',
      found: () => judge([WORKING], [route('web-route', { said: REFUSED })]),
      says: ['nimbus-edge/web-route', 'nimbus / edge', HOST],
    },
  ],
  [
    'a route that is not spoken of',
    {
      rule: 'gateway/route-not-accepted',
      found: () => judge([WORKING], [route('web-route', { said: null })]),
      says: ['has not taken it up'],
    },
  ],
  [
    'a backend that is not there',
    {
      rule: 'gateway/route-refs',
      found: () =>
        judge(
          [WORKING],
          [
            route('web-route', {
              said: [condition('Accepted', 'True'), condition('ResolvedRefs', 'False', 'BackendNotFound')],
            }),
          ],
        ),
      says: ['BackendNotFound', 'answered with an error'],
    },
  ],
  [
    'one hostname in two Organizations, named by who is older',
    {
      rule: 'gateway/hostname-conflict',
      found: () =>
        judge(
          [WORKING],
          [
            route('late', {
              listener: 'http',
              namespace: 'harbor-gate',
              meta: { creationTimestamp: ago({ hours: 1 }) },
            }),
            route('early', { listener: 'http' }),
          ],
        ),
      says: [
        `${HOST} is claimed by nimbus-edge/early of nimbus / edge and harbor-gate/late of harbor / gate`,
        'the oldest is served, nimbus-edge/early of nimbus / edge',
      ],
    },
  ],
  [
    'one hostname by two listeners of one port',
    {
      rule: 'gateway/hostname-conflict',
      found: () =>
        judge(
          [eg([WEB, listener('https-shop-harbor-gate')])],
          [
            route('web-route'),
            route('shop-route', { namespace: 'harbor-gate', listener: 'https-shop-harbor-gate' }),
          ],
        ),
      says: ['On port 443'],
    },
  ],
  [
    'one hostname passed on and read here',
    {
      rule: 'gateway/hostname-conflict',
      found: () => judge([WORKING], [route('web-route'), passed('tls-route', { namespace: 'harbor-gate' })]),
      says: ['not settled'],
    },
  ],
  [
    'two Services of one Project',
    {
      rule: 'gateway/hostname-conflict',
      found: () => judge([WORKING], [route('a', { listener: 'http' }), route('b', { listener: 'http' })]),
      says: ['one of its Services needs another hostname'],
    },
  ],
]

describe('finds', () => {
  it.each(SEEDS)('%s', (_, { rule, found, says }) => {
    const [judged] = found()
    expect(judged?.findings.map((finding) => finding.rule)).toEqual([rule])
    const [finding] = judged?.findings ?? []
    expect(finding?.evidence).not.toEqual([])
    expect(finding?.remedies[0]?.words).toMatch(/\.$/)
    expect(finding?.title).not.toMatch(/\.$/)
    expect(JSON.stringify(finding)).not.toMatch(/undefined|\[object/)
    for (const text of says) expect(JSON.stringify(finding)).toContain(text)
  })

  it('what a bad certificate takes along, and not those that have a bad one themselves', () => {
    const down = [condition('Programmed', 'False', 'Invalid'), condition('ResolvedRefs', 'True')]
    const third = listener('https-api-harbor-gate', { hostname: 'api.example.net' })
    const [judged] = judge([
      eg([WEB, OTHER, third], {
        'https-web-nimbus-edge': BAD_REFS,
        'https-shop-harbor-gate': down,
        'https-api-harbor-gate': [...BAD_REFS, condition('Programmed', 'False', 'Invalid')],
      }),
    ])
    const [finding] = judged?.findings ?? []
    expect(finding?.rule).toBe('gateway/listener-refs')
    expect(finding?.explanation).toContain('1 other listener of port 443 does not work either')
    expect(JSON.stringify(finding?.evidence)).toContain(
      'listener https-shop-harbor-gate, condition Programmed',
    )
    expect(JSON.stringify(finding?.evidence)).not.toContain('https-api-harbor-gate')
  })

  it('a certificate that is being issued only as waiting, with what cert-manager says', () => {
    const young = [
      condition('ResolvedRefs', 'False', 'InvalidCertificateRef', 'not there', ago({ minutes: 1 })),
    ]
    const issuing = certificate.parse({
      metadata: metadata('web-tls', 'nimbus-edge'),
      spec: { secretName: 'web-tls-secret', issuerRef: { name: 'letsencrypt' } },
      status: { conditions: [condition('Ready', 'False', 'DoesNotExist')] },
    })
    const [judged] = judge([eg([WEB], { 'https-web-nimbus-edge': young })], [], [issuing])
    expect(judged?.findings.map(({ severity, short }) => [severity, short])).toEqual([
      ['waiting', 'Waiting for its certificate'],
    ])
    expect(JSON.stringify(judged?.findings[0]?.evidence)).toContain('DoesNotExist')
  })

  it('listeners in conflict, and names the other one and whose it is', () => {
    const conflict = [condition('Conflicted', 'True', 'HostnameConflict')]
    const [judged] = judge([
      eg([WEB, { ...OTHER, hostname: HOST }], {
        'https-web-nimbus-edge': conflict,
        'https-shop-harbor-gate': conflict,
      }),
    ])
    expect(judged?.findings.map(({ rule, title }) => [rule, title])).toEqual([
      [
        'gateway/listener-not-programmed',
        'Listener https-web-nimbus-edge has the hostname of https-shop-harbor-gate',
      ],
      [
        'gateway/listener-not-programmed',
        'Listener https-shop-harbor-gate has the hostname of https-web-nimbus-edge',
      ],
    ])
    expect(judged?.findings[0]?.explanation).toContain('https-shop-harbor-gate of harbor / gate')
  })

  it('each rule in some world', () => {
    expect([...new Set(SEEDS.map(([, { rule }]) => rule))].sort()).toEqual(
      GATEWAY_RULES.map(({ id }) => id).sort(),
    )
  })
})

const HEALTHY: [string, () => ReturnType<typeof judge>][] = [
  [
    'a Gateway whose listeners and routes work',
    () => judge([WORKING], [route('web-route'), passed('tls', { hostnames: ['db.example.net'] })]),
  ],
  ['a Gateway of just now', () => judge([eg([HTTP], {}, [], { creationTimestamp: ago({ seconds: 20 }) })])],
  [
    'listeners that nothing is said about',
    () => judge([eg([HTTP, WEB], { http: [], 'https-web-nimbus-edge': [] })]),
  ],
  ['a listener without a route', () => judge([WORKING])],
  [
    'a route of just now',
    () =>
      judge(
        [WORKING],
        [route('web-route', { said: null, meta: { creationTimestamp: ago({ seconds: 20 }) } })],
      ),
  ],
  [
    'a route of another Gateway',
    () => judge([WORKING], [route('web-route', { gateway: 'own', said: REFUSED })]),
  ],
  [
    'one hostname on ports 80 and 443',
    () => judge([WORKING], [route('web-route'), route('plain', { listener: 'http' })]),
  ],
  [
    'a solver of a challenge beside the route, by its own path',
    () =>
      judge(
        [WORKING],
        [
          route('plain', { listener: 'http' }),
          route('solver', {
            listener: 'http',
            matches: [{ path: { type: 'Exact', value: '/.well-known/acme-challenge/x' } }],
          }),
        ],
      ),
  ],
  [
    'a hostname and the domain that it is in',
    () =>
      judge(
        [WORKING],
        [route('a', { listener: 'http' }), route('b', { listener: 'http', hostnames: ['*.example.net'] })],
      ),
  ],
  [
    'a route on its way out beside its successor',
    () =>
      judge(
        [WORKING],
        [
          route('a', { listener: 'http', meta: { deletionTimestamp: ago({ minutes: 1 }) } }),
          route('b', { listener: 'http' }),
        ],
      ),
  ],
  ['a certificate with time left', () => judge([WORKING], [], [cert(ago({ days: -20 }))])],
  ['certificates that are not seen', () => judge([WORKING], [], undefined)],
]

describe('accuses nothing', () => {
  it.each(HEALTHY)('%s', (_, found) => {
    expect(found().flatMap(({ findings }) => findings)).toEqual([])
  })
})

describe('whose a listener is', () => {
  it.each([
    ['its certificate’s namespace', WEB, [], ['nimbus-edge']],
    [
      'the namespace of the route that names it',
      listener('https-a-b-c', { tls: { certificateRefs: [{ name: 'own' }] } }),
      [route('r', { listener: 'https-a-b-c' })],
      ['nimbus-edge'],
    ],
    [
      'nobody’s by its name alone',
      listener('https-web-nimbus-edge', { tls: { certificateRefs: [{ name: 'own' }] } }),
      [],
      [],
    ],
    ['nobody’s where all may use it', HTTP, [route('r', { listener: 'http' })], []],
    [
      'nobody’s where it has a whole domain',
      { ...PASSTHROUGH, hostname: '*.example.net' },
      [passed('r')],
      [],
    ],
  ])('%s', (_, raw, routes, namespaces) => {
    const [judged] = judge([eg([raw])], routes)
    expect(judged?.listeners[0]?.tenants.map(({ namespace }) => namespace)).toEqual(namespaces)
  })
})
