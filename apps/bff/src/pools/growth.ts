import type { PoolView } from '@kube-dc/networking/pools/ledger'
import { sumOf } from '@kube-dc/networking/pools/census'
import { drawnSamples, recentAllocations, trendOf, type Growth } from '@kube-dc/networking/pools/trend'
import type { UseHistory } from './use-history.ts'

/**
 * How a pool grows, by its history and by the age of what it holds. IPv6 blocks never run out, so growth is told of IPv4
 * where a pool has both.
 */
export function growthOf({ pool, censuses, held }: PoolView, history: UseHistory, now: number): Growth {
  const four = censuses.filter(({ block }) => block.family === 4)
  const { whole, parts } = sumOf(four.length > 0 ? four : censuses)
  const used = Number(whole - parts.free - parts.excluded)
  history.record(pool.name, { at: now, used })
  const samples = history.samples(pool.name)
  const createdAt = held.flatMap(({ holders }) =>
    holders.flatMap(({ eip }) => (eip ? [eip.meta.createdAt] : [])),
  )
  return {
    recent: recentAllocations(createdAt, now),
    trend: trendOf(samples, Number(parts.free), now),
    samples: drawnSamples(samples),
    source: history.source,
  }
}
