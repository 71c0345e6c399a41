import type { Action } from './actions.ts'
import type { Caches } from './caches.ts'
import { MADE_FOR } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { hasRoom } from './external-ip.ts'
import { attributed, attribution } from './names.ts'
import { GATEWAY_NAME, PLAN_QUOTA, reconcileProject, type ProjectView } from './project.ts'
import { hasPlan } from './quota.ts'
import { PROJECT_ROLES } from './roles.ts'
import { isHeld, keyOf, referenceOf, type Project } from './resources.ts'
import type { Settings } from './settings.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  /** Whether the cluster serves NetworkAttachmentDefinitions. */
  readonly servesNetworkAttachments: boolean
  readonly log: (message: string) => void
}

/** Keeps Projects and everything that makes them up. */
export class ProjectController {
  readonly controller: Controller
  readonly #caches: Caches
  readonly #settings: Settings
  readonly #servesNetworkAttachments: boolean
  readonly #networkAttachments = new Set<string>()
  /** External Subnets that the External IPs of a namespace have addresses from. */
  readonly #pools = new Map<string, Set<string>>()

  constructor({ client, caches, settings, servesNetworkAttachments, log }: Dependencies) {
    this.#caches = caches
    this.#settings = settings
    this.#servesNetworkAttachments = servesNetworkAttachments
    this.controller = new Controller({
      name: 'project-controller',
      client,
      concurrency: 4,
      decide: (key) => this.#decide(key),
      onDone: (_, action) => this.#done(action),
      log,
    })
    this.#listen()
  }

  #listen(): void {
    const { queue } = this.controller
    const { projects, namespaces, vpcs, subnets, externalIps, floatingIps, snatRules, ovnEips } = this.#caches
    projects.onChange(({ key, now, before }) => {
      queue.add(key)
      // One Project less may be room for another one.
      const organization = now ? undefined : before.metadata.namespace
      if (organization)
        for (const { metadata } of projects.by('namespace', organization)) queue.add(keyOf(metadata))
    })
    namespaces.onChange(({ key }) => this.#addBacked(key))
    vpcs.onChange(({ key }) => this.#addBacked(key))
    subnets.onChange(({ key, now, before }) => {
      // A new pool may be the one that Projects wait for.
      if (now?.spec.vlan && !before) for (const { metadata } of projects.all()) queue.add(keyOf(metadata))
      if (key.endsWith('-default')) this.#addBacked(key.slice(0, -'-default'.length))
    })
    snatRules.onChange(({ key }) => this.#addBacked(key))
    ovnEips.onChange(({ now }) => {
      const owner = attributed(now?.metadata.annotations[MADE_FOR] ?? '')
      if (!now || !owner?.namespace) return
      const pools = this.#pools.get(owner.namespace) ?? new Set()
      const isNew = !pools.has(now.spec.externalSubnet)
      this.#pools.set(owner.namespace, pools.add(now.spec.externalSubnet))
      if (isNew || owner.name === GATEWAY_NAME) this.#addBacked(owner.namespace)
    })
    externalIps.onChange(({ now, before }) => {
      const { name, namespace } = (now ?? before).metadata
      if (!now || name === GATEWAY_NAME) this.#addBacked(namespace)
    })
    floatingIps.onChange(({ now, before }) => {
      if (!now) this.#addBacked(before.metadata.namespace)
    })
  }

  #addBacked(namespace: string | undefined): void {
    if (namespace === undefined) return
    for (const { metadata } of this.#caches.projects.by('backing', namespace))
      this.controller.queue.add(keyOf(metadata))
  }

  #decide(key: string): readonly Action[] {
    const project = this.#caches.projects.get(referenceOf(key))
    return project && !isHeld(project) ? reconcileProject(project, this.#view(project)) : []
  }

  #view(project: Project): ProjectView {
    const caches = this.#caches
    const { metadata, spec, status } = project
    const organization = metadata.namespace ?? ''
    const backing = status?.namespace || `${organization}-${metadata.name}`
    const beyondLimit = this.#beyondLimit(project)
    const namespace = caches.namespaces.get({ name: backing })
    const vpc = caches.vpcs.get({ name: backing })
    const subnet = caches.subnets.get({ name: `${backing}-default` })
    const gatewayReference = { namespace: backing, name: GATEWAY_NAME }
    const gateway = caches.externalIps.get(gatewayReference)
    const snatRule = caches.snatRules.get({ name: backing })
    const gatewayOvnEip = caches.ovnEips
      .by('madeFor', attribution(gatewayReference))
      .find(({ metadata }) => !metadata.deleting)
    const pools = caches.subnets.by('poolOf', spec.egressNetworkType)
    // The one that its gateway has an address from; before, one that has room.
    const egressPool =
      pools.find(({ metadata }) => metadata.name === gatewayOvnEip?.spec.externalSubnet) ??
      pools.find(hasRoom) ??
      pools[0]
    const has = (informer: Caches['roles'], name: string) =>
      informer.get({ namespace: backing, name }) !== undefined
    return {
      now: Date.now(),
      delays: this.#settings.delays,
      organization,
      backing,
      taken: caches.projects.by('backing', backing).some((other) => other.metadata.uid !== metadata.uid),
      pools: [...(this.#pools.get(backing) ?? [])],
      hasQuota: caches.resourceQuotas.get({ namespace: backing, name: PLAN_QUOTA }) !== undefined,
      ...(hasPlan(organization, caches) && { loadBalancers: this.#settings.loadBalancersLimit }),
      roles: new Set(PROJECT_ROLES.filter((name) => has(caches.roles, name))),
      roleBindings: new Set(['org-admin', 'user'].filter((name) => has(caches.roleBindings, name))),
      externalIps: caches.externalIps.by('namespace', backing),
      floatingIps: caches.floatingIps.by('namespace', backing),
      ...(beyondLimit !== undefined && { beyondLimit }),
      ...(namespace && { namespace }),
      ...(vpc && { vpc }),
      ...(subnet && { subnet }),
      ...(gateway && { gateway }),
      ...(snatRule && { snatRule }),
      ...(gatewayOvnEip && { gatewayOvnEip }),
      ...(egressPool && { egressPool }),
      ...(this.#servesNetworkAttachments && { networkAttachment: this.#networkAttachments.has(backing) }),
    }
  }

  /** The oldest Projects are within the limit. */
  #beyondLimit({ metadata }: Project): number | undefined {
    const limit = this.#settings.projectsLimit
    const older = this.#caches.projects
      .by('namespace', metadata.namespace ?? '')
      .filter((other) => isOlder(other.metadata, metadata))
    return older.length >= limit ? limit : undefined
  }

  #done(action: Action): void {
    if (action.do === 'create' && action.manifest.kind === 'NetworkAttachmentDefinition') {
      this.#networkAttachments.add(action.manifest.metadata.namespace ?? '')
    }
  }
}

function isOlder(a: Project['metadata'], b: Project['metadata']): boolean {
  return a.createdAt === b.createdAt ? a.name < b.name : a.createdAt < b.createdAt
}
