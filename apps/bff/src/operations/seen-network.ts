import type { Live } from '@kube-dc/api/channel'
import { ProjectNetworkStore, type ObjectChange } from '@kube-dc/networking/joins/project-store'
import type { Sight, SourceKind, Sources } from '@kube-dc/networking/joins/views'
import type { Installation } from '@kube-dc/networking/model/installation'
import { PROJECT_KIND_NAMES, type KindName } from '@kube-dc/networking/model/kinds'
import type { Project } from '@kube-dc/networking/model/project'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import type { AccessReviews } from '../cluster/access.ts'
import type { Caller } from '../cluster/caller.ts'
import type { Informers } from '../cluster/informers.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'

export interface SeenNetworkOptions {
  readonly informers: Informers
  readonly access: AccessReviews
  readonly installation: Installation
}

/** The networking of one Project as one person may see it. */
export interface SeenProject {
  readonly network: ProjectNetworkStore
  /** Absent where the person may not see the Project itself, or there is none. */
  readonly project: Project | undefined
}

const IN_NAMESPACE = ['external-ips', ...PROJECT_KIND_NAMES] as const satisfies readonly SourceKind[]

/**
 * Joins what the same person may list in the namespace, kind by kind as the cluster allows it, from what this server follows:
 * just what their own pages show. A kind that they may not list is not seen, and refuses nothing.
 *
 * @throws as `AccessReviews.allowed` does.
 */
export async function seenNetwork(
  { informers, access, installation }: SeenNetworkOptions,
  caller: Caller,
  namespace: string,
): Promise<SeenProject> {
  const project = await seenProject({ informers, access }, caller, namespace)
  const network = new ProjectNetworkStore({ project: project?.meta.name ?? namespace, installation })
  network.see('projects', project ? 'complete' : 'forbidden')
  if (project) network.apply('projects', [{ before: undefined, after: project }])
  await Promise.all(
    IN_NAMESPACE.map(async (kind) => {
      const allowed = await access.allowed(caller, { verb: 'list', kind, namespace })
      const sight = allowed ? sightOf(informers, kind) : 'forbidden'
      if (sight === 'complete') network.apply(kind, heldOf(informers, kind, namespace))
      network.see(kind, sight)
    }),
  )
  return { network, project }
}

function sightOf(informers: Informers, kind: KindName): Sight {
  const { isSynced, upstream } = informers[kind]
  if (!isSynced) return 'loading'
  return upstream.state === 'not-installed' ? 'not-installed' : 'complete'
}

function heldOf<K extends SourceKind>(
  informers: Informers,
  kind: K,
  namespace: string,
): ObjectChange<Sources[K]>[] {
  const isOfKind = ofKind(kind)
  const changes: ObjectChange<Sources[K]>[] = []
  for (const { object } of informers[kind].store.entries({ namespace })) {
    if (isOfKind(object)) changes.push({ before: undefined, after: object })
  }
  return changes
}

/** What parsed objects of each kind call themselves. */
const PARSED: { readonly [K in SourceKind]: Sources[K]['kind'] } = {
  'external-ips': 'ExternalIp',
  projects: 'Project',
  'floating-ips': 'FloatingIp',
  services: 'Service',
  'endpoint-slices': 'EndpointSlice',
  pods: 'Pod',
  'virtual-machines': 'VirtualMachine',
  'virtual-machine-instances': 'VirtualMachineInstance',
  deployments: 'Deployment',
  'stateful-sets': 'StatefulSet',
  'daemon-sets': 'DaemonSet',
  'http-routes': 'HttpRoute',
  'tls-routes': 'TlsRoute',
  backends: 'GatewayBackend',
  certificates: 'Certificate',
  issuers: 'Issuer',
  challenges: 'Challenge',
  'resource-quotas': 'ResourceQuota',
}

/** An informer holds objects of its kind only; its type is that of all kinds. */
function ofKind<K extends SourceKind>(
  kind: K,
): (object: Live<KindName>) => object is Extract<Live<KindName>, Sources[K] | Unreadable> {
  return (object): object is Extract<Live<KindName>, Sources[K] | Unreadable> =>
    object.kind === 'Unreadable' || object.kind === PARSED[kind]
}

/** The Project of a backing namespace, for who may list the Projects of its Organization. */
async function seenProject(
  { informers, access }: Pick<SeenNetworkOptions, 'informers' | 'access'>,
  caller: Caller,
  namespace: string,
): Promise<Project | undefined> {
  for (const { object } of informers.projects.store.entries({ namespace: EVERY_NAMESPACE })) {
    if (object.kind !== 'Project' || object.backingNamespace !== namespace) continue
    const question = { verb: 'list', kind: 'projects', namespace: object.meta.namespace ?? '' } as const
    if (await access.allowed(caller, question)) return object
  }
  return undefined
}
