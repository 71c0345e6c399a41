import type { GatewayRouteView } from '../joins/views.ts'
import {
  gatewayRouteOf,
  rawCertificate,
  rawChallenge,
  rawIssuer,
  rawRoute,
  rawSlice,
  rawWeb,
  ROUTED,
  type RawNetwork,
} from '../testing/network.ts'
import { ago, BOTH_TYPES } from '../testing/samples.ts'
import type { RuleCase } from './case.ts'
import type { GATEWAY_ROUTE_RULES } from './gateway-routes.ts'

type Id = (typeof GATEWAY_ROUTE_RULES)[number]['id']

const working = { name: 'one that works', subject: gatewayRouteOf(ROUTED), notices: undefined } as const

const but = (objects: RawNetwork, settings?: Parameters<typeof gatewayRouteOf>[1]) =>
  gatewayRouteOf({ ...ROUTED, ...objects }, settings)

const NOT_READY = {
  conditions: [{ type: 'Ready', status: 'False', reason: 'DoesNotExist' }],
  notAfter: undefined,
}
const unissued = {
  certificates: [rawCertificate(NOT_READY)],
  services: [rawWeb({ 'service.nlb.kube-dc.com/route-hostname-status': '' })],
}
const challenged = (reason: string) => but({ ...unissued, challenges: [rawChallenge(reason)] })
const failing = (message: string) =>
  but({
    ...unissued,
    certificates: [
      rawCertificate({
        notAfter: undefined,
        conditions: [{ type: 'Ready', status: 'False', reason: 'Failed', message }],
        failedIssuanceAttempts: 3,
      }),
    ],
  })
const refused = (type: string, reason: string) =>
  but({ 'http-routes': [rawRoute([{ type, status: 'False', reason }])] })

const QUOTA = 'pods "cm-acme-http-solver-x" is forbidden: exceeded quota: plan-quota'
const DNS = 'Waiting for HTTP-01 challenge propagation: lookup web.example on 10.96.0.10:53: no such host'
const WRONG = "Waiting for HTTP-01 challenge propagation: wrong status code '404', expected '200'"

