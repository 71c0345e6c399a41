import { z } from 'zod'
import { meta, type Meta } from './object.ts'

/** `ResourceQuota` of core/v1: the plan's limits as propagated into a Project, or its own cap (kube-dc.md §9). */
export interface ResourceQuota {
  readonly kind: 'ResourceQuota'
  readonly meta: Meta
  /** By resource (`services.loadbalancers`, `requests.cpu`); quantities as Kubernetes writes them. */
  readonly lines: Readonly<Record<string, QuotaLine>>
}

export interface QuotaLine {
  readonly hard: string
  /** Absent: not counted yet. */
  readonly used?: string
}

const quantities = z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).nullish()

export const resourceQuota = z
  .object({
    metadata: meta,
    spec: z.object({ hard: quantities }).nullish(),
    status: z.object({ hard: quantities, used: quantities }).nullish(),
  })
  .transform(({ metadata, spec, status }): ResourceQuota => {
    // What is enforced is in the status; the spec is all there is before the first count.
    const hard = status?.hard ?? spec?.hard ?? {}
    return {
      kind: 'ResourceQuota',
      meta: metadata,
      lines: Object.fromEntries(
        Object.entries(hard).map(([resource, limit]) => {
          const used = status?.used?.[resource]
          return [resource, { hard: limit, ...(used !== undefined && { used }) }]
        }),
      ),
    }
  })
