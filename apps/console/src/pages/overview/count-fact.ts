import type { CountFact } from '../../parts/Counts.tsx'
import type { Row } from '../networking/rows.ts'
import type { ListHere } from './use-lists.ts'

/** A list as its count needs it. */
type Counted = Pick<ListHere, 'title' | 'heading' | 'href' | 'rows' | 'status' | 'sight'>

type Said = Pick<CountFact, 'state' | 'words'>

/** How many there are and the worst of them in words; a count that is not known is no 0. */
export function countFact({ title, heading, href, rows, status, sight }: Counted): CountFact {
  const blind = blindWords(status, sight)
  if (blind) return { label: title, to: href, ...blind }
  const { broken, notice, ...rest } = tally(rows)
  return {
    label: rows.length === 1 ? heading : title,
    // What needs attention is a facet of the list.
    to: broken + notice > 0 ? `${href}?attention=yes` : href,
    count: rows.length,
    ...said({ broken, notice, ...rest }, rows.length),
  }
}

function blindWords(status: Counted['status'], sight: Counted['sight']): Said | undefined {
  if (status === 'forbidden') return { state: 'hidden', words: 'Your role may not list them' }
  if (status === 'gone') return { state: 'hidden', words: 'The Project’s namespace is gone' }
  if (status === 'error') return { state: 'unknown', words: 'Could not be read' }
  if (sight === 'not-installed') return { state: 'hidden', words: 'This cluster has none' }
  if (status === 'loading' || sight === 'loading') return { state: 'ok', words: 'Being read' }
  return undefined
}

interface Tally {
  readonly broken: number
  readonly waiting: number
  readonly notice: number
  readonly unknown: number
}

function tally(rows: readonly Row<unknown>[]): Tally {
  const counts = { broken: 0, waiting: 0, notice: 0, unknown: 0 }
  for (const { state } of rows) {
    if (state.notice) counts.notice += 1
    else if (state.state !== 'ok') counts[state.state] += 1
  }
  return counts
}

function said({ broken, waiting, notice, unknown }: Tally, total: number): Said {
  const parts = [
    { count: broken, state: 'broken', words: 'broken' },
    { count: waiting, state: 'waiting', words: 'waiting' },
    { count: notice, state: 'waiting', words: 'to look at' },
    { count: unknown, state: 'unknown', words: 'not known' },
  ] as const
  const trouble = parts.filter(({ count }) => count > 0)
  const [worst] = trouble
  if (!worst) return { state: 'ok', words: total === 0 ? 'None yet' : total === 1 ? 'Ready' : 'All ready' }
  return {
    state: worst.state,
    words: trouble.map(({ count, words }) => `${count.toLocaleString('en')} ${words}`).join(', '),
  }
}
