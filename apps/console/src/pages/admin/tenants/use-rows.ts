import { useSyncExternalStore } from 'react'
import { seconds } from '../../../parts/clock.ts'
import type { RowMaker, Rows } from '../../networking/rows.ts'

/**
 * Rows of views, judged a few each second as time passes; renders only when one of them reads differently.
 *
 * @param maker the same one for as long as the page is open.
 * @param facts the same object until they change.
 */
export function useRows<View, Facts>(
  maker: RowMaker<View, Facts>,
  views: readonly View[],
  facts: Facts,
  settled: boolean,
): Rows<View> {
  return useSyncExternalStore(seconds.subscribe, () => maker(views, facts, seconds.now(), settled))
}
