import type { Action } from './actions.ts'
import { SLICE_OF, type Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { companionName, reconcileService } from './load-balancer.ts'
import { isHeld, keyOf, referenceOf, type Bare, type ExternalIp } from './resources.ts'
import { addressOf, boundTo, isLoadBalancer } from './service-binding.ts'
import type { Settings } from './settings.ts'
import type { EndpointSlice, Service } from './workload-resources.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  readonly log: (message: string) => void
}

function hasReady({ endpoints }: EndpointSlice): boolean {
  // No word about readiness means ready [Kubernetes].
  return (endpoints ?? []).some(({ conditions }) => conditions?.ready ?? true)
}

/** Keeps Services of type LoadBalancer. */
export class LoadBalancerController {
  readonly controller: Controller
  readonly #caches: Caches
  readonly #settings: Settings
  /** What was told last, by uid. */
  readonly #told = new Map<string, string>()
  /** Since when a Service has had no ready endpoint, by uid. */
  readonly #lonely = new Map<string, number>()

  constructor({ client, caches, settings, log }: Dependencies) {
    this.#caches = caches
    this.#settings = settings
    this.controller = new Controller({
      name: 'service-lb-controller',
      client,
      concurrency: 8,
      decide: (key) => this.#decide(key),
      onDone: (key, action) => this.#done(key, action),
      log,
    })
    this.#listen()
  }

  #listen(): void {
    const { queue } = this.controller
    const { services, externalIps, endpointSlices } = this.#caches
    const addNeighbours = (service: Service | undefined) => {
      if (service)
        for (const { metadata } of this.#on(this.#externalIpOf(service))) queue.add(keyOf(metadata))
    }
    services.onChange(({ key, now, before }) => {
      queue.add(key)
      addNeighbours(before)
      addNeighbours(now)
      if (now) return
      this.#told.delete(before.metadata.uid)
      this.#lonely.delete(before.metadata.uid)
      const { namespace = '', owners } = before.metadata
      for (const { kind, name } of owners) if (kind === 'Service') queue.add(keyOf({ namespace, name }))
    })
    externalIps.onChange(({ key, now, before }) => {
      for (const { metadata } of services.by('eip', key)) queue.add(keyOf(metadata))
      const { namespace = '', owners } = (now ?? before).metadata
      for (const { kind, name } of owners) if (kind === 'Service') queue.add(keyOf({ namespace, name }))
    })
    endpointSlices.onChange(({ now, before }) => {
      const { namespace = '', labels } = (now ?? before).metadata
      const name = labels[SLICE_OF]
      if (name) queue.add(keyOf({ namespace, name }))
    })
  }

  #externalIpOf(service: Service): ExternalIp | undefined {
    const { externalIps } = this.#caches
    const { namespace = '', uid } = service.metadata
    const name = boundTo(service)
    if (name) return externalIps.get({ namespace, name })
    return externalIps.by('owner', uid).find(({ metadata }) => !metadata.deleting)
  }

  /** Load balancers of an External IP. */
  #on(externalIp: ExternalIp | undefined): Service[] {
    if (!externalIp) return []
    const { services } = this.#caches
    const { namespace = '', owners } = externalIp.metadata
    const makers = owners.flatMap(({ kind, name, uid }) => {
      const maker = kind === 'Service' ? services.get({ namespace, name }) : undefined
      return maker?.metadata.uid === uid && isLoadBalancer(maker) && !boundTo(maker) ? [maker] : []
    })
    return [...makers, ...services.by('eip', keyOf(externalIp.metadata))]
  }

  #decide(key: string): readonly Action[] {
    const service = this.#caches.services.get(referenceOf(key))
    if (!service || !isLoadBalancer(service) || isHeld(service)) return []
    const { uid, namespace = '' } = service.metadata
    const now = Date.now()
    const externalIp = this.#externalIpOf(service)
    const companion = this.#companion(service, this.#caches.services)
    const companionEndpoints = this.#companion(service, this.#caches.endpoints)
    const told = this.#told.get(uid) ?? (addressOf(service) && `load balancer on ${addressOf(service)}`)
    const slices = this.#caches.endpointSlices.by(
      'service',
      keyOf({ namespace, name: service.metadata.name }),
    )
    if (slices.some(hasReady)) this.#lonely.delete(uid)
    else if (!this.#lonely.has(uid)) this.#lonely.set(uid, now)
    const withoutEndpointsSince = this.#lonely.get(uid)
    return reconcileService(service, {
      now,
      delays: this.#settings.delays,
      defaultNetworkType: this.#settings.defaultNetworkType,
      neighbours: this.#on(externalIp).filter(({ metadata }) => metadata.uid !== uid && !metadata.deleting),
      ...(externalIp && { externalIp }),
      ...(companion && { companion }),
      ...(companionEndpoints && { companionEndpoints }),
      ...(withoutEndpointsSince !== undefined && { withoutEndpointsSince }),
      ...(told !== undefined && { told }),
    })
  }

  #companion(service: Service, cache: Caches['services'] | Caches['endpoints']): Bare | undefined {
    const name = companionName(service)
    const { namespace = '' } = service.metadata
    return name === undefined ? undefined : cache.get({ namespace, name })
  }

  #done(key: string, action: Action): void {
    const service = this.#caches.services.get(referenceOf(key))
    if (service && action.do === 'event') this.#told.set(service.metadata.uid, action.message)
  }
}
