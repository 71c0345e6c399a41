import { networkTypeOf } from '@kube-dc/networking/external-ips/network'
import { externalIpState, type ExternalIpState } from '@kube-dc/networking/external-ips/state'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { NetworkType } from '@kube-dc/networking/model/network-type'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import type { RuleContext } from '@kube-dc/networking/rules/rule'

/** One line of the list: the object, and what the rules say of it. */
export interface ExternalIpRow {
  readonly ip: ExternalIp | Unreadable
  readonly type: NetworkType | 'unknown'
  readonly state: ExternalIpState
  readonly broken: boolean
  /** The object is as it was; only what the rules make of it is new. */
  readonly rejudged: boolean
}

/** What rows are judged by, beside the time. Rows name no other rows, so that one change is not a change of all. */
export type RowFacts = Omit<RuleContext, 'now' | 'peers'>

/** The same object for as long as no row is another one. */
export interface ExternalIpRows {
  readonly list: readonly ExternalIpRow[]
  /** How many of them are broken. */
  readonly broken: number
}

/** @param now milliseconds since the epoch. */
export type RowMaker = (
  objects: readonly (ExternalIp | Unreadable)[],
  facts: RowFacts,
  now: number,
) => ExternalIpRows

/** Every row is judged anew within this many milliseconds, as what rules say of an object changes with its age. */
export const JUDGED_ANEW_WITHIN = 60_000

interface Made {
  readonly objects: readonly object[]
  readonly facts: RowFacts
  readonly now: number
  readonly rows: ExternalIpRows
  /** Where the next part to judge anew begins. */
  readonly cursor: number
}

/**
 * Makes rows from objects, remembering each by its object: a change of one object judges that one. New facts judge all;
 * the passing of time judges a few at each call, so that 10,000 rows never have to be judged at one moment. Only rows
 * that read differently become new ones; without any, the answer is the same array.
 */
export function createRowMaker(): RowMaker {
  const known = new WeakMap<object, { row: ExternalIpRow; facts: RowFacts }>()

  function rowOf(ip: ExternalIp | Unreadable, facts: RowFacts, now: number): ExternalIpRow {
    const before = known.get(ip)
    return before?.facts === facts ? before.row : judgeAnew(ip, facts, now)
  }

  function judgeAnew(ip: ExternalIp | Unreadable, facts: RowFacts, now: number): ExternalIpRow {
    const before = known.get(ip)?.row
    const fresh = { ...judge(ip, facts, now), rejudged: before !== undefined }
    const row = before && readsTheSame(before, fresh) ? before : fresh
    known.set(ip, { row, facts })
    return row
  }

  function follow(
    last: Made | undefined,
    objects: readonly (ExternalIp | Unreadable)[],
    facts: RowFacts,
    now: number,
  ): ExternalIpRows {
    if (last?.objects === objects && last.facts === facts) return last.rows
    const before = last?.facts === facts ? last.rows.list : []
    let broken = 0
    const list = objects.map((ip, index) => {
      // Objects keep their places, so most are found again without a look-up.
      const known = before[index]
      const row = known?.ip === ip ? known : rowOf(ip, facts, now)
      if (row.broken) broken += 1
      return row
    })
    return { list, broken }
  }

  let last: Made | undefined
  return (objects, facts, now) => {
    if (last?.objects === objects && last.facts === facts && last.now === now) return last.rows
    // Clocks of machines are set back at times.
    const passed = Math.max(0, now - (last?.now ?? now))
    const due = Math.min(objects.length, Math.ceil((objects.length * passed) / JUDGED_ANEW_WITHIN))
    const cursor = last?.cursor ?? 0
    const followed = follow(last, objects, facts, now)
    const changed = new Map<number, ExternalIpRow>()
    for (let step = 0; step < due; step += 1) {
      const index = (cursor + step) % objects.length
      const row = followed.list[index]
      const fresh = row && judgeAnew(row.ip, facts, now)
      if (fresh && fresh !== row) changed.set(index, fresh)
    }
    const rows = changed.size === 0 ? followed : withRows(followed.list, changed)
    last = { objects, facts, now, rows, cursor: objects.length === 0 ? 0 : (cursor + due) % objects.length }
    return rows
  }
}

function withRows(
  before: readonly ExternalIpRow[],
  changed: ReadonlyMap<number, ExternalIpRow>,
): ExternalIpRows {
  const list = before.map((row, index) => changed.get(index) ?? row)
  return { list, broken: list.filter(({ broken }) => broken).length }
}

function judge(ip: ExternalIp | Unreadable, facts: RowFacts, now: number): Omit<ExternalIpRow, 'rejudged'> {
  const type = ip.kind === 'Unreadable' ? 'unknown' : networkTypeOf(ip, facts.installation)
  const state = externalIpState(ip, { ...facts, now, peers: [] })
  return { ip, type, state, broken: state.state === 'broken' }
}

/** Of the same object: what a row shows beside the object itself. */
function readsTheSame(a: ExternalIpRow, b: ExternalIpRow): boolean {
  return (
    a.type === b.type &&
    a.state.state === b.state.state &&
    a.state.notice === b.state.notice &&
    a.state.reason === b.state.reason
  )
}
