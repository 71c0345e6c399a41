import { isDeepStrictEqual } from 'node:util'
import type { Action } from './actions.ts'
import { timestamp } from './condition.ts'
import { adopt, letGo, reported } from './ovn-actions.ts'
import {
  formatExcludes,
  hostsOf,
  parseAddress,
  parseSpan,
  v4Of,
  type AddressBook,
  type Figures,
  type Span,
} from './pool.ts'
import { resources, type Subnet, type Vlan } from './resources.ts'

/**
 * What Kube-OVN makes of Subnets and their Vlans (kube-dc.md §3): what it refuses, the conditions it writes about it, and
 * the counters. A refused change is not taken over: a new Subnet then has no usable range, an older one keeps the one it
 * had. The loop is in `kube-ovn-controller.ts`.
 */

/** What a Subnet is held against. */
export interface SubnetSurroundings {
  /** Every Vlan of the cluster. */
  readonly vlans: readonly Vlan[]
  /** The other Subnets of its VPC. */
  readonly neighbours: readonly Subnet[]
}

type SubnetCondition = NonNullable<NonNullable<Subnet['status']>['conditions']>[number]

const NO_FIGURES: Figures = {
  v4availableIPs: 0,
  v4availableIPrange: '',
  v4usingIPs: 0,
  v4usingIPrange: '',
}

function isOlder(a: Vlan | Subnet, b: Vlan | Subnet): boolean {
  const [one, other] = [a.metadata, b.metadata]
  return one.createdAt === other.createdAt ? one.name < other.name : one.createdAt < other.createdAt
}

function idOf({ spec }: Vlan): number {
  return spec?.id ?? spec?.vlanId ?? 0
}

function providerOf({ spec }: Vlan): string {
  return spec?.provider || spec?.providerInterfaceName || ''
}

/** The older Vlan of the same provider network with the same id; untagged ones (id 0) never clash [Kube-OVN]. */
export function vlanClash(vlan: Vlan, vlans: readonly Vlan[]): Vlan | undefined {
  if (idOf(vlan) === 0) return undefined
  return vlans.find(
    (other) =>
      other.metadata.name !== vlan.metadata.name &&
      idOf(other) === idOf(vlan) &&
      providerOf(other) === providerOf(vlan) &&
      isOlder(other, vlan),
  )
}

/** What to report about one Vlan. It has no conditions before Kube-OVN 1.17 (kube-dc.md §3). */
export function reconcileVlan(vlan: Vlan, vlans: readonly Vlan[], subnets: readonly string[]): Action[] {
  if (vlan.metadata.deleting) return []
  const after = { subnets: [...subnets].sort(), conflict: vlanClash(vlan, vlans) !== undefined }
  const before = { subnets: vlan.status?.subnets ?? [], conflict: vlan.status?.conflict ?? false }
  return isDeepStrictEqual(after, before) ? [] : [reported(resources.vlans, vlan, after)]
}

/**
 * Why Kube-OVN refuses a Subnet, in its words; undefined where it takes it. Ranges are compared within one VPC and one
 * Vlan only, so that pools of different Vlans may overlap without a word.
 */
export function subnetRefusal(subnet: Subnet, surroundings: SubnetSurroundings): string | undefined {
  return (
    rangeRefusal(subnet) ??
    gatewayRefusal(subnet) ??
    (subnet.spec.excludeIps ?? []).map(excludeRefusal).find((text) => text !== undefined) ??
    overlapRefusal(subnet, surroundings.neighbours) ??
    vlanRefusal(subnet, surroundings.vlans)
  )
}

function hosts(cidrBlock: string): Span | undefined {
  const v4 = v4Of(cidrBlock)
  return v4 === undefined ? undefined : hostsOf(v4)
}

function rangeRefusal({ metadata, spec }: Subnet): string | undefined {
  try {
    hosts(spec.cidrBlock)
    return undefined
  } catch {
    return `subnet ${metadata.name} cidr ${spec.cidrBlock} is not a valid cidrblock`
  }
}

function gatewayRefusal({ spec: { cidrBlock, gateway } }: Subnet): string | undefined {
  const [range, text] = [hosts(cidrBlock), v4Of(gateway ?? '')]
  if (!range || !text) return undefined
  const address = read(text)
  if (address === undefined || address < range.first - 1 || address > range.last + 1)
    return `gateway ${text} is not in cidr ${cidrBlock}`
  const failed = (what: string) =>
    `validate gateway ${text} for cidr ${cidrBlock} failed: ${text} is the ${what} ip in cidr ${cidrBlock}`
  if (address > range.last) return failed('broadcast')
  return address < range.first ? failed('network number') : undefined
}

function excludeRefusal(text: string): string | undefined {
  // Of IPv6 the lab gives nothing out.
  if (text.includes(':')) return undefined
  const ends = text.split('..')
  const wrong = ends.find((end) => read(end) === undefined)
  if (wrong !== undefined && ends.length < 3) return `ip ${wrong} in excludeIps is not a valid address`
  if (ends.length > 2) return `${text} in excludeIps is not a valid ip range`
  const { first, last } = parseSpan(text)
  return first > last ? `${text} in excludeIps is not a valid ip range` : undefined
}

