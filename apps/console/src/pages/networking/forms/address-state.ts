import type { AddressOptions } from '@kube-dc/networking/intents/address'
import { NETWORK_TYPES } from '@kube-dc/networking/model/network-type'
import { z } from 'zod'

/** What the address field shows; a choice keeps what was typed for the others. */
export const addressState = z
  .object({
    use: z.enum(['own', 'existing', 'new', 'shared']),
    networkType: z.enum(NETWORK_TYPES),
    existing: z.string(),
    /** Undefined while the suggested name stands there. */
    newName: z.string().optional(),
  })
  .readonly()

export type AddressState = z.infer<typeof addressState>

/** To begin with: what costs nothing more and can be kept, where there is any. */
export function initialAddress({ existing, suggestedType }: AddressOptions): AddressState {
  const free = existing.find(({ offered, unused }) => offered && unused)
  return {
    use: free ? 'existing' : 'own',
    networkType: suggestedType,
    existing: free?.name ?? '',
    newName: undefined,
  }
}

/** The address as the intent says it. */
export function addressIntent(state: AddressState, { suggestedNames }: AddressOptions) {
  const { use, networkType, existing, newName } = state
  switch (use) {
    case 'own':
      return { use, networkType }
    case 'existing':
      return { use, name: existing }
    case 'new':
      return { use, name: newName ?? suggestedNames[networkType], networkType }
    case 'shared':
      return { use }
  }
}
