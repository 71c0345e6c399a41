import type { Live } from '@kube-dc/api/channel'
import { ProjectNetworkStore, type ObjectChange } from '@kube-dc/networking/joins/project-store'
import type { Sight, SourceKind, Sources } from '@kube-dc/networking/joins/views'
import type { Installation } from '@kube-dc/networking/model/installation'
import { PROJECT_KIND_NAMES, type KindName } from '@kube-dc/networking/model/kinds'
import type { Project } from '@kube-dc/networking/model/project'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { LRUCache } from 'lru-cache'
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

type Sights = ReadonlyMap<(typeof IN_NAMESPACE)[number], Sight>

/** A joined network is let go when nobody has asked for it for this long. */
const IDLE_MS = 120_000
/** Networks held at one time; a Project has one for each set of kinds that its people may list. */
const MOST_HELD = 100

interface Held {
  readonly network: ProjectNetworkStore
  readonly stop: () => void
}

/**
 * Joins what a person may list in a namespace, kind by kind as the cluster allows it, from what this server follows: just what
 * their own pages show. A kind that they may not list is not seen, and refuses nothing.
 *
 * Who may list the same sees the same, so they share one network, which is kept current change by change: joining 10,000
 * objects anew takes most of a second in which this server does nothing else.
 */
export class SeenNetworks {
  readonly #options: SeenNetworkOptions
  readonly #held = new LRUCache<string, Held>({
    max: MOST_HELD,
    ttl: IDLE_MS,
    updateAgeOnGet: true,
    ttlAutopurge: true,
    dispose: ({ stop }) => stop(),
  })

  constructor(options: SeenNetworkOptions) {
    this.#options = options
  }

  /** @throws as `AccessReviews.allowed` does. */
  async seen(caller: Caller, namespace: string): Promise<SeenProject> {
    const { informers, access } = this.#options
    const project = await seenProject({ informers, access }, caller, namespace)
    const sights: Sights = new Map(
      await Promise.all(
        IN_NAMESPACE.map(async (kind) => {
          const allowed = await access.allowed(caller, { verb: 'list', kind, namespace })
          return [kind, allowed ? sightOf(informers, kind) : 'forbidden'] as const
        }),
      ),
    )
    const key = JSON.stringify([namespace, project?.meta.uid ?? '', ...sights.values()])
    let held = this.#held.get(key)
    if (!held) {
      held = this.#join(namespace, project, sights)
      this.#held.set(key, held)
    }
    return { network: held.network, project }
  }

  #join(namespace: string, project: Project | undefined, sights: Sights): Held {
    const { informers, installation } = this.#options
    const network = new ProjectNetworkStore({ project: project?.meta.name ?? namespace, installation })
    const stops: (() => void)[] = []
    for (const [kind, sight] of sights) {
      network.see(kind, sight)
      if (sight !== 'complete') continue
      stops.push(follow(informers, kind, { namespace }, (changes) => network.apply(kind, changes)))
    }
    network.see('projects', project ? 'complete' : 'forbidden')
    if (project) {
      const place = { namespace: project.meta.namespace ?? '', uid: project.meta.uid }
      stops.push(follow(informers, 'projects', place, (changes) => network.apply('projects', changes)))
    }
    return {
      network,
      stop: () => {
        for (const stop of stops) stop()
      },
    }
  }
}

/**
 * Hands the objects of a kind on, and then every change of them, until the answer is called.
 *
 * @param place.uid only this one of them.
 */
function follow<K extends SourceKind>(
  informers: Informers,
  kind: K,
  place: { readonly namespace: string; readonly uid?: string },
  apply: (changes: readonly ObjectChange<Sources[K]>[]) => void,
): () => void {
  const { namespace, uid } = place
  const isOfKind = ofKind(kind)
  const isMeant = (object: Live<KindName>): object is Extract<Live<KindName>, Sources[K] | Unreadable> =>
    (uid === undefined || object.meta.uid === uid) && isOfKind(object)
  const { store } = informers[kind]
  const held: ObjectChange<Sources[K]>[] = []
  for (const { object } of store.entries({ namespace })) {
    if (isMeant(object)) held.push({ before: undefined, after: object })
  }
  apply(held)
  return store.listen(({ type, object, namespace: where }) => {
    if (where !== namespace || !isMeant(object)) return
    apply([type === 'set' ? { before: undefined, after: object } : { before: object, after: undefined }])
  })
}

function sightOf(informers: Informers, kind: KindName): Sight {
  const { isSynced, upstream } = informers[kind]
  if (!isSynced) return 'loading'
  return upstream.state === 'not-installed' ? 'not-installed' : 'complete'
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
