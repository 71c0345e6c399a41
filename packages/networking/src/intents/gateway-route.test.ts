import { describe, expect, it } from 'vitest'
import { judging, problemsOf, TOLD, warningsOf } from '../testing/judging.ts'
import {
  gatewayRouteOf,
  metadata,
  network,
  rawIssuer,
  rawPod,
  rawService,
  rawWeb,
  ROUTED,
  WORKING,
  type RawNetwork,
} from '../testing/network.ts'
import { BOTH_TYPES } from '../testing/samples.ts'
import type { PlannedPort } from '../operations/objects.ts'
import type { CertificateChoice, IntentOf } from './intent.ts'
import { certificateOf, certificateOptions } from './issuer.ts'
import { judge } from './judge.ts'

type Create = IntentOf<'create-gateway-route'>
type Set = IntentOf<'set-gateway-route'>

const servicePort: PlannedPort = { protocol: 'TCP', port: 80, targetPort: 8080 }

const wanted = (more: Partial<Create> = {}): Create => ({
  intent: 'create-gateway-route',
  name: 'shop',
  selector: { app: 'shop' },
  servicePort,
  address: { use: 'own', networkType: 'cloud' },
  way: 'http',
  ...more,
})

const shop = { pods: [rawPod('shop-1', { app: 'shop' }, '10.61.4.20')] } satisfies RawNetwork
const secure = { way: 'https', certificate: { from: 'issuer', name: 'letsencrypt' } } as const
const PLATFORM = { ...TOLD, defaultTlsIssuer: 'ClusterIssuer/shared' }

