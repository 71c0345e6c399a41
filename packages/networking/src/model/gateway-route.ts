import { z } from 'zod'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** `HTTPRoute` or `TLSRoute` of gateway.networking.k8s.io, made by the platform for a Service (kube-dc.md §5). */
export interface Route<Kind extends 'HttpRoute' | 'TlsRoute' = 'HttpRoute' | 'TlsRoute'> {
  readonly kind: Kind
  readonly meta: Meta
  readonly hostnames: readonly string[]
  readonly backends: readonly RouteBackend[]
  /** What of a hostname it wants, a text for each rule's match: two routes with one of them in common are rivals. */
  readonly matches: readonly string[]
  /** The Gateways that it asks. */
  readonly asks: readonly ParentRef[]
  /** What each Gateway says about it; empty before any has taken it up. */
  readonly parents: readonly RouteParent[]
}

export interface RouteBackend {
  /** `Backend`, or `Service` where unset. */
  readonly kind: string
  readonly name: string
  readonly port?: number
}

/** A Gateway as routes name it. */
export interface ParentRef {
  readonly namespace: string
  readonly gateway: string
  /** The listener; absent: whichever fit. */
  readonly listener?: string
}

export interface RouteParent extends ParentRef {
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

const text = z.string().nullish()

const parentRef = z.object({ kind: text, namespace: text, name: text, sectionName: text })

const match = z.object({
  path: z.object({ type: text, value: text }).nullish(),
  method: text,
  headers: z.array(z.unknown()).nullish(),
  queryParams: z.array(z.unknown()).nullish(),
})

const raw = z.object({
  metadata: meta,
  spec: z
    .object({
      hostnames: z.array(z.string()).nullish(),
      parentRefs: z.array(parentRef).nullish(),
      rules: z
        .array(z.object({ backendRefs: z.array(backend).nullish(), matches: z.array(match).nullish() }))
        .nullish(),
    })
    .nullish(),
  status: z
    .object({ parents: z.array(z.object({ parentRef: parentRef.nullish(), conditions })).nullish() })
    .nullish(),
})

/** A match in one text; what is not written is every path, as the API says. */
function matchText({ path, method, headers, queryParams }: z.infer<typeof match>): string {
  const more = [
    method,
    headers?.length && JSON.stringify(headers),
    queryParams?.length && JSON.stringify(queryParams),
  ]
  return [`${path?.type ?? 'PathPrefix'} ${path?.value ?? '/'}`, ...more.filter(Boolean)].join(' ')
}

const EVERY_PATH = matchText({})

function matchesOf(
  rules: readonly { readonly matches?: readonly z.infer<typeof match>[] | null | undefined }[],
) {
  const matches = rules.flatMap(({ matches: own }) => (own?.length ? own.map(matchText) : [EVERY_PATH]))
  return matches.length > 0 ? [...new Set(matches)] : [EVERY_PATH]
}

/** @param home namespace of the route: what a reference means that names none. */
function readParentRef(reference: z.infer<typeof parentRef> | null | undefined, home: string): ParentRef {
  return {
    namespace: reference?.namespace ?? home,
    gateway: reference?.name ?? '',
    ...(reference?.sectionName && { listener: reference.sectionName }),
  }
}

function route<Kind extends Route['kind']>(kind: Kind) {
  return raw.transform(({ metadata, spec, status }): Route<Kind> => ({
    kind,
    meta: metadata,
    hostnames: spec?.hostnames ?? [],
    matches: matchesOf(spec?.rules ?? []),
    asks: (spec?.parentRefs ?? [])
      .filter(({ kind }) => kind == null || kind === 'Gateway')
      .map((reference) => readParentRef(reference, metadata.namespace ?? '')),
    backends: (spec?.rules ?? []).flatMap(({ backendRefs }) => backendRefs ?? []),
    parents: (status?.parents ?? []).map(({ parentRef, conditions }) => ({
      ...readParentRef(parentRef, metadata.namespace ?? ''),
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
