import { z } from 'zod'
import { isNetworkType, NETWORK_TYPE_LABEL, type NetworkType } from './network-type.ts'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** An address from a pool: `EIp` of kube-dc.com/v1 (kube-dc.md §2.1). */
export interface ExternalIp {
  readonly kind: 'ExternalIp'
  readonly meta: Meta
  /** `spec.externalNetworkType` as written; the CRD has no enum, so any text is possible. */
  readonly requestedType?: string
  /** From the spec, else the mirrored label; `unknown` where neither says (then a pool's CIDR may). */
  readonly networkType: NetworkType | 'unknown'
  /** The allocated IPv4 address, once there is one. */
  readonly address?: string
  readonly ready: boolean
  /** `Released`, `Shared` or `Exclusive`; other texts are kept as they are. `Released` before the first report. */
  readonly ownership: string
  readonly owners: readonly AddressOwner[]
  /** Name of the OvnEip behind it (`status.ovnEIpRef`), empty before allocation. */
  readonly ovnEip?: string
  /** The platform deletes this EIp by itself once nothing uses it. */
  readonly deleteReleased: boolean
  readonly conditions: readonly Condition[]
  /** False until the controller has written a first status: then readiness and ownership are only defaults. */
  readonly reported: boolean
}

/** A current user of an address (`status.owners[]`). Known types: `Snat`, `ServiceLb`, `FIp`; others are shown as they are. */
export interface AddressOwner {
  readonly type: string
  readonly name: string
  /** Only where the reference was written as `namespace/name` (kube-dc.md §13, 2). */
  readonly namespace?: string
}

const owner = z
  .object({ type: z.string().nullish(), ownerRef: z.string().nullish() })
  .transform((raw): AddressOwner => {
    const reference = raw.ownerRef ?? ''
    const slash = reference.indexOf('/')
    return {
      type: raw.type ?? 'unknown',
      name: reference.slice(slash + 1),
      ...(slash > 0 && { namespace: reference.slice(0, slash) }),
    }
  })

const status = z.object({
  ipAddress: z.string().nullish(),
  ovnEIpRef: z.string().nullish(),
  ownershipType: z.string().nullish(),
  owners: z.array(owner).nullish(),
  ready: z.boolean().nullish(),
  deleteReleased: z.boolean().nullish(),
  conditions,
})

const raw = z.object({
  metadata: meta,
  spec: z.object({ externalNetworkType: z.string().nullish() }).nullish(),
  status: status.nullish(),
})

function typeOf(spec: string | null | undefined, labels: Meta['labels']): NetworkType | 'unknown' {
  if (isNetworkType(spec)) return spec
  const label = labels?.[NETWORK_TYPE_LABEL]
  return isNetworkType(label) ? label : 'unknown'
}

/** Parses a raw `EIp`. An absent status means not ready and Released (kube-dc.md §2.1). */
export const externalIp = raw.transform(({ metadata, spec, status }): ExternalIp => {
  const requestedType = spec?.externalNetworkType
  return {
    kind: 'ExternalIp',
    meta: metadata,
    networkType: typeOf(requestedType, metadata.labels),
    ready: status?.ready ?? false,
    ownership: status?.ownershipType ?? 'Released',
    owners: status?.owners ?? [],
    deleteReleased: status?.deleteReleased ?? false,
    conditions: status?.conditions ?? [],
    reported: status != null,
    ...(requestedType && { requestedType }),
    ...(status?.ipAddress && { address: status.ipAddress }),
    ...(status?.ovnEIpRef && { ovnEip: status.ovnEIpRef }),
  }
})

/** The External IP through which a whole Project reaches out; the platform makes and keeps it (kube-dc.md §7). */
export const DEFAULT_GATEWAY_NAME = 'default-gw'
