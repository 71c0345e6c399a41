import type { Access } from '../access.ts'
import type { FieldWord } from '../intents/judgement.ts'
import { deniedReasons } from '../intents/permission.ts'
import { Remarks } from '../intents/remarks.ts'
import type { Project } from '../model/project.ts'
import type { Subnet } from '../model/subnet.ts'
import type { Vlan } from '../model/vlan.ts'
import { freeName } from '../names.ts'
import type { PlannedObject } from '../operations/objects.ts'
import { poolPlan, type Plan, type Step } from '../operations/plan.ts'
import { formatAddress, formatRange, parseAddress, parseBlocks, type Block } from '../pools/address-text.ts'
import { censusOf, type Census } from '../pools/census.ts'
import { isPool, type PoolBlock } from '../pools/pool.ts'
import { RangeSet } from '../pools/range-set.ts'
import { list } from '../words.ts'
import { mtuWarning } from './pool-edit.ts'
import { overlapReason } from './pool-overlap.ts'
import { meantIn } from './typed-range.ts'
import { unusableReason, usersOf } from './vlan-choice.ts'
import type { AddPool } from './wishes.ts'

/** What a new pool is held against. What cannot be seen refuses nothing: the cluster has the last word. */
export interface AddPoolFacts {
  /** All Subnets of the cluster, pools among them. */
  readonly subnets: readonly Subnet[]
  readonly vlans: readonly Vlan[]
  readonly projects: readonly Project[]
  /** Networks of the installation itself, as CIDRs. */
  readonly reservedRanges: readonly string[]
  /** `undefined` while it is not known. */
  readonly access: Access | undefined
}

/** Parts of a pool; they sum to the whole. */
export type PoolUse = Pick<Census, 'whole' | 'parts'>

export interface AddPoolJudgement {
  readonly problems: readonly FieldWord[]
  readonly warnings: readonly FieldWord[]
  /** How it would be used before anybody has an address of it; absent where that cannot be told yet. */
  readonly use?: PoolUse
  /** Absent while there are problems. */
  readonly plan?: Plan
}

/** The first address that a block gives out, where routers usually are; undefined while it is no block that can be used. */
export function suggestedGateway(cidr: string): string | undefined {
  const [block, ...more] = parseBlocks(cidr.trim()) ?? []
  const [first] = block?.hosts.ranges ?? []
  return block && first && more.length === 0 ? formatAddress(block.family, first.from) : undefined
}

/** Whether a pool can be added here, and what would be made. */
export function judgeAddPool(wish: AddPool, facts: AddPoolFacts): AddPoolJudgement {
  const remarks = new Remarks()
  const { use, block, excluded, vlan } = judgeFields(wish, facts, remarks)
  if (!block || !excluded || !vlan) return said(remarks, use)
  const subnet: PlannedObject = {
    kind: 'subnets',
    name: wish.name,
    networkType: wish.networkType,
    cidr: block.cidr,
    gateway: wish.gateway.trim(),
    excludeIps: excluded.ranges.map((range) => formatRange(block.family, range)),
    vlan: vlan.name,
    mtu: wish.mtu,
  }
  const steps: Step[] = [...vlan.steps, { verb: 'create', object: subnet }]
  for (const reason of deniedReasons(steps, facts.access)) remarks.problem('', reason)
  if (remarks.problems.length > 0) return said(remarks, use)
  return {
    ...said(remarks, use),
    plan: poolPlan.parse({ intent: 'add-pool', subject: { kind: 'subnets', name: wish.name }, steps }),
  }
}

/**
 * What can be said already of a pool that is still being entered. Of fields that `addPool` refuses nothing of it counts.
 */
export function judgeUnfinishedPool(wish: AddPool, facts: AddPoolFacts): AddPoolJudgement {
  const remarks = new Remarks()
  return said(remarks, judgeFields(wish, facts, remarks).use)
}

function said({ problems, warnings }: Remarks, use: PoolUse | undefined): AddPoolJudgement {
  return { problems, warnings, ...(use && { use: { whole: use.whole, parts: use.parts } }) }
}

function judgeFields(wish: AddPool, facts: AddPoolFacts, remarks: Remarks) {
  const { name, mtu } = wish
  if (facts.subnets.some(({ meta }) => meta.name === name)) {
    remarks.problem('name', `There is a Subnet ${name} already. Choose another name.`)
  }
  const block = judgeBlock(wish, facts, remarks)
  const excluded = block && judgeExclusions(wish, block, remarks)
  const vlan = judgeVlan(wish, facts, remarks)
  remarks.warn('mtu', mtuWarning(mtu))
  warnOfOthers(wish, facts, remarks)
  const use = block && excluded && censusOf({ ...block, excluded }, [])
  if (use?.parts.free === 0n)
    remarks.problem('exclusions', 'Nothing is left to give out. Reserve less, or use a larger block.')
  return { block, excluded, vlan, use }
}

/** Larger ones are no pool but a mistake; smaller ones have nothing left beside the gateway and a router port. */
const [WIDEST, NARROWEST] = [8, 29]

