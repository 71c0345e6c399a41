import type { Action } from './actions.ts'
import { MADE_FOR, NETWORK_TYPE, type Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { BINDING_REFUSED, reconcileExternalIp, type ExternalIpView } from './external-ip.ts'
import { attributed, attribution } from './names.ts'
import type { Claim } from './ownership.ts'
import { organizationOf, publicHolders, publicLimit } from './quota.ts'
import {
  isHeld,
  keyOf,
  referenceOf,
  resources,
  type ExternalIp,
  type OvnEip,
  type Subnet,
} from './resources.ts'
import { boundTo, isLoadBalancer } from './service-binding.ts'
import type { Settings } from './settings.ts'

interface Memory {
  /** When the allocation or the release began. */
  since: number
  deleting: boolean
  told?: string
  toldAt: number
  refusals: Set<string>
}

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  readonly log: (message: string) => void
}

/**
 * Gives addresses to External IPs. It remembers what it decided a moment ago and does not see in its caches yet, so that
 * decisions made in one breath never spend the same quota twice and never lose an OvnEip.
 */
export class ExternalIpController {
  readonly controller: Controller
  readonly #caches: Caches
  readonly #settings: Settings
  readonly #memory = new Map<string, Memory>()
  /** Attributions whose OvnEip was asked for and is not in the cache yet. */
  readonly #underWay = new Set<string>()
  /** Keys that wait for room in a pool or in a quota. */
  readonly #stuck = new Set<string>()

  constructor({ client, caches, settings, log }: Dependencies) {
    this.#caches = caches
    this.#settings = settings
    this.controller = new Controller({
      name: 'eip-controller',
      client,
      concurrency: 8,
      decide: (key) => this.#decide(key),
      onDone: (key, action) => this.#done(key, action),
      onUndone: (key, actions) => this.#undone(key, actions),
      log,
    })
    this.#listen()
  }

  #listen(): void {
    const { queue } = this.controller
    const {
      externalIps,
      ovnEips,
      snatRules,
      subnets,
      projects,
      organizations,
      configMaps,
      floatingIps,
      services,
    } = this.#caches
    externalIps.onChange(({ key, now, before }) => {
      if (now === undefined) {
        this.#memory.delete(before.metadata.uid)
        this.#stuck.delete(key)
        this.#retryStuck()
      } else queue.add(key)
    })
    ovnEips.onChange(({ now, before }) => {
      const owner = (now ?? before).metadata.annotations[MADE_FOR]
      if (owner !== undefined) this.#underWay.delete(owner)
      this.#addAttributed(owner)
      if (now === undefined) this.#retryStuck()
    })
    snatRules.onChange(({ now, before }) => {
      for (const rule of [now, before]) {
        const ovnEip = rule && ovnEips.get({ name: rule.spec.ovnEip })
        this.#addAttributed(ovnEip?.metadata.annotations[MADE_FOR])
      }
    })
    floatingIps.onChange(({ now, before }) => {
      const { namespace = '' } = (now ?? before).metadata
      for (const name of [now?.spec?.eip, before?.spec?.eip, now?.status?.eip, before?.status?.eip])
        if (name) queue.add(keyOf({ namespace, name }))
    })
    services.onChange(({ now, before }) => {
      const { namespace = '', uid } = (now ?? before).metadata
      for (const service of [now, before]) {
        const name = service && boundTo(service)
        if (name) queue.add(keyOf({ namespace, name }))
      }
      for (const { metadata } of externalIps.by('owner', uid)) queue.add(keyOf(metadata))
    })
    subnets.onChange(({ now, before }) => {
      if (now?.status?.v4availableIPs !== before?.status?.v4availableIPs) this.#retryStuck()
    })
    projects.onChange(({ now, before }) => {
      const namespace = now?.status?.namespace
      if (!namespace || namespace === before?.status?.namespace) return
      for (const { metadata } of externalIps.by('namespace', namespace)) queue.add(keyOf(metadata))
    })
    organizations.onChange(() => this.#retryStuck())
    configMaps.onChange(() => this.#retryStuck())
  }

  #addAttributed(owner: string | undefined): void {
    const reference = owner === undefined ? undefined : attributed(owner)
    if (reference) this.controller.queue.add(keyOf(reference))
  }

  #retryStuck(): void {
    for (const key of this.#stuck) this.controller.queue.add(key)
  }

