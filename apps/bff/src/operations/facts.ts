import { accessFromRules, type Access } from '@kube-dc/networking/access'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { ProjectNetworkStore } from '@kube-dc/networking/joins/project-store'
import { publicQuota } from '@kube-dc/networking/quota'
import type { Organization } from '@kube-dc/networking/model/organization'
import type { Caller } from '../cluster/caller.ts'
import type { ClusterRequests } from '../cluster/connection.ts'
import { reviewRules } from '../cluster/rules-review.ts'
import { forbidden } from '../problem-error.ts'
import type { SeenNetworkOptions, SeenNetworks } from './seen-network.ts'

export interface FactsOptions extends SeenNetworkOptions {
  readonly cluster: ClusterRequests
  readonly networks: SeenNetworks
}

/** What an intent is judged by, of which everything is what the same person may see. */
export type Facts = JudgementFacts & { readonly network: ProjectNetworkStore; readonly access: Access }

/**
 * Gathers them.
 *
 * @throws {ProblemError} `forbidden` for somebody who can change nothing there: the same where there is nothing.
 * @throws as `AccessReviews.allowed` does.
 */
export async function factsFor(options: FactsOptions, caller: Caller, namespace: string): Promise<Facts> {
  const access = accessFromRules(await reviewRules(options.cluster, caller, namespace))
  if (!changesAnything(access)) throw forbidden()
  const { network, project } = await options.networks.seen(caller, namespace)
  const organization = project?.meta.namespace ?? ''
  return {
    network,
    access,
    installation: options.installation,
    quota: publicQuota(organization, await seenOrganization(options, caller, organization)),
    now: Date.now(),
    project: {
      organization,
      name: project?.meta.name ?? namespace,
      namespace,
      ...(project && {
        ready: project.ready,
        egressNetworkType: project.egressNetworkType,
        cidr: project.cidr,
        gatewayAddress: project.gatewayAddress,
      }),
    },
  }
}

const CHANGED_KINDS = ['external-ips', 'floating-ips', 'services'] as const

function changesAnything({ verbs, incomplete }: Access): boolean {
  if (incomplete) return true
  return CHANGED_KINDS.some((kind) =>
    verbs[kind]?.some((verb) => verb === 'create' || verb === 'patch' || verb === 'delete'),
  )
}

/** An Organization lives in the namespace of its own name (kube-dc.md §1). */
async function seenOrganization(
  { informers, access }: Pick<SeenNetworkOptions, 'informers' | 'access'>,
  caller: Caller,
  name: string,
): Promise<Organization | undefined> {
  for (const { object } of informers.organizations.store.entries({ namespace: name, name })) {
    if (object.kind !== 'Organization') continue
    const question = { verb: 'get', kind: 'organizations', namespace: name, name } as const
    if (await access.allowed(caller, question)) return object
  }
  return undefined
}