/** The block with its gateway where both are right. */
function judgeBlock(
  { cidr, gateway: typed }: AddPool,
  facts: AddPoolFacts,
  remarks: Remarks,
): PoolBlock | undefined {
  const block = readBlock(cidr)
  if (typeof block === 'string') {
    remarks.problem('cidr', block)
    return undefined
  }
  remarks.problem('cidr', overlapReason(block, facts))
  const gateway = parseAddress(typed)
  if (gateway?.family !== 4) {
    remarks.problem('gateway', `“${typed.trim()}” is no IPv4 address.`)
    return undefined
  }
  const meant = meantIn([{ ...block, excluded: RangeSet.EMPTY }], typed)
  if (meant.state === 'refused') {
    remarks.problem('gateway', meant.reason)
    return undefined
  }
  return { ...block, excluded: meant.set, gateway: gateway.value }
}

/** The block that somebody typed, or why it cannot be one. */
function readBlock(typed: string): Block | string {
  const text = typed.trim()
  const [block, ...more] = parseBlocks(text) ?? []
  if (!block) return `“${text}” is no block. Enter one such as 203.0.113.0/27.`
  if (block.family === 6 || more.length > 0) {
    return 'Enter one IPv4 block: the platform gives out IPv4 addresses only.'
  }
  if (block.cidr !== text) return `“${text}” lies inside of the block ${block.cidr}. Enter that.`
  if (block.prefix < WIDEST || block.prefix > NARROWEST) {
    return `Use a block from /${WIDEST} to /${NARROWEST}: this one is a /${block.prefix}.`
  }
  return block
}

/** What is never given out, the gateway among it; undefined where a text cannot be read. */
function judgeExclusions({ exclusions }: AddPool, block: PoolBlock, remarks: Remarks): RangeSet | undefined {
  let { excluded } = block
  let isRead = true
  for (const [index, typed] of exclusions.entries()) {
    const meant = meantIn([block], typed)
    if (meant.state === 'meant') excluded = excluded.union(meant.set)
    else {
      remarks.problem(`exclusions.${index}`, meant.reason)
      isRead = false
    }
  }
  return isRead ? excluded : undefined
}

interface ChosenVlan {
  readonly name: string
  /** What makes it, where it is new. */
  readonly steps: readonly Step[]
}

function judgeVlan({ vlan }: AddPool, facts: AddPoolFacts, remarks: Remarks): ChosenVlan | undefined {
  if (vlan.use === 'existing') return judgeExisting(vlan.name, facts, remarks)
  const { id, provider } = vlan
  const { vlans } = facts
  const clash = vlans.find((one) => one.provider === provider && one.id === id)
  if (clash) {
    const used = usersOf(clash.meta.name, facts.subnets)
    remarks.problem(
      'vlan.id',
      `VLAN ${id} of ${provider} is ${clash.meta.name} already${used.length > 0 ? `, which ${list(used)} uses` : ''}. Use that one, or another id.`,
    )
    return undefined
  }
  if (!vlans.some((one) => one.provider === provider)) {
    remarks.warn(
      'vlan.provider',
      `No VLAN is on ${provider} yet. Make sure that this provider network exists.`,
    )
  }
  const name = freeName(`vlan${id}`, new Set(vlans.map(({ meta }) => meta.name)))
  return { name, steps: [{ verb: 'create', object: { kind: 'vlans', name, id, provider } }] }
}

function judgeExisting(name: string, facts: AddPoolFacts, remarks: Remarks): ChosenVlan | undefined {
  const vlan = facts.vlans.find(({ meta }) => meta.name === name)
  const reason = vlan ? unusableReason(vlan) : `There is no VLAN ${name}.`
  remarks.problem('vlan.name', reason)
  const used = usersOf(name, facts.subnets)
  if (used.length > 0) {
    remarks.warn('vlan.name', `${list(used)} ${used.length === 1 ? 'is' : 'are'} on ${name} as well.`)
  }
  return reason === undefined ? { name, steps: [] } : undefined
}

/** Tenants cannot choose among pools of one type (kube-dc.md §13, 22). */
function warnOfOthers({ networkType }: AddPool, { subnets }: AddPoolFacts, remarks: Remarks): void {
  const others = subnets.filter((one) => isPool(one) && one.networkType === networkType)
  if (others.length === 0) return
  const names = list(others.map(({ meta }) => meta.name))
  remarks.warn(
    'networkType',
    `${names} ${others.length === 1 ? 'gives' : 'give'} out ${networkType} addresses too. The platform chooses which pool an address comes from, not who asks.`,
  )
}

/** Fields of the form by the fields of the object that a step makes, for what the cluster says about it. */
export function addPoolFields(step: Step): Readonly<Record<string, string>> {
  if (step.verb !== 'create') return {}
  switch (step.object.kind) {
    case 'vlans':
      return { 'metadata.name': 'vlan.id', 'spec.id': 'vlan.id', 'spec.provider': 'vlan.provider' }
    case 'subnets':
      return {
        'metadata.name': 'name',
        'spec.cidrBlock': 'cidr',
        'spec.gateway': 'gateway',
        'spec.excludeIps': 'exclusions',
        'spec.mtu': 'mtu',
        'spec.vlan': 'vlan.name',
      }
    default:
      return {}
  }
}
