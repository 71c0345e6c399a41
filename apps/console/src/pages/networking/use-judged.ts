import type { Views } from '@kube-dc/networking/joins/views'
import { useMemo } from 'react'
import { useNow } from '../../parts/clock.ts'
import type { ListKind } from '../../app/lists.ts'
import { useNetwork } from './network-context.ts'
import { JUDGES } from './row-makers.ts'
import type { RowState } from './rows.ts'

/** Words with ages in them are made anew this often, in milliseconds. */
export const WORDS_KEEP = 60_000

/** What the rules say of one object now; the same for as long as nothing that it rests on changes. */
export function useJudged<K extends ListKind>(kind: K, view: Views[K]): RowState {
  const { facts } = useNetwork()
  const minute = useNow((now) => Math.floor(now / WORDS_KEEP) * WORDS_KEEP)
  return useMemo(() => JUDGES[kind](view, facts, minute), [kind, view, facts, minute])
}
