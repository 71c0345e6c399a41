import { z } from 'zod'

/** Who held an address of a pool, as its history has it. */
export const addressHistory = z.object({
  /** RFC 3339: nobody watched before. */
  since: z.string(),
  /** `memory`: of the server that answers, since it started. `store`: outlives it. */
  source: z.enum(['memory', 'store']),
  /** A history that outlives the server is set up and does not answer. */
  away: z.literal(true).exactOptional(),
  /** Newest first. */
  entries: z.array(
    z.object({
      from: z.string(),
      /** Absent while it lasts. */
      to: z.string().exactOptional(),
      organization: z.string().exactOptional(),
      project: z.string().exactOptional(),
      /** `namespace/name` of the External IP; else the OvnEip's name. */
      object: z.string(),
      kind: z.enum(['ExternalIp', 'OvnEip']),
    }),
  ),
})
