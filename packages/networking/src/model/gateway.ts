import { z } from 'zod'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** `Gateway` of gateway.networking.k8s.io/v1; the platform shares one among all Projects (kube-dc.md §1, §5). */
export interface Gateway {
  readonly kind: 'Gateway'
  readonly meta: Meta
  readonly className: string
  /** Addresses that the controller reports. */
  readonly addresses: readonly string[]
  readonly listeners: readonly Listener[]
  /** Empty before any controller has taken it up. */
  readonly conditions: readonly Condition[]
}

/** One listener as it is asked for, with what the controller says of it. */
export interface Listener {
  readonly name: string
  /** Absent: every hostname. */
  readonly hostname?: string
  readonly port: number
  /** `HTTP`, `HTTPS`, `TLS`; other texts are kept as they are. */
  readonly protocol: string
  /** `Terminate` or `Passthrough`; absent without TLS. */
  readonly tls?: string
  readonly certificates: readonly CertificateRef[]
  /** Whose routes may attach: `All`, `Same`, `Selector`. */
  readonly routesFrom: string
  /** Absent before the first report. */
  readonly attachedRoutes?: number
  readonly conditions: readonly Condition[]
}

/** A Secret with a certificate, in the Gateway's namespace where none is written. */
export interface CertificateRef {
  readonly namespace: string
  readonly name: string
}

const text = z.string().nullish()

const listener = z.object({
  name: z.string(),
  hostname: text,
  port: z.number(),
  protocol: z.string(),
  tls: z
    .object({
      mode: text,
      certificateRefs: z.array(z.object({ namespace: text, name: z.string() })).nullish(),
    })
    .nullish(),
  allowedRoutes: z.object({ namespaces: z.object({ from: text }).nullish() }).nullish(),
})

const listenerStatus = z.object({ name: z.string(), attachedRoutes: z.number().nullish(), conditions })

const raw = z.object({
  metadata: meta,
  spec: z.object({ gatewayClassName: text, listeners: z.array(listener).nullish() }).nullish(),
  status: z
    .object({
      addresses: z.array(z.object({ value: text })).nullish(),
      listeners: z.array(listenerStatus).nullish(),
      conditions,
    })
    .nullish(),
})

type RawListener = z.infer<typeof listener>
type RawStatus = z.infer<typeof listenerStatus>

function listenerOf(spec: RawListener, status: RawStatus | undefined, home: string): Listener {
  const { name, hostname, port, protocol, tls, allowedRoutes } = spec
  return {
    name,
    port,
    protocol,
    ...(hostname && { hostname }),
    // The API's own default.
    ...(tls && { tls: tls.mode ?? 'Terminate' }),
    certificates: (tls?.certificateRefs ?? []).map((reference) => ({
      namespace: reference.namespace ?? home,
      name: reference.name,
    })),
    routesFrom: allowedRoutes?.namespaces?.from ?? 'Same',
    ...(status?.attachedRoutes != null && { attachedRoutes: status.attachedRoutes }),
    conditions: status?.conditions ?? [],
  }
}

export const gateway = raw.transform(({ metadata, spec, status }): Gateway => ({
  kind: 'Gateway',
  meta: metadata,
  className: spec?.gatewayClassName ?? '',
  addresses: (status?.addresses ?? []).flatMap(({ value }) => value || []),
  listeners: (spec?.listeners ?? []).map((one) =>
    listenerOf(
      one,
      status?.listeners?.find(({ name }) => name === one.name),
      metadata.namespace ?? '',
    ),
  ),
  conditions: status?.conditions ?? [],
}))