describe('a new gateway route', () => {
  it('makes a Service with an address of its own, and always writes the port', () => {
    expect(judge(wanted(), judging(shop))).toMatchObject({
      problems: [],
      warnings: [],
      plan: {
        subject: { kind: 'services', name: 'shop' },
        steps: [
          {
            verb: 'create',
            object: {
              kind: 'services',
              asks: { networkType: 'cloud', exposeRoute: 'http', routePort: 80 },
              selector: { app: 'shop' },
              ports: [servicePort],
            },
          },
        ],
      },
    })
  })

  it('makes a missing Issuer first, then a new address', () => {
    const intent = wanted({
      way: 'https',
      certificate: { from: 'issuer', name: 'letsencrypt', email: 'ops@nimbus.io' },
      address: { use: 'new', name: 'inner', networkType: 'cloud' },
      hostname: 'shop.nimbus.io',
    })
    expect(judge(intent, judging(shop)).plan?.steps).toEqual([
      { verb: 'create', object: { kind: 'issuers', name: 'letsencrypt', email: 'ops@nimbus.io' } },
      { verb: 'create', object: { kind: 'external-ips', name: 'inner', networkType: 'cloud' } },
      {
        verb: 'create',
        object: {
          kind: 'services',
          name: 'shop',
          asks: {
            bindOnEip: 'inner',
            exposeRoute: 'https',
            routeHostname: 'shop.nimbus.io',
            routePort: 80,
            tlsIssuer: 'letsencrypt',
          },
          selector: { app: 'shop' },
          ports: [servicePort],
        },
      },
    ])
  })

  it('leaves the generated hostname to the platform, also when it is typed', () => {
    const typed = wanted({ hostname: 'shop-nimbus-edge.apps.example.net' })
    expect(judge(typed, judging(shop))).toEqual(judge(wanted(), judging(shop)))
  })

  it.each<[string, CertificateChoice, RawNetwork, object]>([
    ['the platform', { from: 'platform' }, {}, {}],
    [
      'an Issuer that exists',
      { from: 'issuer', name: 'letsencrypt' },
      { issuers: [rawIssuer()] },
      { tlsIssuer: 'letsencrypt' },
    ],
    ['an own Secret', { from: 'secret', name: 'shop-cert' }, {}, { tlsSecret: 'shop-cert' }],
  ])('takes its certificate from %s in one step', (_name, certificate, objects, asks) => {
    const facts = judging({ ...shop, ...objects }, { installation: PLATFORM })
    const { plan } = judge(wanted({ way: 'https', certificate }), facts)
    expect(plan?.steps).toHaveLength(1)
    const route = { networkType: 'cloud', exposeRoute: 'https', routePort: 80 }
    expect(
      plan?.steps.map((step) => step.verb === 'create' && 'asks' in step.object && step.object.asks),
    ).toEqual([{ ...route, ...asks }])
  })

  it.each<[string, Partial<Create>, RawNetwork, readonly string[]]>([
    ['no certificate', { way: 'https' }, {}, ['certificate: Choose where the certificate comes from.']],
    [
      'a certificate on HTTP',
      { certificate: { from: 'secret', name: 'x' } },
      {},
      ['certificate: An HTTP route has no certificate.'],
    ],
    [
      'a certificate on passthrough',
      { way: 'tls-passthrough', certificate: { from: 'platform' } },
      {},
      ['certificate: With TLS passthrough the application brings its own certificate.'],
    ],
    [
      'a platform that has no Issuer',
      { way: 'https', certificate: { from: 'platform' } },
      {},
      [
        'certificate.from: This platform has no Issuer for everybody. Choose one of the Project, or make one.',
      ],
    ],
    [
      'a missing Issuer',
      secure,
      {},
      [
        'certificate.email: There is no Issuer letsencrypt in this Project. Enter an e-mail address and it is made: the certificate authority writes to it when a certificate is about to end.',
      ],
    ],
    [
      'an e-mail address for examples',
      { way: 'https', certificate: { ...secure.certificate, email: 'me@example.com' } },
      {},
      [
        'certificate.email: example.com is reserved for examples and tests: certificate authorities refuse it. Enter an address that is read.',
      ],
    ],
    [
      'an Issuer that cannot be read',
      secure,
      { issuers: [{ metadata: metadata('letsencrypt'), spec: 7 }] },
      ['certificate.name: The Issuer letsencrypt cannot be read. Choose another.'],
    ],
    [
      'a Secret whose name is none',
      { way: 'https', certificate: { from: 'secret', name: 'My Secret' } },
      {},
      ['certificate.name: Enter the name of a Secret: lower case letters, digits, dashes and dots.'],
    ],
    [
      'a port that is not TCP',
      { servicePort: { ...servicePort, protocol: 'UDP' } },
      {},
      ['servicePort.protocol: Choose TCP: the Gateway passes no other protocol on.'],
    ],
    [
      'a port that is taken on the address',
      { servicePort: { ...servicePort, port: 8883 }, address: { use: 'existing', name: 'uplink-a' } },
      WORKING,
      ['servicePort.port: 8883/TCP of this address belongs to mqtt already. Free are 8884, 8885 and 8886.'],
    ],
    ['a name that is taken', { name: 'web' }, ROUTED, ['name: web exists already. web-2 is free.']],
    [
      'a hostname that leads to another Service',
      { hostname: 'www.nimbus.io' },
      { services: [rawWeb({ 'service.nlb.kube-dc.com/route-hostname': 'www.nimbus.io' })] },
      [
        'hostname: www.nimbus.io leads to web already. Which of two gets the requests is not defined: remove it there first.',
      ],
    ],
    [
      'the hostname of another Service under the base domain',
      { hostname: 'web-nimbus-edge.apps.example.net' },
      {},
      [
        'hostname: The platform gives the names under apps.example.net. Leave it empty for shop-nimbus-edge.apps.example.net, or enter a name of a domain of your own.',
      ],
    ],
    [
      'the base domain itself',
      { hostname: 'apps.example.net' },
      {},
      [
        'hostname: The platform gives the names under apps.example.net. Leave it empty for shop-nimbus-edge.apps.example.net, or enter a name of a domain of your own.',
      ],
    ],
    [
      'a wildcard',
      { hostname: '*.nimbus.io' },
      {},
      ['hostname: Wildcards are not possible: a route has one hostname.'],
    ],
  ])('is refused for %s', (_name, more, objects, problems) => {
    const judgement = judge(wanted(more), judging({ ...shop, ...objects }))
    expect(judgement.problems.map(({ field, message }) => `${field}: ${message}`)).toEqual(problems)
    expect(judgement.plan).toBeUndefined()
  })

  it('is refused for a hostname of another Project that the viewer sees', () => {
    const elsewhere = [
      { project: 'arena', hostname: 'www.nimbus.io' },
      { project: 'edge', hostname: 'shop.nimbus.io' },
    ]
    const of = (hostname: string) => problemsOf(wanted({ hostname }), judging(shop, { elsewhere }))
    expect(of('www.nimbus.io')).toEqual([
      'hostname: www.nimbus.io is in use in arena already. Which of two gets the requests is not defined: remove it there first.',
    ])
    expect(of('shop.nimbus.io')).toEqual([])
  })

  it('asks for the right to make what it makes', () => {
    const access = { verbs: { services: ['create'] }, incomplete: false, journal: true } as const
    const intent = wanted({ way: 'https', certificate: { ...secure.certificate, email: 'ops@nimbus.io' } })
    expect(problemsOf(intent, judging(shop, { access }))).toEqual([
      ': Your role here cannot create Issuers. A developer or admin can.',
    ])
  })

  it.each<[string, Partial<Create>, RawNetwork, readonly string[]]>([
    [
      'has an own hostname',
      { hostname: 'shop.nimbus.io' },
      {},
      [
        'hostname: Add a DNS record of type A that leads shop.nimbus.io to 203.0.113.3. Until then the name leads nowhere, and no certificate can be issued for it.',
      ],
    ],
    [
      'meets a route that somebody made by hand',
      { hostname: 'shop.nimbus.io' },
      { 'http-routes': [{ metadata: metadata('by-hand'), spec: { hostnames: ['shop.nimbus.io'] } }] },
      [
        'hostname: The route by-hand has this hostname as well. Which of the two gets the requests is not defined.',
        'hostname: Add a DNS record of type A that leads shop.nimbus.io to 203.0.113.3. Until then the name leads nowhere, and no certificate can be issued for it.',
      ],
    ],
    [
      'gets a generated hostname that is too long',
      { name: `s${'x'.repeat(51)}` },
      {},
      [
        `hostname: The generated hostname begins with s${'x'.repeat(51)}-nimbus-edge, which has 64 characters; 63 are possible. Use a shorter name, or a hostname of your own.`,
      ],
    ],
    [
      'takes a public address',
      { address: { use: 'own', networkType: 'public' } },
      {},
      [
        'address.networkType: A route is reached by its hostname, so a cloud address is enough. A public one makes the Service reachable past the Gateway as well.',
      ],
    ],
    [
      'leads to gRPC',
      { servicePort: { ...servicePort, name: 'grpc' } },
      {},
      [
        'way: This port looks like gRPC, which does not pass an HTTP route of this platform. Use TLS passthrough or a load balancer.',
      ],
    ],
    [
      'passes TLS through',
      { way: 'tls-passthrough' },
      {},
      [
        'way: The application has to present a certificate for the hostname, and clients have to name the hostname. The public port is 443 whatever the port of the Service.',
      ],
    ],
    [
      'has an own Secret',
      { way: 'https', certificate: { from: 'secret', name: 'shop-cert' } },
      {},
      [
        'certificate.name: The Secret shop-cert has to hold tls.crt and tls.key for the hostname. Nobody renews it for you.',
      ],
    ],
    [
      'takes an Issuer that is not ready',
      secure,
      { issuers: [rawIssuer('False')] },
      ['certificate.name: The Issuer letsencrypt is not ready: no certificate comes until it is.'],
    ],
    [
      'brings an e-mail address for an Issuer that exists',
      { way: 'https', certificate: { ...secure.certificate, email: 'ops@nimbus.io' } },
      { issuers: [rawIssuer()] },
      ['certificate.email: The Issuer letsencrypt exists already and is used as it is.'],
    ],
    [
      'asks for a port name that no pod has',
      { servicePort: { ...servicePort, targetPort: 'http' } },
      {},
      ['servicePort.targetPort: No matching pod has a port called http. They have web.'],
    ],
  ])('is warned when it %s', (_name, more, objects, warnings) => {
    const facts = judging({ ...shop, ...objects })
    expect(warningsOf(wanted(more), facts)).toEqual(warnings)
    expect(judge(wanted(more), facts).plan).toBeDefined()
  })

  it('takes gRPC where this Gateway routes it', () => {
    const intent = wanted({ servicePort: { ...servicePort, name: 'grpc' } })
    expect(warningsOf(intent, judging(shop, { installation: { ...TOLD, gatewayRoutesGrpc: true } }))).toEqual(
      [],
    )
  })

  it('believes in an Issuer that cannot be seen', () => {
    const blind = network(shop, { sights: { issuers: 'forbidden' } })
    expect(problemsOf(wanted(secure), judging(blind))).toEqual([])
  })
})

