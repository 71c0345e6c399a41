import { describe, expect, test } from 'vitest'
import { reconcileGateway, type AttachableRoute, type GatewayStatusView } from './gateway-status.ts'
import { routing, type Gateway } from './route-resources.ts'

const NOW = Date.parse('2026-08-01T12:00:00Z')
const NAMESPACE = 'envoy-gateway-system'

const LISTENERS = [
  { name: 'http', port: 80, protocol: 'HTTP' },
  { name: 'tls-passthrough', port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' } },
  {
    name: 'https-web-nimbus-edge',
    hostname: 'web.example.net',
    port: 443,
    protocol: 'HTTPS',
    tls: { certificateRefs: [{ kind: 'Secret', name: 'web-tls-secret', namespace: 'nimbus-edge' }] },
  },
]

function metadata(name: string, namespace: string) {
  return { name, namespace, uid: name, resourceVersion: '1', creationTimestamp: '2026-07-01T00:00:00Z' }
}

function gateway(status?: object, listeners: readonly object[] = LISTENERS): Gateway {
  return routing.gateways.schema.parse({
    metadata: metadata('eg', NAMESPACE),
    spec: { gatewayClassName: 'envoy', listeners },
    ...(status && { status }),
  })
}

function route(
  kind: AttachableRoute['kind'],
  sectionName: string | undefined,
  hostname?: string,
): AttachableRoute {
  const parent = { name: 'eg', namespace: NAMESPACE, ...(sectionName && { sectionName }) }
  const spec = { parentRefs: [parent], ...(hostname && { hostnames: [hostname] }) }
  return {
    kind,
    route: routing.httpRoutes.schema.parse({ metadata: metadata('one', 'nimbus-edge'), spec }),
  }
}

function grant(to: object, from: object = {}) {
  const origin = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: NAMESPACE, ...from }
  return routing.referenceGrants.schema.parse({
    metadata: metadata('allow', 'nimbus-edge'),
    spec: { from: [origin], to: [{ group: '', kind: 'Secret', ...to }] },
  })
}

function view(more: Partial<GatewayStatusView> = {}): GatewayStatusView {
  return { now: NOW, routes: [], hasSecret: () => true, grants: () => [grant({})], ...more }
}

/** The Gateway as it stands after its status was written. */
function told(more: Partial<GatewayStatusView> = {}, given = gateway()) {
  const [action] = reconcileGateway(given, view(more))
  if (action?.do !== 'patch') throw new Error('nothing was written')
  return routing.gateways.schema.parse({
    metadata: metadata('eg', NAMESPACE),
    spec: given.spec,
    ...action.patch,
  })
}

function words(more: Partial<GatewayStatusView>, listener: string) {
  const found = told(more).status?.listeners?.find(({ name }) => name === listener)
  return Object.fromEntries(
    (found?.conditions ?? []).map(({ type, status, reason }) => [type, `${status} ${reason}`]),
  )
}

describe('a Gateway', () => {
  test('tells its address, and of each listener what it takes', () => {
    const { status } = told()
    expect(status?.addresses).toEqual([{ type: 'IPAddress', value: '203.0.113.2' }])
    expect(status?.conditions?.map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['Accepted', 'True', 'Accepted'],
      ['Programmed', 'True', 'Programmed'],
    ])
    expect(
      status?.listeners?.map(({ name, supportedKinds }) => [name, supportedKinds?.map(({ kind }) => kind)]),
    ).toEqual([
      ['http', ['HTTPRoute', 'GRPCRoute']],
      ['tls-passthrough', ['TLSRoute']],
      ['https-web-nimbus-edge', ['HTTPRoute', 'GRPCRoute']],
    ])
  })

  test('is not written again while nothing changes', () => {
    const after = told()
    expect(reconcileGateway(after, view({ now: NOW + 60_000 }))).toEqual([])
  })

  test('is accepted, with a word about it, while a listener cannot be used', () => {
    const [accepted] = told({ hasSecret: () => false }).status?.conditions ?? []
    expect(accepted).toMatchObject({ type: 'Accepted', status: 'True', reason: 'ListenersNotValid' })
  })
})

test.each<[string, AttachableRoute, Record<string, number>]>([
  ['by name', route('HTTPRoute', 'http'), { http: 1 }],
  ['by name, of a kind that the listener does not take', route('HTTPRoute', 'tls-passthrough'), {}],
  ['of TLS', route('TLSRoute', 'tls-passthrough', 'db.example.net'), { 'tls-passthrough': 1 }],
  [
    'to every listener that its hostname fits',
    route('HTTPRoute', undefined, 'web.example.net'),
    { http: 1, 'https-web-nimbus-edge': 1 },
  ],
  ['whose hostname is another', route('HTTPRoute', 'https-web-nimbus-edge', 'shop.example.net'), {}],
  ['to a listener that is not there', route('HTTPRoute', 'https-gone'), {}],
])('a route %s is counted where it hangs', (_, one, expected) => {
  const counts = told({ routes: [one] }).status?.listeners?.map(({ name, attachedRoutes }) => [
    name,
    attachedRoutes,
  ])
  expect(Object.fromEntries(counts ?? [])).toEqual({
    http: 0,
    'tls-passthrough': 0,
    'https-web-nimbus-edge': 0,
    ...expected,
  })
})

describe('a certificate', () => {
  const OWN = 'https-web-nimbus-edge'

  test.each<[string, Partial<GatewayStatusView>, string]>([
    ['that is there and granted', {}, 'True ResolvedRefs'],
    ['that is missing', { hasSecret: () => false }, 'False InvalidCertificateRef'],
    ['without a grant', { grants: () => [] }, 'False RefNotPermitted'],
    ['granted by its name', { grants: () => [grant({ name: 'web-tls-secret' })] }, 'True ResolvedRefs'],
    ['when another one is granted', { grants: () => [grant({ name: 'other' })] }, 'False RefNotPermitted'],
    [
      'granted to another namespace',
      { grants: () => [grant({}, { namespace: 'other' })] },
      'False RefNotPermitted',
    ],
    ['granted to routes', { grants: () => [grant({}, { kind: 'HTTPRoute' })] }, 'False RefNotPermitted'],
  ])('%s', (_, more, expected) => {
    const programmed = expected.startsWith('True') ? 'True Programmed' : 'False Invalid'
    expect(words(more, OWN)).toEqual({
      Accepted: 'True Accepted',
      ResolvedRefs: expected,
      Programmed: programmed,
    })
    expect(words(more, 'http')).toEqual({
      Accepted: 'True Accepted',
      ResolvedRefs: 'True ResolvedRefs',
      Programmed: 'True Programmed',
    })
  })
})
