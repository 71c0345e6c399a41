import { exclusionWish } from '@kube-dc/networking/pool-changes/wishes'
import { poolEdit } from '@kube-dc/networking/pool-changes/wishes'
import { CELL_STATES } from '@kube-dc/networking/pools/cell-states'
import { z } from 'zod'

/**
 * Which pool, as the person saw it: refused where what they saw of it is not so any more. Not by the resourceVersion, which
 * another one follows whenever an address of the pool is given out or back.
 */
const uid = z.string().min(1).max(128)

export const changeExclusions = exclusionWish.extend({
  uid,
  seen: z.strictObject({ excludeIps: z.array(z.string().max(200)).max(4_096) }),
})

export type ChangeExclusions = z.infer<typeof changeExclusions>

export const changePool = poolEdit.extend({
  uid,
  seen: z.strictObject({ mtu: z.number().nullable() }),
})

export type ChangePool = z.infer<typeof changePool>

const fieldWord = z.object({ field: z.string(), message: z.string() })

/** Numbers of addresses, in decimal: a pool of IPv6 has more than JSON counts exactly. */
const figure = z.string()

const heldAddress = z.object({
  address: z.string(),
  state: z.enum(CELL_STATES),
  /** Usually one; untrusted text. */
  holders: z.array(
    z.object({
      /** Who has it, as the pages name holders. */
      words: z.string(),
      project: z.object({ organization: z.string(), project: z.string() }).optional(),
    }),
  ),
})

/** What a change of exclusions comes to: with `dryRun` what it would. */
export const exclusionOutcome = z.object({
  /** The whole list afterwards. */
  excludeIps: z.array(z.string()),
  changed: z.array(z.string()),
  count: figure,
  free: z.object({ before: figure, after: figure }),
  /** Who holds addresses among them, ascending; not more than `MOST_HELD`. */
  held: z.array(heldAddress),
  heldCount: z.number(),
  warnings: z.array(fieldWord),
})

export type ExclusionOutcome = z.infer<typeof exclusionOutcome>

/** Holders that one answer names. */
export const MOST_HELD = 200

export const poolOutcome = z.object({ warnings: z.array(fieldWord) })
