import type { Service } from './workload-resources.ts'

const NLB = 'service.nlb.kube-dc.com'

/** Annotations of Services that say how they are exposed (kube-dc.md §4.1). */
export const NLB_ANNOTATIONS = {
  bindOnDefaultGateway: `${NLB}/bind-on-default-gw-eip`,
  bindOnEip: `${NLB}/bind-on-eip`,
  autodelete: `${NLB}/autodelete`,
  exposeRoute: `${NLB}/expose-route`,
  routeHostname: `${NLB}/route-hostname`,
  routePort: `${NLB}/route-port`,
  tlsIssuer: `${NLB}/tls-issuer`,
  tlsSecret: `${NLB}/tls-secret`,
  createBackend: `${NLB}/create-gateway-backend`,
  hostnameStatus: `${NLB}/route-hostname-status`,
} as const

/** Whether Kube-DC processes the Service: only the type, and only without a class (kube-dc.md §4.2). */
export function isLoadBalancer({ spec }: Service): boolean {
  return spec.type === 'LoadBalancer' && !spec.loadBalancerClass
}

/** The External IP that a load balancer names; undefined where one is made for it (kube-dc.md §13, 5). */
export function boundTo(service: Service): string | undefined {
  if (!isLoadBalancer(service)) return undefined
  const { annotations } = service.metadata
  const named = annotations[NLB_ANNOTATIONS.bindOnEip]
  if (named) return named
  return annotations[NLB_ANNOTATIONS.bindOnDefaultGateway] === 'true' ? 'default-gw' : undefined
}

export function addressOf({ status }: Service): string | undefined {
  return status?.loadBalancer?.ingress?.find(({ ip }) => ip)?.ip ?? undefined
}
