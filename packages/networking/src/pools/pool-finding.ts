import { DURATION, elapsed } from '../age.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { Meta } from '../model/object.ts'
import type { Service } from '../model/service.ts'
import { fact, refTo, type Evidence, type Finding, type Severity } from '../rules/finding.ts'
import { parseAddress } from './address-text.ts'
import type { Holder } from './cell.ts'
import type { PoolView } from './ledger.ts'
import type { PoolRule } from './pool-rules.ts'
import type { RoomLimits } from './room.ts'

/** What a pool is held against beside itself. What is not seen accuses nobody. */
export interface ReconcileFacts {
  /** Milliseconds since 1970. */
  readonly now: number
  /**
   * External IPs of the cluster, at least those that `PoolBook.doubtful` names; undefined while they are not seen whole.
   */
  readonly externalIps: readonly ExternalIp[] | undefined
  /** Services of type LoadBalancer of the cluster; undefined while they are not seen whole. */
  readonly services: readonly Service[] | undefined
  /** Whether the Vlan that the pool names was looked for and is not there. */
  readonly vlanMissing: boolean
  /** Where a pool begins to be nearly full; the installation may set it. */
  readonly room?: RoomLimits
}

/** Attribution and deletion take the platform a moment; before, nothing is concluded (kube-dc.md §1, §3). */
export const GRACE = 10 * DURATION.minute

/** Whether something has been so for long enough to be more than a moment between two objects. */
export function isSettled(since: string | undefined, now: number): boolean {
  const age = elapsed(since, now)
  return age !== undefined && age >= GRACE
}

type Words = Pick<Finding, 'title' | 'short' | 'explanation' | 'evidence'> & { readonly step: string }

/** A finding about a pool, with the one step that harms nobody. */
export function about(
  view: PoolView,
  rule: PoolRule,
  severity: Severity,
  certainty: Finding['certainty'],
  { step, ...words }: Words,
): Finding {
  const subject = refTo('Subnet', view.pool.subnet.meta)
  return { rule, severity, certainty, subject, ...words, remedies: [{ words: step }] }
}

export function nameOf({ eip, ovnEip }: Holder): string {
  return eip ? placeOf(eip.meta) : (ovnEip.madeFor?.replace('.', '/') ?? ovnEip.meta.name)
}

export function placeOf({ namespace, name }: Meta): string {
  return namespace === undefined ? name : `${namespace}/${name}`
}

export function addressFact(meta: Meta, address: string, at?: string): Evidence {
  return fact(refTo('OvnEip', meta), 'spec.v4Ip', address, at)
}

/** The address that a finding about a pool is about, where it is about one: the first that its evidence names. */
export function addressOfFinding({ evidence }: Pick<Finding, 'evidence'>): string | undefined {
  const holders = evidence.filter(({ object: { kind } }) => kind !== 'Subnet' && kind !== 'Vlan')
  return holders.find(({ value }) => parseAddress(value) !== undefined)?.value
}
