import { z } from 'zod'
import { meta, type Meta } from './object.ts'

/** `OvnEip` of kubeovn.io/v1: one address of an external Subnet, whoever has it (kube-dc.md §3). */
export interface OvnEip {
  readonly kind: 'OvnEip'
  readonly meta: Meta
  readonly subnet: string
  /** What it has, else what it asks for; absent before allocation. */
  readonly v4?: string
  readonly v6?: string
  /** `lrp`: router port; `lsp`: switch port; `nat`: for translation. */
  readonly type: string
  /** Which translation uses it, such as `fip`; empty for load balancers. */
  readonly nat: string
  readonly ready: boolean
  /** The EIp it was made for, by the platform's label or annotation: `namespace.name`. */
  readonly madeFor?: string
}

/** Label and annotation by which Kube-DC marks what it made for an EIp; their value is `namespace.name` (kube-dc.md §3). */
export const EIP_LABEL = 'network.kube-dc.com/eip'
const EIP_ANNOTATION = 'kube-dc.com/ovn-eip-created-by-eip'

const text = z.string().nullish()

const raw = z.object({
  metadata: z.intersection(
    meta,
    z.object({ annotations: z.record(z.string(), z.string()).nullish() }).transform(({ annotations }) => ({
      annotations: annotations ?? {},
    })),
  ),
  spec: z.object({ externalSubnet: text, v4Ip: text, v6Ip: text, type: text }).nullish(),
  status: z.object({ v4Ip: text, v6Ip: text, type: text, nat: text, ready: z.boolean().nullish() }).nullish(),
})

export const ovnEip = raw.transform(({ metadata: { annotations, ...metadata }, spec, status }): OvnEip => {
  const v4 = status?.v4Ip || spec?.v4Ip
  const v6 = status?.v6Ip || spec?.v6Ip
  const madeFor = metadata.labels?.[EIP_LABEL] ?? annotations[EIP_ANNOTATION]
  return {
    kind: 'OvnEip',
    meta: metadata,
    subnet: spec?.externalSubnet ?? metadata.labels?.['ovn.kubernetes.io/subnet'] ?? '',
    type: status?.type || spec?.type || 'nat',
    nat: status?.nat ?? '',
    ready: status?.ready ?? false,
    ...(v4 && { v4 }),
    ...(v6 && { v6 }),
    ...(madeFor && { madeFor }),
  }
})
