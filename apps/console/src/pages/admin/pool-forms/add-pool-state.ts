import { NETWORK_TYPES } from '@kube-dc/networking/model/network-type'
import { suggestedGateway } from '@kube-dc/networking/pool-changes/add-pool'
import type { AddPool } from '@kube-dc/networking/pool-changes/wishes'
import { DEFAULT_MTU } from '@kube-dc/networking/pool-changes/pool-edit'
import { z } from 'zod'
import { rangeRows } from './range-rows.ts'

/** What is on the screen; texts stay as they are typed. */
export const addPoolState = z.object({
  name: z.string(),
  networkType: z.enum(NETWORK_TYPES),
  cidr: z.string(),
  /** Null: it follows the block. */
  gateway: z.string().nullable(),
  use: z.enum(['new', 'existing']),
  vlanId: z.string(),
  /** Null: the one that most VLANs are on. */
  provider: z.string().nullable(),
  /** Name of a VLAN. */
  existing: z.string(),
  mtu: z.string(),
  exclusions: rangeRows,
})

export type AddPoolState = z.infer<typeof addPoolState>

export const NEW_POOL: AddPoolState = {
  name: '',
  networkType: 'public',
  cidr: '',
  gateway: null,
  use: 'new',
  vlanId: '',
  provider: null,
  existing: '',
  mtu: String(DEFAULT_MTU),
  exclusions: [],
}

/**
 * What the screen says; numbers that are none are NaN.
 *
 * @param providers see `knownProviders`.
 */
export function addPoolWish(state: AddPoolState, providers: readonly string[]): AddPool {
  const { name, networkType, cidr, mtu, exclusions } = state
  return {
    name,
    networkType,
    cidr,
    gateway: gatewayOf(state),
    vlan:
      state.use === 'existing'
        ? { use: 'existing', name: state.existing }
        : { use: 'new', id: numberOf(state.vlanId), provider: providerOf(state, providers) },
    mtu: numberOf(mtu),
    exclusions: exclusions.map(({ text }) => text),
  }
}

export function gatewayOf({ cidr, gateway }: AddPoolState): string {
  return gateway ?? suggestedGateway(cidr) ?? ''
}

export function providerOf({ provider }: AddPoolState, [first = '']: readonly string[]): string {
  return provider ?? first
}

/** Nothing is no number, and not zero. */
export function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text)
}