  #decide(key: string): readonly Action[] {
    const externalIp = this.#caches.externalIps.get(referenceOf(key))
    if (!externalIp || isHeld(externalIp)) return []
    const view = this.#view(externalIp)
    if (!view) return []
    const actions = reconcileExternalIp(externalIp, view)
    this.#remember(externalIp, actions, view.now)
    return actions
  }

  /** @returns undefined while the namespace belongs to no Organization: a change of its Project brings it back. */
  #view(externalIp: ExternalIp): ExternalIpView | undefined {
    const { metadata, spec } = externalIp
    const namespace = metadata.namespace ?? ''
    const organization = organizationOf(namespace, this.#caches)
    if (organization === undefined && !metadata.deleting) return undefined
    const now = Date.now()
    const networkType =
      spec?.externalNetworkType || metadata.labels[NETWORK_TYPE] || this.#settings.defaultNetworkType
    const memory = this.#memoryOf(externalIp, now)
    const owner = attribution(metadata)
    const ovnEips = this.#caches.ovnEips.by('madeFor', owner)
    const limit =
      organization === undefined || networkType !== 'public'
        ? undefined
        : publicLimit(organization, this.#caches)
    const claims = [...this.#snatClaims(ovnEips), ...this.#usersClaims(externalIp)]
    for (const refusal of memory.refusals) {
      if (!claims.some(({ type, ownerRef }) => refusal.startsWith(`${type} ${ownerRef} `)))
        memory.refusals.delete(refusal)
    }
    const retold = now - memory.toldAt >= this.#settings.delays.retryMs
    return {
      now,
      delays: this.#settings.delays,
      networkType,
      pools: this.#pools(networkType, namespace),
      ovnEips,
      ovnEipUnderWay: this.#underWay.has(owner),
      claims,
      refusalsTold: memory.refusals,
      since: memory.since,
      deleteReleased: externalIp.status?.deleteReleased === true || metadata.owners.length > 0,
      ...(organization !== undefined &&
        limit !== undefined && {
          quota: {
            organization,
            limit,
            used: publicHolders(organization, this.#caches, this.#underWay).filter(
              (holder) => holder !== owner,
            ).length,
          },
        }),
      ...(memory.told !== undefined &&
        !(retold && this.#stuck.has(keyOf(metadata))) && { told: memory.told }),
    }
  }

  /** Those that the Project's VPC is attached to first, then the one with most free addresses (kube-dc.md §13 row 22). */
  #pools(networkType: string, namespace: string): Subnet[] {
    const attached = this.#caches.vpcs.get({ name: namespace })?.spec?.extraExternalSubnets ?? []
    const place = ({ metadata }: Subnet) => {
      const index = attached.indexOf(metadata.name)
      return index < 0 ? attached.length : index
    }
    const free = ({ status }: Subnet) => status?.v4availableIPs ?? 0
    return [...this.#caches.subnets.by('poolOf', networkType)].sort(
      (a, b) => place(a) - place(b) || free(b) - free(a) || a.metadata.name.localeCompare(b.metadata.name),
    )
  }

  #snatClaims(ovnEips: readonly OvnEip[]): Claim[] {
    return ovnEips
      .flatMap(({ metadata }) => this.#caches.snatRules.by('ovnEip', metadata.name))
      .filter(({ metadata }) => !metadata.deleting)
      .map(({ metadata }) => ({ type: 'Snat', ownerRef: metadata.name }))
  }

  /** FIps and load balancers that name it, and the one that it was made for. */
  #usersClaims({ metadata }: ExternalIp): Claim[] {
    const { floatingIps, services } = this.#caches
    const { namespace = '' } = metadata
    const key = keyOf(metadata)
    const claim = (type: string, { name }: { readonly name: string }) => ({ type, ownerRef: name })
    const makers = metadata.owners.flatMap(({ kind, name, uid }) => {
      const fip = kind === 'FIp' ? floatingIps.get({ namespace, name }) : undefined
      if (fip?.metadata.uid === uid && !fip.spec?.eip) return [claim('FIp', fip.metadata)]
      const service = kind === 'Service' ? services.get({ namespace, name }) : undefined
      const isOwn = service?.metadata.uid === uid && isLoadBalancer(service) && !boundTo(service)
      return isOwn ? [claim('ServiceLb', service.metadata)] : []
    })
    return [
      ...makers,
      ...floatingIps.by('eip', key).map(({ metadata }) => claim('FIp', metadata)),
      ...services.by('eip', key).map(({ metadata }) => claim('ServiceLb', metadata)),
    ]
  }

  #memoryOf({ metadata, status }: ExternalIp, now: number): Memory {
    const known = this.#memory.get(metadata.uid)
    if (known && known.deleting === metadata.deleting) return known
    // After a restart what the object says was told before is not news.
    const told = known?.told ?? status?.conditions?.find(({ type }) => type === 'Ready')?.message
    const memory: Memory = {
      refusals: new Set(),
      since: now,
      deleting: metadata.deleting,
      toldAt: now,
      ...(told !== undefined && { told }),
    }
    this.#memory.set(metadata.uid, memory)
    return memory
  }

  /** What is decided counts at once, before the cluster has answered: another key may be decided meanwhile. */
  #remember(externalIp: ExternalIp, actions: readonly Action[], now: number): void {
    const key = keyOf(externalIp.metadata)
    this.#stuck.delete(key)
    for (const action of actions) {
      if (makesOvnEip(action)) {
        this.#underWay.add(attribution(externalIp.metadata))
        this.#memoryOf(externalIp, now).since = now
      }
      if (action.do === 'look again' && action.afterMs === this.#settings.delays.retryMs) this.#stuck.add(key)
    }
  }

  #done(key: string, action: Action): void {
    const externalIp = this.#caches.externalIps.get(referenceOf(key))
    if (!externalIp || action.do !== 'event') return
    const memory = this.#memoryOf(externalIp, Date.now())
    if (action.reason === BINDING_REFUSED) {
      memory.refusals.add(action.message)
      return
    }
    memory.told = action.message
    memory.toldAt = Date.now()
  }

  #undone(key: string, actions: readonly Action[]): void {
    if (actions.some(makesOvnEip)) this.#underWay.delete(attribution(referenceOf(key)))
  }
}

function makesOvnEip(action: Action): boolean {
  return action.do === 'create' && action.resource === resources.ovnEips
}
