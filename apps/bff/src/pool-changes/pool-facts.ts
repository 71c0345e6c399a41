import type { Live } from '@kube-dc/api/channel'
import { accessFromRules, deniedReason, type Access, type ChangeVerb } from '@kube-dc/networking/access'
import { REPORT_SOURCES } from '@kube-dc/networking/model/kind-names'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Project } from '@kube-dc/networking/model/project'
import type { Service } from '@kube-dc/networking/model/service'
import type { Subnet } from '@kube-dc/networking/model/subnet'
import type { Vlan } from '@kube-dc/networking/model/vlan'
import type { Claim } from '@kube-dc/networking/pool-changes/exclusions'
import type { AccessReviews } from '../cluster/access.ts'
import type { Caller } from '../cluster/caller.ts'
import type { ClusterRequests } from '../cluster/connection.ts'
import type { Informers } from '../cluster/informers.ts'
import { reviewRules } from '../cluster/rules-review.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'
import { REPORT_QUESTIONS } from '../live/permission.ts'
import { forbidden } from '../problem-error.ts'
import { whenReadable } from '../routes/readable.ts'

export interface PoolFactsOptions {
  readonly cluster: ClusterRequests
  readonly informers: Informers
  readonly access: AccessReviews
}

/**
 * Lets nobody in who may not list, in the whole cluster, all that pools are told by: for a tenant this is something that is
 * not theirs, like anything else.
 *
 * @throws {ProblemError} `forbidden`; or as `AccessReviews.allowed` does.
 */
export async function admit({ informers, access }: PoolFactsOptions, caller: Caller): Promise<void> {
  await Promise.all(REPORT_SOURCES.map((kind) => whenReadable(informers[kind])))
  if (!(await access.allAllowed(caller, REPORT_QUESTIONS))) throw forbidden()
}

/**
 * What the person may do to pools.
 *
 * @param namespace of the platform, where their journals would lie.
 * @throws {ProblemError} `forbidden` where that is nothing of this sort.
 */
export async function accessTo(
  { cluster }: PoolFactsOptions,
  caller: Caller,
  namespace: string,
  verb: ChangeVerb,
): Promise<Access> {
  const access = accessFromRules(await reviewRules(cluster, caller, namespace))
  if (deniedReason(access, verb, 'subnets') !== undefined) throw forbidden()
  return access
}

/** All of a kind that can be read. */
function* all<O extends Live<KindName>>(
  informers: Informers,
  kind: KindName,
  isOfKind: (object: Live<KindName>) => object is O,
): Iterable<O> {
  for (const { object } of informers[kind].store.entries({ namespace: EVERY_NAMESPACE })) {
    if (isOfKind(object)) yield object
  }
}

export function seenSubnets(informers: Informers): Subnet[] {
  return [...all(informers, 'subnets', (object): object is Subnet => object.kind === 'Subnet')]
}

export function seenVlans(informers: Informers): Vlan[] {
  return [...all(informers, 'vlans', (object): object is Vlan => object.kind === 'Vlan')]
}

export function seenProjects(informers: Informers): Project[] {
  return [...all(informers, 'projects', (object): object is Project => object.kind === 'Project')]
}

/** Addresses that Services report. */
export function claims(informers: Informers): Claim[] {
  const services = all(informers, 'services', (object): object is Service => object.kind === 'Service')
  return [...services].flatMap(({ addresses, meta: { namespace = '', name } }) =>
    addresses.map((address) => ({ address, by: `Service ${namespace}/${name}` })),
  )
}
