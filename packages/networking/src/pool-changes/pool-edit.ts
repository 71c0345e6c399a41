import { deniedReason, type Access } from '../access.ts'
import type { FieldWord } from '../intents/judgement.ts'
import { Remarks } from '../intents/remarks.ts'
import type { Pool } from '../pools/pool.ts'
import { verdict, type Verdict } from '../verdict.ts'
import { unchangeableReason } from './exclusions.ts'
import type { PoolEdit } from './wishes.ts'

/** MTU of the networks inside of Projects, which no packet of theirs is longer than (kube-dc.md §7). */
const PROJECT_MTU = 1400

export const DEFAULT_MTU = PROJECT_MTU

/** What is said of an MTU that works and may disappoint; undefined where nothing is. */
export function mtuWarning(mtu: number): string | undefined {
  if (mtu >= PROJECT_MTU) return undefined
  return `Projects send packets of up to ${PROJECT_MTU} bytes. Longer ones than ${mtu} are lost on the way out, and transfers hang.`
}

/** Whether a pool can be changed so. @returns problems by field; empty: it can. */
export function judgeEdit(
  { mtu }: PoolEdit,
  pool: Pool,
  access: Access | undefined,
): { readonly problems: readonly FieldWord[]; readonly warnings: readonly FieldWord[] } {
  const remarks = new Remarks()
  remarks.problem('', unchangeableReason(pool) ?? deniedReason(access, 'patch', 'subnets'))
  if (pool.subnet.mtu === mtu) remarks.problem('mtu', `The MTU of ${pool.name} is ${mtu} already.`)
  remarks.warn('mtu', mtuWarning(mtu))
  return remarks
}

/** What a change of a pool comes to. */
export interface EditPreview {
  /** Bytes; before is undefined where the Subnet does not say it. */
  readonly mtu: { readonly before: number | undefined; readonly after: number }
  /** How many of the pool’s addresses somebody holds, tenants or the platform. */
  readonly held: number
  /** Whether the pool’s name is typed first: somebody’s packets go through it. */
  readonly typeName: boolean
}

/** @param held addresses of the pool that somebody holds. */
export function previewEdit({ mtu }: PoolEdit, { subnet }: Pool, held: number): EditPreview {
  return { mtu: { before: subnet.mtu, after: mtu }, held, typeName: held > 0 }
}

/** What a pool has that somebody may want to change. */
export const POOL_FIELDS = ['name', 'networkType', 'cidr', 'gateway', 'vlan', 'mtu', 'excludeIps'] as const

export type PoolField = (typeof POOL_FIELDS)[number]

/** Why a field is never changed here: it would strand whoever has an address of the pool. */
const FIXED: { readonly [F in PoolField]?: string } = {
  name: 'Kubernetes keeps names as they are, and every address of the pool refers to this one.',
  networkType:
    'External IPs asked for this type, and nothing moves them to another pool. Add a pool of the other type instead.',
  cidr: 'Every address outside of the new block would stop working. Add another pool instead.',
  gateway:
    'Projects send to the gateway that they were set up with, and would reach nothing outside until each is set up anew.',
  vlan: 'All addresses of the pool would be cut off at once. Add another pool on that VLAN instead.',
}

/** Whether a field of a pool can be changed, and why not. */
export function canChangePoolField(
  field: PoolField,
  pool: Pool,
  access: Access | undefined,
): Verdict<undefined> {
  const reason = FIXED[field] ?? unchangeableReason(pool) ?? deniedReason(access, 'patch', 'subnets')
  return verdict(reason, undefined)
}
