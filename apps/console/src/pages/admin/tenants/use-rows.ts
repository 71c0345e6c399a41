import { useEffect, useState, useSyncExternalStore } from 'react'
import { seconds } from '../../../parts/clock.ts'
import type { Row, RowMaker } from '../../networking/rows.ts'

/** So many are judged before the page may answer in between. */
const AT_ONCE = 4000

/**
 * Rows of views, judged a few each second as time passes; renders only when one of them reads differently. The first
 * judgement of tens of thousands takes a while, so it is made in parts; undefined until it is done.
 *
 * @param maker the same one for as long as the page is open.
 * @param facts the same object until they change.
 */
export function useRows<View, Facts>(
  maker: RowMaker<View, Facts>,
  views: readonly View[],
  facts: Facts,
  settled: boolean,
): readonly Row<View>[] | undefined {
  const [judged, setJudged] = useState(0)
  const [done, setDone] = useState(false)
  const total = settled ? views.length : 0

  useEffect(() => {
    if (done || !settled) return undefined
    const timer = setTimeout(() => {
      // The maker remembers each row by its view: what is made here is not made again.
      maker(views.slice(0, judged + AT_ONCE), facts, seconds.now(), false)
      setJudged(judged + AT_ONCE)
      if (judged + AT_ONCE >= total) setDone(true)
    })
    return () => clearTimeout(timer)
  }, [maker, views, facts, settled, judged, total, done])

  return useSyncExternalStore(seconds.subscribe, () =>
    done && settled ? maker(views, facts, seconds.now(), true).list : undefined,
  )
}
