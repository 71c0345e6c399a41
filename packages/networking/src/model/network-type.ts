/** The two address kinds of Kube-DC (kube-dc.md §1): `cloud` is not routable on the Internet, `public` may be. */
export const NETWORK_TYPES = ['cloud', 'public'] as const

export type NetworkType = (typeof NETWORK_TYPES)[number]

/** Label by which Kube-DC mirrors the type onto EIps and marks external Subnets (kube-dc.md §2.1, §3). */
export const NETWORK_TYPE_LABEL = 'network.kube-dc.com/external-network-type'

export function isNetworkType(value: unknown): value is NetworkType {
  return NETWORK_TYPES.some((type) => type === value)
}
