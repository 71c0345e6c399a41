import type { Meta } from '@kube-dc/networking/model/object'
import type { Path } from '@kube-dc/networking/paths/path'
import type { Finding } from '@kube-dc/networking/rules/finding'
import type { RuleContext } from '@kube-dc/networking/rules/rule'
import type { MicroHop } from '../../parts/MicroPath.tsx'

/** What the rules say of one object, as a row shows it. */
export interface RowState {
  readonly state: 'ok' | 'waiting' | 'broken' | 'unknown'
  /** In one short sentence, without the name: the row has it. */
  readonly reason: string
  /** It works, and somebody should look. */
  readonly notice: boolean
  /** Its path in small. */
  readonly marks: readonly MicroHop[]
  /** The way of a connection, where the object is a part of one only. */
  readonly path?: Path
  /** Root causes first, each followed by what it explains. */
  readonly findings: readonly Finding[]
}

/** One line of a list: the object with what belongs to it, and what the rules say of it. */
export interface Row<View> {
  readonly view: View
  readonly meta: Meta
  readonly state: RowState
  /** Nobody changed the object: only the rules judge it anew, or the page is still arriving. */
  readonly quiet: boolean
}

/** What rows are judged by, beside the time. Rows name no other rows, so that one change is not a change of all. */
export type RowFacts = Omit<RuleContext, 'now' | 'peers'>

/** The same object for as long as no row is another one. */
export interface Rows<View> {
  readonly list: readonly Row<View>[]
  /** How many of them are broken. */
  readonly broken: number
}

/**
 * @param now milliseconds since the epoch.
 * @param settled false while the page is still arriving: then no change is news.
 */
export type RowMaker<View, Facts = RowFacts> = (
  views: readonly View[],
  facts: Facts,
  now: number,
  settled: boolean,
) => Rows<View>

/** How one kind of view becomes a row. */
export interface RowSpec<View, Facts = RowFacts> {
  readonly metaOf: (view: View) => Meta
  readonly judge: (view: View, facts: Facts, now: number) => RowState
}

/** Every row is judged anew within this many milliseconds, as what rules say of an object changes with its age. */
export const JUDGED_ANEW_WITHIN = 60_000

interface Made<View, Facts> {
  readonly views: readonly View[]
  readonly facts: Facts
  readonly now: number
  readonly settled: boolean
  readonly rows: Rows<View>
  /** Where the next part to judge anew begins. */
  readonly cursor: number
}

/**
 * Makes rows from views, remembering each by its view: a change of one judges that one. New facts judge all; the
 * passing of time judges a few at each call, so that 10,000 rows never have to be judged at one moment. Only rows that
 * read differently become new ones; without any, the answer is the same.
 */
export function createRowMaker<View extends object, Facts = RowFacts>({
  metaOf,
  judge,
}: RowSpec<View, Facts>): RowMaker<View, Facts> {
  const known = new WeakMap<View, { row: Row<View>; facts: Facts }>()

  function rowOf(view: View, facts: Facts, now: number, quiet: boolean): Row<View> {
    const before = known.get(view)
    return before?.facts === facts ? before.row : judgeAnew(view, facts, now, quiet)
  }

  function judgeAnew(view: View, facts: Facts, now: number, quiet: boolean): Row<View> {
    const before = known.get(view)?.row
    const state = judge(view, facts, now)
    const row =
      before && readsTheSame(before.state, state)
        ? before
        : { view, meta: metaOf(view), state, quiet: quiet || before !== undefined }
    known.set(view, { row, facts })
    return row
  }

  function follow(
    last: Made<View, Facts> | undefined,
    views: readonly View[],
    facts: Facts,
    now: number,
  ): Rows<View> {
    if (last?.views === views && last.facts === facts) return last.rows
    const before = last?.facts === facts ? last.rows.list : []
    // What arrives together with the last of the page is not news either, so the state before counts.
    const quiet = last?.settled !== true
    let broken = 0
    const list = views.map((view, index) => {
      // Views keep their places, so most are found again without a look-up.
      const held = before[index]
      const row = held?.view === view ? held : rowOf(view, facts, now, quiet)
      if (isBroken(row)) broken += 1
      return row
    })
    return { list, broken }
  }

  let last: Made<View, Facts> | undefined
  return (views, facts, now, settled) => {
    if (last?.views === views && last.facts === facts && last.now === now && last.settled === settled) {
      return last.rows
    }
    // Clocks of machines are set back at times.
    const passed = Math.max(0, now - (last?.now ?? now))
    const due = Math.min(views.length, Math.ceil((views.length * passed) / JUDGED_ANEW_WITHIN))
    const cursor = last?.cursor ?? 0
    const followed = follow(last, views, facts, now)
    const changed = new Map<number, Row<View>>()
    for (let step = 0; step < due; step += 1) {
      const index = (cursor + step) % views.length
      const row = followed.list[index]
      const fresh = row && judgeAnew(row.view, facts, now, true)
      if (fresh && fresh !== row) changed.set(index, fresh)
    }
    const rows = changed.size === 0 ? followed : withRows(followed.list, changed)
    const next = views.length === 0 ? 0 : (cursor + due) % views.length
    last = { views, facts, now, settled, rows, cursor: next }
    return rows
  }
}

function isBroken({ state }: Row<unknown>): boolean {
  return state.state === 'broken'
}

function withRows<View>(before: readonly Row<View>[], changed: ReadonlyMap<number, Row<View>>): Rows<View> {
  const list = before.map((row, index) => changed.get(index) ?? row)
  return { list, broken: list.filter(isBroken).length }
}

/** Of the same view: what a row shows beside it. */
function readsTheSame(a: RowState, b: RowState): boolean {
  return (
    a.state === b.state && a.notice === b.notice && a.reason === b.reason && a.marks.join() === b.marks.join()
  )
}

/** Whether a row belongs under "Needs attention". */
export function needsAttention({ state, notice }: RowState): boolean {
  return state === 'broken' || notice
}

const RANK: Readonly<Record<RowState['state'], number>> = { broken: 0, waiting: 1, unknown: 3, ok: 4 }

/** Sort key of a state column: problems first, then what waits, then notices, then the rest. */
export function stateRank({ state, notice }: RowState): number {
  return notice ? 2 : RANK[state]
}
