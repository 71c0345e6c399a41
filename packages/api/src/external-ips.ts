import { NETWORK_TYPES } from '@kube-dc/networking/model/network-type'
import { objectName } from '@kube-dc/networking/names'
import { z } from 'zod'

/** Body of a create; the form and the server parse it with this same schema. */
export const createExternalIp = z.strictObject({
  name: objectName,
  /** Always written: the platform's default for an absent type differs by installation (kube-dc.md §4.1). */
  networkType: z.enum(NETWORK_TYPES, { error: 'Choose one of the offered network types.' }),
})

export type CreateExternalIp = z.infer<typeof createExternalIp>

export const event = z.object({
  type: z.string(),
  reason: z.string(),
  message: z.string(),
  count: z.number(),
  /** RFC 3339. */
  firstSeen: z.string().optional(),
  lastSeen: z.string().optional(),
  source: z.string().optional(),
})

export type Event = z.infer<typeof event>
