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
  /** The object is as it was; only what the rules make of it is new. */
  readonly rejudged: boolean
}

export type RowMaker = (
  objects: readonly (ExternalIp | Unreadable)[],
  context: RuleContext,
) => readonly ExternalIpRow[]

/**
 * Makes rows from objects, remembering each by its object: a change of one object judges that one. A new context (the
 * quota, the minute) judges all, and still only rows that read differently become new ones.
 */
export function createRowMaker(): RowMaker {
  const known = new WeakMap<object, { row: ExternalIpRow; context: RuleContext }>()

  function rowOf(ip: ExternalIp | Unreadable, context: RuleContext): ExternalIpRow {
    const before = known.get(ip)
    if (before?.context === context) return before.row
    const fresh = { ...judge(ip, context), rejudged: before !== undefined }
    const row = before && readsTheSame(before.row, fresh) ? before.row : fresh
    known.set(ip, { row, context })
    return row
  }

  let last: { objects: readonly object[]; context: RuleContext; rows: readonly ExternalIpRow[] } | undefined
  return (objects, context) => {
    if (last?.objects === objects && last.context === context) return last.rows
    const { rows: before = [], context: sameContext } = last ?? {}
    const rows = objects.map((ip, index) => {
      // Objects keep their places, so most are found again without a look-up.
      const row = sameContext === context ? before[index] : undefined
      return row?.ip === ip ? row : rowOf(ip, context)
    })
    last = { objects, context, rows }
    return rows
  }
}

function judge(ip: ExternalIp | Unreadable, context: RuleContext): Omit<ExternalIpRow, 'rejudged'> {
  const type = ip.kind === 'Unreadable' ? 'unknown' : networkTypeOf(ip, context.installation)
  return { ip, type, state: externalIpState(ip, context) }
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