export const GATEWAY_ROUTE_CASES: Readonly<Record<Id, readonly RuleCase<GatewayRouteView>[]>> = {
  'gateway-route/no-issuer': [
    working,
    {
      name: 'a certificate whose Issuer does not exist',
      subject: but({ ...unissued, issuers: [] }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        short: 'No certificate: there is no Issuer letsencrypt',
        evidence: ['spec.issuerRef.name: letsencrypt', 'object: absent'],
        remedies: ['Create the Issuer letsencrypt in this Project'],
      },
    },
    {
      name: 'no certificate yet: the usual name, which may be another one here',
      subject: but({ ...unissued, certificates: [], issuers: [] }),
      notices: { certainty: 'likely' },
    },
    {
      name: 'the platform signs by an issuer of its own',
      subject: but(
        { ...unissued, certificates: [], issuers: [] },
        { installation: { ...BOTH_TYPES, defaultTlsIssuer: 'ClusterIssuer/platform' } },
      ),
      notices: undefined,
    },
    {
      name: 'gone after the certificate came',
      subject: but({ issuers: [] }),
      notices: undefined,
    },
    {
      name: 'Issuers cannot be seen',
      subject: but({ ...unissued, issuers: [] }, { sights: { issuers: 'forbidden' } }),
      notices: undefined,
    },
    {
      name: 'plain http needs none',
      subject: but({
        ...unissued,
        issuers: [],
        services: [rawWeb({ 'service.nlb.kube-dc.com/expose-route': 'http' })],
      }),
      notices: undefined,
    },
    {
      name: 'an own certificate needs none',
      subject: but({
        issuers: [],
        certificates: [],
        services: [rawWeb({ 'service.nlb.kube-dc.com/tls-secret': 'own' })],
      }),
      notices: undefined,
    },
  ],
  'gateway-route/issuer-not-ready': [
    working,
    {
      name: 'its account was refused',
      subject: but({
        ...unissued,
        issuers: [
          rawIssuer('False', 'ErrRegisterACMEAccount', 'Failed to register ACME account: invalid contact'),
        ],
      }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        short: 'No certificate: the Issuer letsencrypt is not ready',
        says: ['A wrong or invented e-mail address is the usual reason.'],
        evidence: ['spec.acme.email: ops@nimbus.test'],
      },
    },
    {
      name: 'not reported yet',
      subject: but({ ...unissued, issuers: [{ ...rawIssuer(), status: {} }] }),
      notices: undefined,
    },
  ],
  'gateway-route/rate-limited': [
    working,
    {
      name: 'refused with a time',
      subject: failing(
        '429 urn:ietf:params:acme:error:rateLimited: too many certificates, retry after 2026-05-05 03:00:00 UTC',
      ),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        says: ['It answers again after 2026-05-05 03:00:00 UTC.'],
        evidence: ['status.failedIssuanceAttempts: 3'],
        remedies: [
          'Wait until 2026-05-05 03:00:00 UTC',
          'For trials, use an Issuer of the authority’s staging service',
        ],
      },
    },
    { name: 'refused for something else', subject: failing('order is invalid'), notices: undefined },
  ],
  'gateway-route/challenge-quota': [
    working,
    {
      name: 'the solver is refused',
      subject: challenged(QUOTA),
      notices: { severity: 'broken', certainty: 'likely', evidence: [`status.reason: ${QUOTA}`] },
    },
    { name: 'DNS', subject: challenged(DNS), notices: undefined },
  ],
  'gateway-route/challenge-dns': [
    working,
    { name: 'no such host', subject: challenged(DNS), notices: { severity: 'broken', certainty: 'likely' } },
    { name: 'wrong answer', subject: challenged(WRONG), notices: undefined },
    {
      name: 'during a renewal, while the certificate is valid',
      subject: but({ challenges: [rawChallenge(DNS)] }),
      notices: { severity: 'notice' },
    },
  ],
  'gateway-route/challenge-unreachable': [
    working,
    {
      name: 'wrong answer',
      subject: challenged(WRONG),
      notices: { severity: 'broken', short: 'No certificate: the proof is not found on port 80' },
    },
    { name: 'quota', subject: challenged(QUOTA), notices: undefined },
  ],
  'gateway-route/certificate-not-ready': [
    working,
    {
      name: 'young',
      subject: but({ certificates: [rawCertificate(NOT_READY, { creationTimestamp: ago({ minutes: 1 }) })] }),
      notices: { severity: 'waiting', certainty: 'proven', short: 'Certificate is being issued' },
    },
    {
      name: 'for hours',
      subject: but(unissued),
      notices: {
        severity: 'broken',
        short: 'No certificate for 3 hours',
        evidence: ['condition Ready: False, DoesNotExist'],
      },
    },
    {
      name: 'expired though it says ready',
      subject: but({ certificates: [rawCertificate({ notAfter: ago({ days: 1 }) })] }),
      notices: { severity: 'broken', short: 'Certificate expired' },
    },
    {
      name: 'Certificates cannot be seen',
      subject: but({ certificates: [] }, { sights: { certificates: 'not-installed' } }),
      notices: undefined,
    },
  ],
  'gateway-route/not-accepted': [
    working,
    {
      name: 'no listener has its hostname',
      subject: refused('Accepted', 'NoMatchingListenerHostname'),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        short: 'Not found at the Gateway: no listener has this hostname',
        evidence: ['condition Accepted: False, NoMatchingListenerHostname'],
      },
    },
  ],
  'gateway-route/port-not-chosen': [
    working,
    {
      name: 'two ports, none chosen',
      subject: but({
        services: [
          rawWeb(
            {},
            {
              ports: [
                { name: 'http', port: 80 },
                { name: 'metrics', port: 9090 },
              ],
            },
          ),
        ],
      }),
      notices: { severity: 'notice', short: 'Leads to port 80: none of 2 is chosen' },
    },
    {
      name: 'two ports, one chosen',
      subject: but({
        services: [
          rawWeb(
            { 'service.nlb.kube-dc.com/route-port': '9090' },
            {
              ports: [
                { name: 'http', port: 80 },
                { name: 'metrics', port: 9090 },
              ],
            },
          ),
        ],
      }),
      notices: undefined,
    },
    {
      name: 'a port that the Service does not have',
      subject: but({ services: [rawWeb({ 'service.nlb.kube-dc.com/route-port': '8080' })] }),
      notices: { severity: 'broken', certainty: 'proven', title: 'web has no port 8080 to route' },
    },
  ],
  'gateway-route/backend-refused': [
    working,
    {
      name: 'its backend is missing',
      subject: refused('ResolvedRefs', 'BackendNotFound'),
      notices: { severity: 'broken', certainty: 'proven', short: 'Answers with an error: BackendNotFound' },
    },
  ],
  'gateway-route/no-hostname': [
    working,
    {
      name: 'for hours: what is there',
      subject: but({ ...unissued, 'http-routes': [] }),
      notices: {
        severity: 'broken',
        certainty: 'likely',
        evidence: ['route: missing', 'backend of the Gateway: exists', 'certificate: exists'],
      },
    },
    {
      name: 'a way that does not exist',
      subject: but({
        services: [
          rawWeb({
            'service.nlb.kube-dc.com/expose-route': 'grpc',
            'service.nlb.kube-dc.com/route-hostname-status': '',
          }),
        ],
      }),
      notices: { severity: 'broken', certainty: 'proven', short: 'No route: “grpc” is not a way' },
    },
  ],
  'gateway-route/backend-empty': [
    working,
    {
      name: 'nothing ready behind it, while every condition is fine',
      subject: but({ 'endpoint-slices': [rawSlice('web', { '10.61.4.8': 'web-1' }, ['web-1'])] }),
      notices: { severity: 'broken', certainty: 'proven', evidence: ['endpoints ready: 0 of 1'] },
    },
    {
      name: 'the companion has an endpoint, the Service has none',
      subject: but({ 'endpoint-slices': [rawSlice('web', {}), rawSlice('web-ext', { '100.72.0.9': 'x' })] }),
      notices: { evidence: ['endpoints ready: 0 of 0'] },
    },
    {
      name: 'endpoints cannot be seen',
      subject: but({ 'endpoint-slices': [] }, { sights: { 'endpoint-slices': 'forbidden' } }),
      notices: undefined,
    },
  ],
  'gateway-route/port-not-declared': [
    working,
    {
      name: 'a number that the pods do not declare',
      subject: but({ services: [rawWeb({}, { ports: [{ name: 'http', port: 80, targetPort: 80 }] })] }),
      notices: {
        severity: 'notice',
        certainty: 'likely',
        title: 'The pods of web declare 8080, 8443 and 8883, not 80: likely nothing answers there',
        says: ['503'],
        remedies: ['Lead port 80 to 8080, 8443 or 8883'],
      },
    },
  ],
  'gateway-route/renewal-failed': [
    working,
    {
      name: 'overdue, and ends soon',
      subject: but({
        certificates: [rawCertificate({ renewalTime: ago({ days: 9 }), notAfter: ago({ days: -4 }) })],
      }),
      notices: {
        severity: 'notice',
        certainty: 'proven',
        short: 'Certificate ends in 4 days, not renewed',
        says: ['It was due 9 days ago.'],
      },
    },
    {
      name: 'due a moment ago',
      subject: but({ certificates: [rawCertificate({ renewalTime: ago({ minutes: 2 }) })] }),
      notices: undefined,
    },
  ],
  'gateway-route/grpc': [
    working,
    {
      name: 'a port called grpc',
      subject: but({ services: [rawWeb({}, { ports: [{ name: 'grpc-api', port: 50051 }] })] }),
      notices: { severity: 'notice', certainty: 'likely', evidence: ['spec.ports[]: grpc-api, 50051'] },
    },
    {
      name: 'where the Gateway routes it',
      subject: but({ services: [rawWeb({}, { ports: [{ name: 'grpc-api', port: 50051 }] })] }),
      context: { installation: { ...BOTH_TYPES, gatewayRoutesGrpc: true } },
      notices: undefined,
    },
  ],
}
