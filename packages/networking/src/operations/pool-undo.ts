import type { Subnet } from '../model/subnet.ts'
import { count, list } from '../words.ts'
import type { LiveState } from './live-state.ts'

/** Names that one sentence can bear. */
const MOST_NAMED = 3

/**
 * Why a pool that an operation made stays while it is undone: somebody has an address of it, or has asked for one. What
 * Kube-OVN counts is looked at beside the OvnEips, as not everything that takes an address is one (kube-dc.md §3).
 */
export function heldPoolReason({ meta, v4, v6 }: Subnet, { others }: LiveState): string | undefined {
  const holders = others.flatMap((one) => (one.kind === 'OvnEip' && one.subnet === meta.name ? [one] : []))
  const using = (v4.using ?? 0) + (v6.using ?? 0)
  if (holders.length === 0 && using === 0) return undefined
  const names = holders
    .slice(0, MOST_NAMED)
    .map(({ madeFor, meta: own }) => madeFor?.replace('.', '/') ?? own.name)
  const rest = holders.length - names.length
  const who =
    names.length === 0
      ? `${count(using, 'address of it is', 'addresses of it are')} in use`
      : `${list(rest > 0 ? [...names, `${rest} more`] : names)} ${holders.length === 1 ? 'has' : 'have'} an address of it`
  return `Pool ${meta.name} stays: ${who}.`
}

/** Why a VLAN that an operation made stays while it is undone: a pool is on it. */
export function usedVlanReason(name: string, { others }: LiveState): string | undefined {
  const used = others.flatMap((one) => (one.kind === 'Subnet' && one.vlan === name ? [one.meta.name] : []))
  return used.length === 0
    ? undefined
    : `VLAN ${name} stays: ${list(used)} ${used.length === 1 ? 'is' : 'are'} on it.`
}
