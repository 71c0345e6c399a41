import { z } from 'zod'
import { conditions, meta, type Condition, type Meta } from './object.ts'
import { SERVICE_ANNOTATIONS, type ServiceAnnotations } from './service-annotations.ts'

export {
  ROUTE_WAYS,
  SERVICE_ANNOTATIONS,
  type RouteWay,
  type ServiceAnnotations,
} from './service-annotations.ts'

/** `Service` of core/v1 with the annotations by which Kube-DC exposes it (kube-dc.md §4.1, §5). */
export interface Service {
  readonly kind: 'Service'
  readonly meta: Meta
  /** `LoadBalancer`, `ClusterIP`, `NodePort`, `ExternalName`. */
  readonly type: string
  readonly headless: boolean
  readonly clusterIp?: string
  /** Absent or empty: its endpoints are somebody else's to write. */
  readonly selector?: Readonly<Record<string, string>>
  readonly ports: readonly ServicePort[]
  /** `status.loadBalancer.ingress[].ip`. */
  readonly addresses: readonly string[]
  /** Must be empty for Kube-DC to process it (kube-dc.md §4.2). */
  readonly loadBalancerClass?: string
  readonly asks: ServiceAnnotations
  /** Name of the Service whose external address this one repeats; such companions are hidden (kube-dc.md §4.3). */
  readonly companionOf?: string
  readonly conditions: readonly Condition[]
}

export interface ServicePort {
  readonly name?: string
  /** `TCP`, `UDP` or `SCTP`. */
  readonly protocol: string
  readonly port: number
  /** A number, or the name of a container's port. */
  readonly targetPort: number | string
  readonly appProtocol?: string
  /** Given by the cluster; an edit sends it back, or the cluster gives another. */
  readonly nodePort?: number
}

type Annotations = Readonly<Record<string, string>>

function asks(annotations: Annotations): ServiceAnnotations {
  const said = (key: keyof ServiceAnnotations) => annotations[SERVICE_ANNOTATIONS[key]]
  const bindOnEip = said('bindOnEip')
  const networkType = said('networkType')
  const exposeRoute = said('exposeRoute')
  const routeHostname = said('routeHostname')
  const routePort = said('routePort')
  const tlsIssuer = said('tlsIssuer')
  const tlsSecret = said('tlsSecret')
  const routeHostnameStatus = said('routeHostnameStatus')
  return {
    bindOnDefaultGateway: said('bindOnDefaultGateway') === 'true',
    createGatewayBackend: said('createGatewayBackend') === 'true',
    autodelete: said('autodelete') === 'true',
    ...(bindOnEip && { bindOnEip }),
    ...(networkType && { networkType }),
    ...(exposeRoute && { exposeRoute }),
    ...(routeHostname && { routeHostname }),
    ...(routePort && { routePort }),
    ...(tlsIssuer && { tlsIssuer }),
    ...(tlsSecret && { tlsSecret }),
    ...(routeHostnameStatus && { routeHostnameStatus }),
  }
}

const port = z
  .object({
    name: z.string().nullish(),
    protocol: z.string().nullish(),
    port: z.number(),
    targetPort: z.union([z.number(), z.string()]).nullish(),
    appProtocol: z.string().nullish(),
    nodePort: z.number().nullish(),
  })
  .transform((raw): ServicePort => ({
    protocol: raw.protocol ?? 'TCP',
    port: raw.port,
    targetPort: raw.targetPort ?? raw.port,
    ...(raw.name && { name: raw.name }),
    ...(raw.appProtocol && { appProtocol: raw.appProtocol }),
    ...(raw.nodePort && { nodePort: raw.nodePort }),
  }))

const raw = z.object({
  metadata: z.intersection(
    meta,
    z.object({ annotations: z.record(z.string(), z.string()).nullish() }).transform(({ annotations }) => ({
      annotations: annotations ?? {},
    })),
  ),
  spec: z
    .object({
      type: z.string().nullish(),
      clusterIP: z.string().nullish(),
      selector: z.record(z.string(), z.string()).nullish(),
      ports: z.array(port).nullish(),
      loadBalancerClass: z.string().nullish(),
    })
    .nullish(),
  status: z
    .object({
      loadBalancer: z
        .object({ ingress: z.array(z.object({ ip: z.string().nullish() })).nullish() })
        .nullish(),
      conditions,
    })
    .nullish(),
})

/** Labels of companions; the docs of the platform do not promise them (kube-dc.md §4.3). */
function companionOf({ labels }: Meta): string | undefined {
  if (labels?.['kube-dc.com/managed-by'] !== 'service-lb-controller') return undefined
  return labels['kube-dc.com/endpoint-type'] === 'external' ? labels['kube-dc.com/source-service'] : undefined
}

export const service = raw.transform(({ metadata: { annotations, ...metadata }, spec, status }): Service => {
  const { clusterIP, selector } = spec ?? {}
  const companion = companionOf(metadata)
  return {
    kind: 'Service',
    meta: metadata,
    type: spec?.type ?? 'ClusterIP',
    headless: clusterIP === 'None',
    ports: spec?.ports ?? [],
    addresses: (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip ? [ip] : [])),
    asks: asks(annotations),
    conditions: status?.conditions ?? [],
    ...(clusterIP && clusterIP !== 'None' && { clusterIp: clusterIP }),
    ...(selector && Object.keys(selector).length > 0 && { selector }),
    ...(spec?.loadBalancerClass && { loadBalancerClass: spec.loadBalancerClass }),
    ...(companion && { companionOf: companion }),
  }
})