const set = (more: Partial<Set> = {}): Set => ({
  intent: 'set-gateway-route',
  name: 'web',
  uid: 'uid-web',
  resourceVersion: '1',
  port: 80,
  way: 'https',
  certificate: { from: 'issuer', name: 'letsencrypt' },
  ...more,
})

describe('a route that is set on a Service', () => {
  it('sends the annotations that differ', () => {
    const { plan } = judge(set(), judging(ROUTED))
    expect(plan?.steps).toEqual([
      {
        verb: 'change',
        kind: 'services',
        name: 'web',
        uid: 'uid-web',
        resourceVersion: '1',
        before: { asks: { routePort: null, tlsIssuer: null } },
        after: { asks: { routePort: 80, tlsIssuer: 'letsencrypt' } },
      },
    ])
  })

  it('takes away what no longer belongs to it', () => {
    const web = rawWeb({
      'service.nlb.kube-dc.com/route-port': '80',
      'service.nlb.kube-dc.com/route-hostname': 'www.nimbus.io',
      'service.nlb.kube-dc.com/tls-secret': 'old',
    })
    const { plan } = judge(
      set({ way: 'http', certificate: undefined }),
      judging({ ...ROUTED, services: [web] }),
    )
    expect(plan?.steps).toMatchObject([
      {
        before: { asks: { exposeRoute: 'https', routeHostname: 'www.nimbus.io', tlsSecret: 'old' } },
        after: { asks: { exposeRoute: 'http', routeHostname: null, tlsSecret: null } },
      },
    ])
  })

  it('does not put texts back that mean nothing', () => {
    const web = rawWeb({
      'service.nlb.kube-dc.com/expose-route': 'odd',
      'service.nlb.kube-dc.com/route-port': 'eighty',
    })
    const { plan } = judge(
      set({ way: 'http', certificate: undefined }),
      judging({ ...ROUTED, services: [web] }),
    )
    expect(plan?.steps).toMatchObject([
      { before: { asks: { exposeRoute: null, routePort: null } }, after: { asks: { exposeRoute: 'http' } } },
    ])
  })

  it('makes no Issuer that exists', () => {
    const intent = set({ certificate: { from: 'issuer', name: 'letsencrypt', email: 'ops@nimbus.io' } })
    expect(judge(intent, judging(ROUTED)).plan?.steps).toMatchObject([{ verb: 'change' }])
  })

  it('keeps its own hostname, and takes one that another Service names without a route', () => {
    const hostname = 'www.nimbus.io'
    const named = { 'service.nlb.kube-dc.com/route-hostname': hostname }
    const services = [rawWeb(named), rawService('plain', { annotations: named })]
    expect(problemsOf(set({ hostname }), judging({ ...ROUTED, services }))).toEqual([])
  })

  it('makes the Issuer first', () => {
    const intent = set({ certificate: { from: 'issuer', name: 'own', email: 'ops@nimbus.io' } })
    expect(judge(intent, judging(ROUTED)).plan?.steps).toMatchObject([
      { verb: 'create', object: { kind: 'issuers', name: 'own' } },
      { verb: 'change', after: { asks: { tlsIssuer: 'own' } } },
    ])
  })

  it.each<[string, Partial<Set>, RawNetwork, readonly string[]]>([
    ['a port that it does not have', { port: 8080 }, ROUTED, ['port: web has no TCP port 8080. Choose 80.']],
    [
      'a Service without TCP',
      {},
      { ...ROUTED, services: [rawWeb({}, { ports: [{ port: 80, protocol: 'UDP' }] })] },
      ['port: web has no TCP port, and the Gateway passes nothing else on.'],
    ],
    [
      'a Service of another type',
      {},
      { ...ROUTED, services: [rawWeb({}, { type: 'ClusterIP' })] },
      [
        ': web is of type ClusterIP, and its type is never changed here. Make a new Service with the same selector for the route.',
      ],
    ],
    [
      'what is there already',
      {},
      {
        ...ROUTED,
        services: [
          rawWeb({
            'service.nlb.kube-dc.com/route-port': '80',
            'service.nlb.kube-dc.com/tls-issuer': 'letsencrypt',
          }),
        ],
      },
      [': Nothing differs from the route that web has now.'],
    ],
    ['a Service that is gone', {}, {}, [': web was deleted meanwhile.']],
  ])('is refused for %s', (_name, more, objects, problems) => {
    expect(problemsOf(set(more), judging(objects))).toEqual(problems)
  })
})

