import { isDeepStrictEqual } from 'node:util'
import { withoutFinalizer, type Action, type EventType } from './actions.ts'
import { MADE_FOR, NETWORK_TYPE } from './caches.ts'
import { withCondition } from './condition.ts'
import { attribution, attributionLabel, ovnEipName } from './names.ts'
import { ownership, type Claim, type Ownership } from './ownership.ts'
import { resources, typeOf, type ExternalIp, type OvnEip, type Subnet } from './resources.ts'
import type { Delays } from './settings.ts'

/** Reason of an Event about a user of an address that cannot have it. */
export const BINDING_REFUSED = 'BindingRefused'

export const EIP_FINALIZER = 'eip.kube-dc.com/finalizer'

/** What the platform knows when it looks at one External IP. */
export interface ExternalIpView {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly delays: Delays
  /** The type asked for, or the platform's default. */
  readonly networkType: string
  /** Pools of that type, the preferred one first. */
  readonly pools: readonly Subnet[]
  /** OvnEips made for it. */
  readonly ovnEips: readonly OvnEip[]
  /** An OvnEip was made for it and is not in the cache yet. */
  readonly ovnEipUnderWay: boolean
  readonly claims: readonly Claim[]
  /** Limit of the Organization and how many addresses its other External IPs hold; absent: nothing is enforced. */
  readonly quota?: { readonly organization: string; readonly limit: number; readonly used: number }
  /** When the platform began with what is under way: the allocation, or the release of a deleted one. */
  readonly since: number
  /** Delete it once nothing uses it any more. */
  readonly deleteReleased: boolean
  /** The last thing told in an Event about it, so that an Event is written once per news and retry. */
  readonly told?: string
  /** Refusals of claims that were told and still stand. */
  readonly refusalsTold: ReadonlySet<string>
}

/** Where an External IP stands. */
type Stage =
  | { readonly stage: 'allocated'; readonly ovnEip: OvnEip; readonly address: string }
  | { readonly stage: 'allocating'; readonly subnet: string; readonly waitMs: number }
  | { readonly stage: 'no pool' }
  | { readonly stage: 'no address'; readonly pools: readonly string[] }
  | { readonly stage: 'quota'; readonly organization: string; readonly limit: number; readonly used: number }

function nameOf({ metadata }: { metadata: { name: string } }): string {
  return metadata.name
}

/** A pool whose figures are not known yet may have room. */
export function hasRoom({ status }: Subnet): boolean {
  return status?.v4availableIPs == null || status.v4availableIPs > 0
}

function stageOf(externalIp: ExternalIp, view: ExternalIpView): Stage {
  const { pools, quota, now, since, delays } = view
  const living = view.ovnEips.filter(({ metadata }) => !metadata.deleting)
  // Earlier releases left doubles behind (kube-dc.md §3): the one that it has stays the one.
  const ovnEip = living.find((one) => nameOf(one) === externalIp.status?.ovnEIpRef) ?? living[0]
  if (ovnEip) {
    const subnet = ovnEip.spec.externalSubnet
    const address = ovnEip.status?.v4Ip
    const waitMs = externalIp.status?.ready ? 0 : Math.max(since + delays.readyMs - now, 0)
    if (ovnEip.status?.ready && address && waitMs === 0) return { stage: 'allocated', ovnEip, address }
    const full = !address && pools.some((pool) => nameOf(pool) === subnet && !hasRoom(pool))
    return full ? { stage: 'no address', pools: [subnet] } : { stage: 'allocating', subnet, waitMs }
  }
  if (pools.length === 0) return { stage: 'no pool' }
  if (quota && quota.used >= quota.limit) return { stage: 'quota', ...quota }
  const pool = pools.find(hasRoom)
  if (!pool) return { stage: 'no address', pools: pools.map(nameOf) }
  return { stage: 'allocating', subnet: nameOf(pool), waitMs: delays.readyMs }
}

