import { limiting, sumOf } from '@kube-dc/networking/pools/census'
import type { PoolView } from '@kube-dc/networking/pools/ledger'
import { drawnSamples, recentAllocations, trendOf, type Growth } from '@kube-dc/networking/pools/trend'
import type { UseHistory } from './use-history.ts'

/**
 * How a pool grows, by its history and by the age of what it holds. IPv6 blocks never run out, so growth is told of IPv4
 * where a pool has both.
 */
export function growthOf({ pool, censuses, held }: PoolView, history: UseHistory, now: number): Growth {
  const { source, away, samples } = history.of(pool.name)
  const createdAt = held.flatMap(({ holders }) =>
    holders.flatMap(({ eip }) => (eip ? [eip.meta.createdAt] : [])),
  )
  return {
    recent: recentAllocations(createdAt, now),
    trend: trendOf(samples, Number(sumOf(limiting(censuses)).parts.free), now),
    samples: drawnSamples(samples),
    source,
    ...(away && { away }),
  }
}

/** Addresses of a pool that are in use, as histories count them: by whomever, also by the platform. */
export function usedOf({ censuses }: Pick<PoolView, 'censuses'>): number {
  const { whole, parts } = sumOf(limiting(censuses))
  return Number(whole - parts.free - parts.excluded)
}
