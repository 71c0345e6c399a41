import { z } from 'zod'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** A tenant (kube-dc.md §2.4), in the namespace of its own name. */
export interface Organization {
  readonly kind: 'Organization'
  readonly meta: Meta
  readonly ready: boolean
  readonly publicIPv4: QuotaFigure
  /** RFC 3339 time at which the platform took the figures; absent where it does not say. They are sampled (§9). */
  readonly figuresFrom?: string
  /** Plan of the quota; absent: none. A plan may still set no limit for public IPv4. */
  readonly plan?: string
  readonly conditions: readonly Condition[]
}

/** Absent means unknown, never zero (kube-dc.md §9). `used` may exceed `hard`. */
export interface QuotaFigure {
  readonly used?: number
  readonly hard?: number
}

const count = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const text = String(value ?? '').trim()
    return /^\d+$/.test(text) ? Number(text) : undefined
  })

const figure = z
  .object({ used: count, hard: count })
  .nullish()
  .transform((value): QuotaFigure => ({
    ...(value?.used !== undefined && { used: value.used }),
    ...(value?.hard !== undefined && { hard: value.hard }),
  }))

const raw = z.object({
  metadata: meta,
  status: z
    .object({
      ready: z.boolean().nullish(),
      quotaPlanId: z.string().nullish(),
      quotaUsage: z.object({ publicIPv4: figure, lastUpdated: z.string().nullish() }).nullish(),
      conditions,
    })
    .nullish(),
})

export const organization = raw.transform(({ metadata, status }): Organization => {
  const usage = status?.quotaUsage
  return {
    kind: 'Organization',
    meta: metadata,
    ready: status?.ready ?? false,
    publicIPv4: usage?.publicIPv4 ?? {},
    conditions: status?.conditions ?? [],
    ...(usage?.lastUpdated && { figuresFrom: usage.lastUpdated }),
    ...(status?.quotaPlanId && { plan: status.quotaPlanId }),
  }
})
