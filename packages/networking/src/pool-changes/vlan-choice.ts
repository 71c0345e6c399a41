import type { Subnet } from '../model/subnet.ts'
import type { Vlan } from '../model/vlan.ts'

/** A VLAN that a new pool may be on, as a form offers it. */
export interface OfferedVlan {
  readonly name: string
  readonly id?: number
  readonly provider?: string
  /** Names of the Subnets on it. */
  readonly users: readonly string[]
  /** Why no pool can be on it. */
  readonly reason?: string
}

/** The VLANs of the cluster, by name. */
export function offeredVlans(vlans: readonly Vlan[], subnets: readonly Subnet[]): readonly OfferedVlan[] {
  return [...vlans]
    .sort((a, b) => (a.meta.name < b.meta.name ? -1 : 1))
    .map((vlan) => {
      const { meta, id, provider } = vlan
      const reason = unusableReason(vlan)
      return {
        name: meta.name,
        users: usersOf(meta.name, subnets),
        ...(id !== undefined && { id }),
        ...(provider !== undefined && { provider }),
        ...(reason !== undefined && { reason }),
      }
    })
}

/** Provider networks that VLANs are on, the most used first: which exist beside these, nobody who adds a pool has to see. */
export function knownProviders(vlans: readonly Vlan[]): readonly string[] {
  const uses = new Map<string, number>()
  for (const { provider } of vlans) {
    if (provider !== undefined) uses.set(provider, (uses.get(provider) ?? 0) + 1)
  }
  return [...uses].sort(([a, of], [b, other]) => other - of || (a < b ? -1 : 1)).map(([provider]) => provider)
}

/** Why no pool can be on a VLAN; undefined where nothing speaks against it. */
export function unusableReason({ meta, conflict }: Vlan): string | undefined {
  if (meta.deletedAt !== undefined) return `${meta.name} is being deleted.`
  return conflict
    ? `${meta.name} conflicts with another VLAN, so a pool on it gives out no addresses.`
    : undefined
}

/** Names of the Subnets on a VLAN. */
export function usersOf(vlan: string, subnets: readonly Subnet[]): readonly string[] {
  return subnets.filter((subnet) => subnet.vlan === vlan).map(({ meta }) => meta.name)
}
