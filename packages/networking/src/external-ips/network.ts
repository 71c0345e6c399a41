import { poolTypeOf } from '../addresses.ts'
import { DEFAULT_GATEWAY_NAME, type ExternalIp } from '../model/external-ip.ts'
import type { Installation } from '../model/installation.ts'
import type { Meta } from '../model/object.ts'
import type { NetworkType } from '../model/network-type.ts'

/**
 * Network type of an External IP: what it says itself, else the pool that its address lies in (kube-dc.md §13, 25).
 * `unknown` where neither tells; the platform's default for an absent type is never assumed.
 */
export function networkTypeOf(ip: ExternalIp, { pools }: Installation): NetworkType | 'unknown' {
  if (ip.networkType !== 'unknown' || ip.address === undefined) return ip.networkType
  return poolTypeOf(ip.address, pools) ?? 'unknown'
}

/** The External IP through which the whole Project reaches out; the platform makes and keeps it (kube-dc.md §7). */
export function isDefaultGateway({ meta }: { readonly meta: Pick<Meta, 'name'> }): boolean {
  return meta.name === DEFAULT_GATEWAY_NAME
}

/**
 * The network type that an External IP without an address asks for in vain: one that no pool has, or that this installation
 * does not offer. The field is immutable (kube-dc.md §2.1, failures.md row 25), so it never gets an address.
 */
export function impossibleType(
  { requestedType, ready, address }: ExternalIp,
  { networkTypes }: Pick<Installation, 'networkTypes'>,
): string | undefined {
  if (requestedType === undefined || ready || address !== undefined) return undefined
  const offered: readonly string[] = networkTypes
  return offered.includes(requestedType) ? undefined : requestedType
}
