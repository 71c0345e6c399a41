import { z } from 'zod'
import { meta, type Meta } from './object.ts'

/** `Vlan` of kubeovn.io/v1 (kube-dc.md §3). */
export interface Vlan {
  readonly kind: 'Vlan'
  readonly meta: Meta
  /** 0 means untagged. */
  readonly id?: number
  readonly provider?: string
  readonly subnets: readonly string[]
  /** Another Vlan of the same provider has the id; its Subnets then get no usable range. */
  readonly conflict: boolean
}

const raw = z.object({
  metadata: meta,
  spec: z
    .object({
      id: z.number().nullish(),
      vlanId: z.number().nullish(),
      provider: z.string().nullish(),
      providerInterfaceName: z.string().nullish(),
    })
    .nullish(),
  status: z.object({ subnets: z.array(z.string()).nullish(), conflict: z.boolean().nullish() }).nullish(),
})

export const vlan = raw.transform(({ metadata, spec, status }): Vlan => {
  const id = spec?.id ?? spec?.vlanId
  const provider = spec?.provider ?? spec?.providerInterfaceName
  return {
    kind: 'Vlan',
    meta: metadata,
    subnets: status?.subnets ?? [],
    conflict: status?.conflict ?? false,
    ...(typeof id === 'number' && { id }),
    ...(provider && { provider }),
  }
})