describe('a route that is taken away', () => {
  const intent = {
    intent: 'remove-gateway-route',
    name: 'web',
    uid: 'uid-web',
    resourceVersion: '1',
  } as const

  it('leaves the load balancer', () => {
    expect(judge(intent, judging(ROUTED)).plan?.steps).toMatchObject([
      { verb: 'change', before: { asks: { exposeRoute: 'https' } }, after: { asks: { exposeRoute: null } } },
    ])
  })

  it('is refused where there is none', () => {
    const plain = judging({ services: [rawService('web')] })
    expect(problemsOf(intent, plain)).toEqual([': web has no gateway route.'])
  })
})

describe('the certificate that a route has', () => {
  const of = (annotations: object, installation = TOLD) =>
    certificateOf(gatewayRouteOf({ ...ROUTED, services: [rawWeb({ ...annotations })] }), installation)

  it.each([
    ['its Issuer', of({ 'service.nlb.kube-dc.com/tls-issuer': 'own' }), { from: 'issuer', name: 'own' }],
    ['the usual Issuer', of({}), { from: 'issuer', name: 'letsencrypt' }],
    ['the platform’s', of({}, PLATFORM), { from: 'platform' }],
    ['a Secret', of({ 'service.nlb.kube-dc.com/tls-secret': 'mine' }), { from: 'secret', name: 'mine' }],
    ['none', of({ 'service.nlb.kube-dc.com/expose-route': 'http' }), undefined],
  ])('is %s', (_name, choice, expected) => {
    expect(choice).toEqual(expected)
  })
})

describe('certificates to choose from', () => {
  it('begins with the platform’s Issuer where there is one, else with a ready one of the Project', () => {
    expect(certificateOptions(judging({}, { installation: PLATFORM }))).toMatchObject({
      platform: 'ClusterIssuer/shared',
      suggested: 'platform',
    })
    const issuers = [rawIssuer(), { metadata: metadata('a-new-one') }]
    expect(certificateOptions(judging({ issuers }, { installation: BOTH_TYPES }))).toEqual({
      issuers: [
        { name: 'a-new-one', ready: false },
        { name: 'letsencrypt', ready: true, email: 'ops@nimbus.test' },
      ],
      known: true,
      suggested: 'issuer',
      issuer: 'letsencrypt',
    })
    expect(certificateOptions(judging())).toMatchObject({ issuers: [], issuer: 'letsencrypt' })
  })
})
