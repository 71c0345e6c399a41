import type { NetworkType } from '../model/network-type.ts'
import type { Subnet } from '../model/subnet.ts'
import type { Vlan } from '../model/vlan.ts'
import { parseAddress, parseBlocks, parseRanges, type Block } from './address-text.ts'
import { RangeSet } from './range-set.ts'

/** One family's block of a pool with what is never given out. */
export interface PoolBlock extends Block {
  /** Inside `hosts`; the gateway is among them (kube-dc.md §3). */
  readonly excluded: RangeSet
  readonly gateway?: bigint
}

/** An external network that addresses are allocated from: a Subnet with its Vlan. */
export interface Pool {
  readonly name: string
  readonly networkType: NetworkType
  readonly subnet: Subnet
  readonly vlan?: Vlan
  /** Empty when the CIDR cannot be read; then nothing is counted. */
  readonly blocks: readonly PoolBlock[]
  /** Texts of the Subnet that cannot be read, with their field. */
  readonly malformed: readonly { readonly field: string; readonly value: string }[]
}

/** Whether a Subnet is an external pool: it has a Vlan and the platform's label of the type (kube-dc.md §3). */
export function isPool({ vlan, networkType }: Subnet): boolean {
  return vlan !== undefined && networkType !== 'unknown'
}

/** Reads a pool; undefined for Subnets of another purpose, such as a Project's own. */
export function poolOf(subnet: Subnet, vlan: Vlan | undefined): Pool | undefined {
  const { networkType } = subnet
  if (!isPool(subnet) || networkType === 'unknown') return undefined
  const blocks = parseBlocks(subnet.cidr)
  const gateways = gatewayTexts(subnet)
  const malformed = [
    ...(blocks ? [] : [{ field: 'spec.cidrBlock', value: subnet.cidr }]),
    ...gateways
      .filter((text) => parseAddress(text) === undefined)
      .map((value) => ({ field: 'spec.gateway', value })),
    // Of either family: a text that cannot be read belongs to none.
    ...parseRanges(subnet.excludeIps, '..', 4).malformed.map((value) => ({
      field: 'spec.excludeIps',
      value,
    })),
  ]
  return {
    name: subnet.meta.name,
    networkType,
    subnet,
    blocks: (blocks ?? []).map((block) => poolBlock(block, subnet, gateways)),
    malformed,
    ...(vlan && { vlan }),
  }
}

/** Texts of gateways that can be read and are no host address of the pool: Kube-OVN takes no such Subnet. */
export function gatewaysOutside({ subnet, blocks }: Pool): readonly string[] {
  return gatewayTexts(subnet).filter((text) => {
    const address = parseAddress(text)
    const block = blocks.find(({ family }) => family === address?.family)
    return address !== undefined && blocks.length > 0 && !block?.hosts.has(address.value)
  })
}

function gatewayTexts({ gateway = '' }: Subnet): readonly string[] {
  return gateway.split(',').filter((text) => text.trim() !== '')
}

function poolBlock(block: Block, { excludeIps }: Subnet, gateways: readonly string[]): PoolBlock {
  const gateway = gateways.map(parseAddress).find((address) => address?.family === block.family)?.value
  const written = parseRanges(excludeIps, '..', block.family).set
  const own = gateway === undefined ? RangeSet.EMPTY : RangeSet.of([{ from: gateway, to: gateway }])
  return {
    ...block,
    excluded: written.union(own).intersect(block.hosts),
    ...(gateway !== undefined && { gateway }),
  }
}