/** Reason and message of the condition `Ready` (kube-dc.md §13 row 1), and how an Event tells it. */
function wordsOf(
  stage: Stage,
  networkType: string,
): { reason: string; message: string; event: EventType | undefined } {
  switch (stage.stage) {
    case 'allocated':
      return {
        reason: 'Allocated',
        message: `address ${stage.address} from external network ${stage.ovnEip.spec.externalSubnet}`,
        event: 'Normal',
      }
    case 'allocating':
      return {
        reason: 'Allocating',
        message: `waiting for an address from ${stage.subnet}`,
        event: undefined,
      }
    case 'no pool':
      return {
        reason: 'NoExternalNetwork',
        message: `no external network of type ${JSON.stringify(networkType)} on this platform`,
        event: 'Warning',
      }
    case 'no address':
      return {
        reason: 'NoAvailableAddress',
        message: `no available address in external network ${stage.pools.join(', ')}`,
        event: 'Warning',
      }
    case 'quota':
      // The form of the platform's own text (kube-dc.md §9).
      return {
        reason: 'QuotaExceeded',
        message: `public EIP quota exceeded: ${stage.used}/${stage.limit} for organization ${stage.organization}`,
        event: 'Warning',
      }
  }
}

function ovnEipFor(externalIp: ExternalIp, subnet: string): Action {
  const { metadata } = externalIp
  return {
    do: 'create',
    resource: resources.ovnEips,
    manifest: {
      ...typeOf(resources.ovnEips),
      metadata: {
        name: ovnEipName(metadata),
        labels: { 'network.kube-dc.com/eip': attributionLabel(metadata) },
        annotations: { [MADE_FOR]: attribution(metadata) },
      },
      spec: { externalSubnet: subnet, type: 'nat' },
    },
  }
}

function statusFor(externalIp: ExternalIp, view: ExternalIpView, stage: Stage): Action[] {
  const { reason, message } = wordsOf(stage, view.networkType)
  const before = externalIp.status
  const ready = stage.stage === 'allocated'
  const used = ready ? ownership(before?.owners ?? [], view.claims) : ownership([], [])
  const ovnEIpRef = ready
    ? stage.ovnEip.metadata.name
    : stage.stage === 'allocating'
      ? ovnEipName(externalIp.metadata)
      : ''
  const after = {
    ready,
    ipAddress: ready ? stage.address : null,
    ovnEIpRef,
    ownershipType: used.ownershipType,
    owners: used.owners.length > 0 ? used.owners : null,
    deleteReleased: view.deleteReleased ? true : null,
    conditions: withCondition(
      before?.conditions ?? [],
      { type: 'Ready', status: ready ? 'True' : 'False', reason, message },
      view.now,
    ),
  }
  const unchanged =
    before &&
    isDeepStrictEqual(after, {
      ready: before.ready ?? false,
      ipAddress: before.ipAddress ?? null,
      ovnEIpRef: before.ovnEIpRef ?? '',
      ownershipType: before.ownershipType ?? 'Released',
      owners: before.owners ?? null,
      deleteReleased: before.deleteReleased ?? null,
      conditions: before.conditions ?? [],
    })
  const target = externalIp.metadata
  const patch: Action = {
    do: 'patch',
    resource: resources.externalIps,
    target,
    patch: { status: after },
    subresource: 'status',
  }
  return [...(unchanged ? [] : [patch]), ...refusals(externalIp, view, used)]
}

/** Tells, once each, who cannot use the address. */
function refusals(
  externalIp: ExternalIp,
  view: ExternalIpView,
  { refused, ownershipType }: Ownership,
): Action[] {
  return refused
    .map(({ type, ownerRef }) => `${type} ${ownerRef} cannot use this address: it is ${ownershipType}`)
    .filter((message) => !view.refusalsTold.has(message))
    .map((message) => ({
      do: 'event',
      about: { resource: resources.externalIps, object: externalIp },
      type: 'Warning',
      reason: BINDING_REFUSED,
      message,
    }))
}

