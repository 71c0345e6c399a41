import type { Finding } from '../rules/finding.ts'
import type { PoolView } from './ledger.ts'
import type { ReconcileFacts } from './pool-finding.ts'
import { serviceAddresses, unbacked } from './reconcile-claims.ts'
import { aboutCell, stray } from './reconcile-held.ts'
import { counters, gatewayOutside, malformed, room, vlan } from './reconcile-subnet.ts'
import { stuck } from './reconcile-stuck.ts'

/**
 * Holds the objects of a pool against each other: OvnEips, External IPs, Subnet figures, addresses of Services
 * (kube-dc.md §3, §12). Each finding names its evidence and a step that harms nobody.
 */
export function reconcile(view: PoolView, facts: ReconcileFacts): readonly Finding[] {
  return [
    ...malformed(view),
    ...gatewayOutside(view),
    ...vlan(view, facts),
    ...view.held.flatMap((cell) => aboutCell(view, cell, facts)),
    ...unbacked(view, facts),
    ...serviceAddresses(view, facts),
    ...stray(view),
    ...stuck(view, facts),
    ...counters(view, facts),
    ...room(view, facts),
  ]
}