function overlapRefusal(subnet: Subnet, neighbours: readonly Subnet[]): string | undefined {
  const own = hosts(subnet.spec.cidrBlock)
  const other = neighbours.find((one) => {
    if (one.metadata.name === subnet.metadata.name) return false
    if ((one.spec.vlan ?? '') !== (subnet.spec.vlan ?? '') || !isOlder(one, subnet)) return false
    const theirs = rangeRefusal(one) === undefined ? hosts(one.spec.cidrBlock) : undefined
    return own !== undefined && theirs !== undefined && own.first <= theirs.last && theirs.first <= own.last
  })
  if (!other) return undefined
  const named = ({ metadata, spec }: Subnet) => `subnet ${metadata.name} cidr ${spec.cidrBlock}`
  return `${named(subnet)} is conflict with ${named(other)}`
}

function vlanRefusal({ metadata, spec }: Subnet, vlans: readonly Vlan[]): string | undefined {
  if (!spec.vlan) return undefined
  const vlan = vlans.find((one) => one.metadata.name === spec.vlan)
  if (!vlan) return `vlan.kubeovn.io "${spec.vlan}" not found`
  return vlanClash(vlan, vlans)
    ? `subnet ${metadata.name} has invalid vlan ${spec.vlan}, which is conflict`
    : undefined
}

function read(text: string): number | undefined {
  try {
    return parseAddress(text)
  } catch {
    return undefined
  }
}

const REFUSED = 'ValidateLogicalSwitchFailed'

/** Of Kube-OVN: the gateway part answers last, with this reason. */
const DONE = 'ResetLogicalSwitchAclSuccess'

/** The conditions as Kube-OVN keeps them: `Error` is there only while something is wrong. */
function conditionsOf(subnet: Subnet, refusal: string | undefined, now: number): readonly SubnetCondition[] {
  const before = subnet.status?.conditions ?? []
  const wishes =
    refusal === undefined
      ? [
          { type: 'Validated', status: 'True', reason: 'ValidateLogicalSwitchSuccess', message: '' },
          { type: 'Ready', status: 'True', reason: DONE, message: '' },
        ]
      : [
          { type: 'Validated', status: 'False', reason: REFUSED, message: refusal },
          { type: 'Ready', status: 'False', reason: REFUSED, message: refusal },
          { type: 'Error', status: 'True', reason: REFUSED, message: refusal },
        ]
  return wishes.map((wish) => {
    const old = before.find(({ type }) => type === wish.type)
    if (old && old.status === wish.status && old.reason === wish.reason && old.message === wish.message)
      return old
    const at = timestamp(now)
    const since = old?.status === wish.status ? (old.lastTransitionTime ?? at) : at
    return { ...wish, lastUpdateTime: at, lastTransitionTime: since }
  })
}

export interface SubnetView {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Absent where its ranges never could be taken over, and for IPv6 alone. */
  readonly book?: AddressBook
  /** Why its ranges as written are not taken over. */
  readonly refusal?: string
}

/** What to do about one Subnet: merged exclusions, conditions, counters. */
export function reconcileSubnet(subnet: Subnet, { now, book, refusal }: SubnetView): Action[] {
  const figures = book?.figures() ?? (refusal === undefined ? undefined : NO_FIGURES)
  if (subnet.metadata.deleting) {
    // It stays for as long as somebody holds one of its addresses [Kube-OVN].
    if (!figures || figures.v4usingIPs === 0) return letGo(resources.subnets, subnet)
  }
  const { conditions, ...before } = subnet.status ?? {}
  const after = { ...figures, conditions: conditionsOf(subnet, refusal, now) }
  const { v4availableIPs, v4availableIPrange, v4usingIPs, v4usingIPrange } = before
  const counted = { v4availableIPs, v4availableIPrange, v4usingIPs, v4usingIPrange }
  const same =
    isDeepStrictEqual(after.conditions, conditions ?? []) &&
    (figures === undefined || isDeepStrictEqual(figures, counted))
  return [
    ...(subnet.metadata.deleting ? [] : adopt(resources.subnets, subnet)),
    ...(refusal === undefined && book ? merged(subnet, book) : []),
    ...(same ? [] : [reported(resources.subnets, subnet, after)]),
    ...news(subnet, refusal),
  ]
}

function merged(subnet: Subnet, { plot }: AddressBook): Action[] {
  const excludeIps = formatExcludes(plot)
  if (isDeepStrictEqual(excludeIps, subnet.spec.excludeIps ?? [])) return []
  // As Kube-OVN updates: somebody who has changed the list meanwhile must not find it put back.
  const { resourceVersion } = subnet.metadata
  const patch = { metadata: { resourceVersion }, spec: { excludeIps } }
  return [{ do: 'patch', resource: resources.subnets, target: subnet.metadata, patch }]
}

/** Tells of a refusal once. */
function news(subnet: Subnet, refusal: string | undefined): Action[] {
  const told = subnet.status?.conditions?.find(({ type }) => type === 'Error')?.message
  if (refusal === undefined || refusal === told) return []
  const about = { resource: resources.subnets, object: subnet }
  return [{ do: 'event', about, type: 'Warning', reason: REFUSED, message: refusal }]
}
