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
  readonly ready: boolean
  readonly conditions: readonly Condition[]
}

const raw = z.object({
  metadata: meta,
  spec: z
    .object({
      cidrBlock: z.string().nullish(),
      egressNetworkType: z.string().nullish(),
      gwLanIp: z.string().nullish(),
    })
    .nullish(),
  status: z.object({ namespace: z.string().nullish(), ready: z.boolean().nullish(), conditions }).nullish(),
})

export const project = raw.transform(({ metadata, spec, status }): Project => {
  const egress = spec?.egressNetworkType
  return {
    kind: 'Project',
    meta: metadata,
    egressNetworkType: isNetworkType(egress) ? egress : 'unknown',
    ready: status?.ready ?? false,
    conditions: status?.conditions ?? [],
    ...(status?.namespace && { backingNamespace: status.namespace }),
    ...(spec?.cidrBlock && { cidr: spec.cidrBlock }),
    ...(spec?.gwLanIp && { gatewayAddress: spec.gwLanIp }),
  }
})
