import { z } from 'zod'
import { isNetworkType, NETWORK_TYPE_LABEL, type NetworkType } from './network-type.ts'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** `Subnet` of kubeovn.io/v1 (kube-dc.md §3). One with a Vlan and a network type is an external pool. */
export interface Subnet {
  readonly kind: 'Subnet'
  readonly meta: Meta
  /** As written: one block, or an IPv4 and an IPv6 one with a comma. */
  readonly cidr: string
  /** As written, with a comma for two families. */
  readonly gateway?: string
  /** As written: addresses and `a..b`. */
  readonly excludeIps: readonly string[]
  readonly vlan?: string
  readonly vpc?: string
  readonly protocol?: string
  /** Bytes. */
  readonly mtu?: number
  readonly networkType: NetworkType | 'unknown'
  readonly v4: SubnetFigures
  readonly v6: SubnetFigures
  readonly conditions: readonly Condition[]
}

/** Counters as Kube-OVN keeps them; absent before its first report. Ranges are comma-separated `a-b` or addresses. */
export interface SubnetFigures {
  readonly available?: number
  readonly using?: number
  readonly availableRange?: string
  readonly usingRange?: string
}

/** Numbers are floats in older releases, and texts in some (kube-dc.md §3). */
const figure = z
  .union([z.number(), z.string()])
  .nullish()
  .transform((value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined
  })

const text = z.string().nullish()

const raw = z.object({
  metadata: meta,
  spec: z
    .object({
      cidrBlock: text,
      gateway: text,
      excludeIps: z.array(z.string()).nullish(),
      vlan: text,
      vpc: text,
      protocol: text,
      mtu: z.number().nullish(),
    })
    .nullish(),
  status: z
    .object({
      v4availableIPs: figure,
      v4usingIPs: figure,
      v4availableIPrange: text,
      v4usingIPrange: text,
      v6availableIPs: figure,
      v6usingIPs: figure,
      v6availableIPrange: text,
      v6usingIPrange: text,
      conditions,
    })
    .nullish(),
})

function figures(
  available: number | undefined,
  using: number | undefined,
  availableRange: string | null | undefined,
  usingRange: string | null | undefined,
): SubnetFigures {
  return {
    ...(available !== undefined && { available }),
    ...(using !== undefined && { using }),
    ...(availableRange && { availableRange }),
    ...(usingRange && { usingRange }),
  }
}

export const subnet = raw.transform(({ metadata, spec, status }): Subnet => {
  const type = metadata.labels?.[NETWORK_TYPE_LABEL]
  return {
    kind: 'Subnet',
    meta: metadata,
    cidr: spec?.cidrBlock ?? '',
    excludeIps: spec?.excludeIps ?? [],
    networkType: isNetworkType(type) ? type : 'unknown',
    v4: figures(
      status?.v4availableIPs,
      status?.v4usingIPs,
      status?.v4availableIPrange,
      status?.v4usingIPrange,
    ),
    v6: figures(
      status?.v6availableIPs,
      status?.v6usingIPs,
      status?.v6availableIPrange,
      status?.v6usingIPrange,
    ),
    conditions: status?.conditions ?? [],
    ...(spec?.gateway && { gateway: spec.gateway }),
    ...(spec?.vlan && { vlan: spec.vlan }),
    ...(spec?.vpc && { vpc: spec.vpc }),
    ...(spec?.protocol && { protocol: spec.protocol }),
    ...(typeof spec?.mtu === 'number' && { mtu: spec.mtu }),
  }
})
