import { z } from 'zod'
import { isNetworkType, type NetworkType } from './network-type.ts'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** A tenant's Project (kube-dc.md §2.3). It lives in the namespace of its Organization. */
export interface Project {
  readonly kind: 'Project'
  readonly meta: Meta
  /** Where the Project's objects live. Read from the status, never composed: joining names is ambiguous (§1). */
  readonly backingNamespace?: string
  readonly cidr?: string
  /** Router address inside the CIDR, where it was chosen. */
  readonly gatewayAddress?: string
  readonly egressNetworkType: NetworkType | 'unknown'
  /** Addresses outside that isolation lets it reach, as the platform wrote them (kube-dc.md §2.3, §7). */
  readonly egressAllowlist?: string
  /** Addresses outside that isolation lets in. */
  readonly ingressAllowlist?: string
  readonly ready: boolean
  readonly conditions: readonly Condition[]
}

const raw = z.object({
  metadata: z.intersection(
    meta,
    z.object({ annotations: z.record(z.string(), z.string()).nullish() }).transform(({ annotations }) => ({
      annotations: annotations ?? {},
    })),
  ),
  spec: z
    .object({
      cidrBlock: z.string().nullish(),
      egressNetworkType: z.string().nullish(),
      gwLanIp: z.string().nullish(),
    })
    .nullish(),
  status: z.object({ namespace: z.string().nullish(), ready: z.boolean().nullish(), conditions }).nullish(),
})

export const project = raw.transform(({ metadata: { annotations, ...metadata }, spec, status }): Project => {
  const egress = spec?.egressNetworkType
  const egressAllowlist = annotations['network.kube-dc.com/egress-allowlist']
  const ingressAllowlist = annotations['network.kube-dc.com/ingress-allowlist']
  return {
    kind: 'Project',
    meta: metadata,
    egressNetworkType: isNetworkType(egress) ? egress : 'unknown',
    ready: status?.ready ?? false,
    conditions: status?.conditions ?? [],
    ...(status?.namespace && { backingNamespace: status.namespace }),
    ...(egressAllowlist && { egressAllowlist }),
    ...(ingressAllowlist && { ingressAllowlist }),
    ...(spec?.cidrBlock && { cidr: spec.cidrBlock }),
    ...(spec?.gwLanIp && { gatewayAddress: spec.gwLanIp }),
  }
})