/** Finalizer and mirrored type come first: from then on the platform is responsible for the address. */
function adopt(externalIp: ExternalIp, { networkType, pools }: ExternalIpView): Action[] {
  const { metadata } = externalIp
  const finalizers = metadata.finalizers.includes(EIP_FINALIZER)
    ? undefined
    : [...metadata.finalizers, EIP_FINALIZER]
  // Only a type that some pool has is mirrored; any other text may not even be a label value.
  const label = pools.length > 0 && metadata.labels[NETWORK_TYPE] !== networkType
  if (!finalizers && !label) return []
  const patch = {
    metadata: {
      ...(finalizers && { finalizers, resourceVersion: metadata.resourceVersion }),
      ...(label && { labels: { [NETWORK_TYPE]: networkType } }),
    },
  }
  return [{ do: 'patch', resource: resources.externalIps, target: metadata, patch }]
}

/** The address goes first, then the object: nobody else gets the address while it is still answered for. */
function release(externalIp: ExternalIp, view: ExternalIpView): Action[] {
  const { metadata, status } = externalIp
  if (!metadata.finalizers.includes(EIP_FINALIZER)) return []
  if (view.ovnEips.length > 0 || view.ovnEipUnderWay) {
    const waitMs = view.since + view.delays.releaseMs - view.now
    if (waitMs > 0) return [{ do: 'look again', afterMs: waitMs }]
    return view.ovnEips
      .filter((ovnEip) => !ovnEip.metadata.deleting)
      .map(({ metadata }): Action => ({ do: 'delete', resource: resources.ovnEips, target: metadata }))
  }
  const released: Action = {
    do: 'event',
    about: { resource: resources.externalIps, object: externalIp },
    type: 'Normal',
    reason: 'Released',
    message: `address ${status?.ipAddress ?? ''} given back`,
  }
  return [
    ...(status?.ipAddress ? [released] : []),
    {
      do: 'patch',
      resource: resources.externalIps,
      target: metadata,
      patch: withoutFinalizer(externalIp, EIP_FINALIZER),
    },
  ]
}

/** What to do about one External IP (kube-dc.md §2.1, §9). Does nothing where everything is as it should be. */
export function reconcileExternalIp(externalIp: ExternalIp, view: ExternalIpView): Action[] {
  if (externalIp.metadata.deleting) return release(externalIp, view)
  const stage = stageOf(externalIp, view)
  const wasUsed = (externalIp.status?.ownershipType ?? 'Released') !== 'Released'
  if (stage.stage === 'allocated' && view.deleteReleased && wasUsed && view.claims.length === 0) {
    return [{ do: 'delete', resource: resources.externalIps, target: externalIp.metadata }]
  }
  const words = wordsOf(stage, view.networkType)
  const mustCreate = stage.stage === 'allocating' && view.ovnEips.length === 0 && !view.ovnEipUnderWay
  const stuck = stage.stage === 'no address' || stage.stage === 'quota' || stage.stage === 'no pool'
  const news = words.event && view.told !== words.message
  return [
    ...adopt(externalIp, view),
    ...(mustCreate ? [ovnEipFor(externalIp, stage.subnet)] : []),
    ...statusFor(externalIp, view, stage),
    ...(news && words.event
      ? [
          {
            do: 'event',
            about: { resource: resources.externalIps, object: externalIp },
            type: words.event,
            reason: words.reason,
            message: words.message,
          } satisfies Action,
        ]
      : []),
    ...(stage.stage === 'allocating' && stage.waitMs > 0
      ? [{ do: 'look again', afterMs: stage.waitMs } satisfies Action]
      : []),
    ...(stuck ? [{ do: 'look again', afterMs: view.delays.retryMs } satisfies Action] : []),
  ]
}
