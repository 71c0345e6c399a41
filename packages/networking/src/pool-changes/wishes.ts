import { z } from 'zod'
import { NETWORK_TYPES } from '../model/network-type.ts'
import { objectName } from '../names.ts'

/*
 * What people ask for about pools, as forms send it and the server takes it. Apart from how it is judged: every page of the
 * console carries the contract's schemas, and only the provider's carry the judgement.
 */

/** Bytes; the limits of the platform's own VLAN kinds (kube-dc.md §2.6). */
const poolMtu = z
  .int({ error: 'Enter a whole number from 576 to 9000.' })
  .min(576, 'Enter a number from 576 to 9000.')
  .max(9_000, 'Enter a number from 576 to 9000.')

/** What can be changed of a pool beside its exclusions. */
export const poolEdit = z.strictObject({ mtu: poolMtu })

export type PoolEdit = z.infer<typeof poolEdit>

/** What somebody asks for: `reserve` takes addresses out of what is given out, `release` puts them back. */
export const exclusionWish = z.strictObject({
  do: z.enum(['reserve', 'release']),
  /** As typed: addresses, `a..b`, `a-b` and blocks. */
  ranges: z.array(z.string().max(100, 'Use at most 100 characters.')).min(1, 'Enter an address.').max(64),
})

export type ExclusionWish = z.infer<typeof exclusionWish>

/** 0 is untagged; the upper limit is that of IEEE 802.1Q. */
const vlanId = z
  .int({ error: 'Enter a whole number from 0 to 4094; 0 is untagged.' })
  .min(0, 'Enter a number from 0 to 4094.')
  .max(4_094, 'Enter a number from 0 to 4094.')

/** Names of provider networks become names of interfaces (kube-dc.md §2.6). */
const providerNetwork = z
  .string()
  .min(1, 'Choose a provider network.')
  .max(12, 'Use at most 12 characters.')
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'Use lower case letters, digits and dashes.')

const newVlan = z.strictObject({ use: z.literal('new'), id: vlanId, provider: providerNetwork })
const existingVlan = z.strictObject({
  use: z.literal('existing'),
  name: z.string().min(1, 'Choose a VLAN.').max(253),
})

/** A pool that somebody asks for, as the form sends it and the server takes it. */
export const addPool = z.strictObject({
  name: objectName,
  networkType: z.enum(NETWORK_TYPES, { error: 'Choose cloud or public.' }),
  cidr: z.string().min(1, 'Enter a block, such as 203.0.113.0/27.').max(100),
  gateway: z.string().min(1, 'Enter the address of the router.').max(100),
  vlan: z.discriminatedUnion('use', [newVlan, existingVlan]),
  mtu: poolMtu,
  /** As typed; the gateway is always excluded and need not be there. */
  exclusions: z.array(z.string().max(100)).max(64),
})

export type AddPool = z.infer<typeof addPool>
