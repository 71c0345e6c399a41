import { z } from 'zod'
import { conditions, meta, resource, text } from './resources.ts'

const parentRef = z.object({
  group: text,
  kind: text,
  namespace: text,
  name: z.string(),
  sectionName: text,
})

export type ParentRef = z.infer<typeof parentRef>

const backendRef = z.object({ group: text, kind: text, name: z.string() })

const route = z.object({
  metadata: meta,
  spec: z.object({
    parentRefs: z.array(parentRef).nullish(),
    hostnames: z.array(z.string()).nullish(),
    rules: z.array(z.object({ backendRefs: z.array(backendRef).nullish() })).nullish(),
  }),
  status: z
    .object({
      parents: z.array(z.object({ parentRef, controllerName: z.string(), conditions })).nullish(),
    })
    .nullish(),
})

export type Route = z.infer<typeof route>

const backend = z.object({
  metadata: meta,
  spec: z.object({
    endpoints: z
      .array(z.object({ ip: z.object({ address: z.string(), port: z.number() }).nullish() }))
      .nullish(),
  }),
  status: z.object({ conditions }).nullish(),
})

export type Backend = z.infer<typeof backend>

const secretRef = z.looseObject({ name: z.string(), namespace: text })

export type SecretRef = z.infer<typeof secretRef>

const listener = z.looseObject({
  name: z.string(),
  hostname: text,
  port: z.number(),
  protocol: z.string(),
  tls: z.looseObject({ certificateRefs: z.array(secretRef).nullish() }).nullish(),
})

export type Listener = z.infer<typeof listener>

const gateway = z.object({
  metadata: meta,
  spec: z.object({ gatewayClassName: z.string(), listeners: z.array(listener) }),
  status: z
    .object({
      addresses: z.array(z.object({ type: text, value: z.string() })).nullish(),
      conditions,
      listeners: z
        .array(
          z.object({
            name: z.string(),
            attachedRoutes: z.number(),
            supportedKinds: z.array(z.object({ group: text, kind: z.string() })).nullish(),
            conditions,
          }),
        )
        .nullish(),
    })
    .nullish(),
})

export type Gateway = z.infer<typeof gateway>

const issuer = z.object({
  metadata: meta,
  spec: z.object({ acme: z.object({ email: text }).nullish() }),
  status: z.object({ conditions }).nullish(),
})

export type Issuer = z.infer<typeof issuer>

const certificate = z.object({
  metadata: meta,
  spec: z.object({
    secretName: z.string(),
    dnsNames: z.array(z.string()).nullish(),
    issuerRef: z.object({ name: z.string(), kind: text }),
  }),
  status: z
    .object({
      conditions,
      notBefore: text,
      notAfter: text,
      renewalTime: text,
      revision: z.number().nullish(),
      failedIssuanceAttempts: z.number().nullish(),
      lastFailureTime: text,
    })
    .nullish(),
})

export type Certificate = z.infer<typeof certificate>

const challenge = z.object({
  metadata: meta,
  spec: z.object({ dnsName: z.string() }),
  status: z.object({ state: text, reason: text, presented: z.boolean().nullish() }).nullish(),
})

export type Challenge = z.infer<typeof challenge>

const secret = z.object({ metadata: meta })

const referenceGrant = z.object({
  metadata: meta,
  spec: z.object({
    from: z.array(z.object({ group: z.string(), kind: z.string(), namespace: z.string() })),
    to: z.array(z.object({ group: z.string(), kind: z.string(), name: text })),
  }),
})

export type ReferenceGrant = z.infer<typeof referenceGrant>

const GATEWAY_API = 'gateway.networking.k8s.io'
const CERT_MANAGER = 'cert-manager.io'

/** Kinds that lead from a hostname to a Service. */
export const routing = {
  gateways: resource(GATEWAY_API, 'v1', 'gateways', 'Gateway', gateway),
  httpRoutes: resource(GATEWAY_API, 'v1', 'httproutes', 'HTTPRoute', route),
  tlsRoutes: resource(GATEWAY_API, 'v1alpha2', 'tlsroutes', 'TLSRoute', route),
  referenceGrants: resource(GATEWAY_API, 'v1beta1', 'referencegrants', 'ReferenceGrant', referenceGrant),
  backends: resource('gateway.envoyproxy.io', 'v1alpha1', 'backends', 'Backend', backend),
  issuers: resource(CERT_MANAGER, 'v1', 'issuers', 'Issuer', issuer),
  certificates: resource(CERT_MANAGER, 'v1', 'certificates', 'Certificate', certificate),
  challenges: resource('acme.cert-manager.io', 'v1', 'challenges', 'Challenge', challenge),
  secrets: resource('', 'v1', 'secrets', 'Secret', secret),
} as const
