import type { Live } from '@kube-dc/api/channel'
import { KINDS, type KindName } from '@kube-dc/networking/model/kinds'
import {
  liveKey,
  objectsOf,
  type LiveObject,
  type LiveState,
  type PlannedKind,
} from '@kube-dc/networking/operations/live-state'
import type { Plan } from '@kube-dc/networking/operations/plan'
import type { AccessReviews } from '../cluster/access.ts'
import type { Caller } from '../cluster/caller.ts'
import type { Informers } from '../cluster/informers.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'

/**
 * What plans are about, as this server sees it, as far as the same person may list it: for looking at operations, however
 * many there are, without a request for each object. It may be a moment behind, so nothing is decided by it.
 *
 * @throws as `AccessReviews.allowed` does.
 */
export async function seenState(
  { informers, access }: { readonly informers: Informers; readonly access: AccessReviews },
  caller: Caller,
  namespace: string,
  plans: readonly Plan[],
): Promise<LiveState> {
  const named = plans.flatMap(objectsOf)
  const wanted = new Set(named.map(({ kind, name }) => liveKey(kind, name)))
  const kinds = new Set<PlannedKind | 'ovn-eips'>(named.map(({ kind }) => kind))
  // Who else uses an address.
  if (kinds.has('external-ips')) for (const kind of ['services', 'floating-ips'] as const) kinds.add(kind)
  if (kinds.has('vlans')) kinds.add('subnets')
  if (kinds.has('subnets')) kinds.add('ovn-eips')
  const objects = new Map<string, LiveObject>()
  const others: LiveState['others'][number][] = []
  for (const kind of kinds) {
    const place = KINDS[kind].namespaced ? namespace : EVERY_NAMESPACE
    if (!(await access.allowed(caller, { verb: 'list', kind, namespace: place }))) continue
    for (const { object } of informers[kind].store.entries({ namespace: place })) {
      if (isOther(object)) others.push(object)
      if (kind === 'ovn-eips') continue
      const key = liveKey(kind, object.meta.name)
      if (wanted.has(key) && isPlanned(object)) objects.set(key, object)
    }
  }
  return { objects, others }
}

const OTHERS = ['Service', 'FloatingIp', 'OvnEip', 'Subnet'] as const

function isOther(object: Live<KindName>): object is LiveState['others'][number] {
  return OTHERS.some((kind) => kind === object.kind)
}

const PLANNED = ['ExternalIp', 'FloatingIp', 'Service', 'Issuer', 'Vlan', 'Subnet', 'Unreadable'] as const

/** An informer of such a kind holds nothing else; its type is that of all kinds. */
function isPlanned(object: Live<KindName>): object is LiveObject {
  return PLANNED.some((kind) => kind === object.kind)
}
