import { z } from 'zod'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** `HTTPRoute` or `TLSRoute` of gateway.networking.k8s.io, made by the platform for a Service (kube-dc.md §5). */
export interface Route<Kind extends 'HttpRoute' | 'TlsRoute' = 'HttpRoute' | 'TlsRoute'> {
  readonly kind: Kind
  readonly meta: Meta
  readonly hostnames: readonly string[]
  readonly backends: readonly RouteBackend[]
  /** What each Gateway says about it; empty before any has taken it up. */
  readonly parents: readonly RouteParent[]
}

export interface RouteBackend {
  /** `Backend`, or `Service` where unset. */
  readonly kind: string
  readonly name: string
  readonly port?: number
}

export interface RouteParent {
  readonly gateway: string
  readonly conditions: readonly Condition[]
}

/** `Backend` of gateway.envoyproxy.io: the external address of a Service as the Gateway's upstream. */
export interface GatewayBackend {
  readonly kind: 'GatewayBackend'
  readonly meta: Meta
  readonly endpoints: readonly { readonly address: string; readonly port: number }[]
  readonly conditions: readonly Condition[]
}

const backend = z
  .object({ kind: z.string().nullish(), name: z.string(), port: z.number().nullish() })
  .transform((raw): RouteBackend => ({
    kind: raw.kind ?? 'Service',
    name: raw.name,
    ...(raw.port != null && { port: raw.port }),
  }))

const raw = z.object({
  metadata: meta,
  spec: z
    .object({
      hostnames: z.array(z.string()).nullish(),
      rules: z.array(z.object({ backendRefs: z.array(backend).nullish() })).nullish(),
    })
    .nullish(),
  status: z
    .object({
      parents: z
        .array(z.object({ parentRef: z.object({ name: z.string().nullish() }).nullish(), conditions }))
        .nullish(),
    })
    .nullish(),
})

function route<Kind extends Route['kind']>(kind: Kind) {
  return raw.transform(({ metadata, spec, status }): Route<Kind> => ({
    kind,
    meta: metadata,
    hostnames: spec?.hostnames ?? [],
    backends: (spec?.rules ?? []).flatMap(({ backendRefs }) => backendRefs ?? []),
    parents: (status?.parents ?? []).map(({ parentRef, conditions }) => ({
      gateway: parentRef?.name ?? '',
      conditions,
    })),
  }))
}

export const httpRoute = route('HttpRoute')
export const tlsRoute = route('TlsRoute')

const rawBackend = z.object({
  metadata: meta,
  spec: z
    .object({
      endpoints: z
        .array(
          z.object({
            ip: z.object({ address: z.string(), port: z.number() }).nullish(),
            fqdn: z.object({ hostname: z.string(), port: z.number() }).nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
  status: z.object({ conditions }).nullish(),
})

export const gatewayBackend = rawBackend.transform(({ metadata, spec, status }): GatewayBackend => ({
  kind: 'GatewayBackend',
  meta: metadata,
  endpoints: (spec?.endpoints ?? []).flatMap(({ ip, fqdn }) => {
    if (ip) return [{ address: ip.address, port: ip.port }]
    return fqdn ? [{ address: fqdn.hostname, port: fqdn.port }] : []
  }),
  conditions: status?.conditions ?? [],
}))
