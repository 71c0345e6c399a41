import type { Action } from './actions.ts'
import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { isHeld, keyOf, referenceOf, type Reference } from './resources.ts'
import { GATEWAY, grantName, listenerFor, reconcileListeners, reconcileRoute, routeWish } from './routes.ts'
import type { Settings } from './settings.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  readonly log: (message: string) => void
}

/** Keeps the Gateway routes of Services, and the shared Gateway's listeners for them. */
export class RouteController {
  readonly controllers: readonly Controller[]
  readonly #caches: Caches
  readonly #settings: Settings

  constructor({ client, caches, settings, log }: Dependencies) {
    this.#caches = caches
    this.#settings = settings
    const name = 'service-lb-controller'
    const routes = new Controller({
      name,
      client,
      concurrency: 8,
      decide: (key) => this.#decide(key),
      log,
    })
    const listeners = new Controller({
      name,
      client,
      concurrency: 1,
      decide: () => this.#decideListeners(),
      log,
    })
    this.controllers = [routes, listeners]
    this.#listen(routes, () => listeners.queue.addAfter(keyOf(GATEWAY), settings.delays.gatherMs))
  }

  #listen({ queue }: Controller, gateway: () => void): void {
    const { services, backends, httpRoutes, tlsRoutes, certificates, referenceGrants, secrets, gateways } =
      this.#caches
    services.onChange(({ key, now, before }) => {
      queue.add(key)
      const listened = [now, before].map((one) => one && JSON.stringify(this.#listenerOf(one)))
      if (listened[0] !== listened[1]) gateway()
    })
    for (const cache of [backends, httpRoutes, tlsRoutes, certificates, referenceGrants]) {
      cache.onChange(({ now, before }) => {
        const { namespace = '', owners } = (now ?? before).metadata
        for (const { kind, name } of owners) if (kind === 'Service') queue.add(keyOf({ namespace, name }))
      })
    }
    secrets.onChange(({ now, before }) => {
      // Only that it comes or goes matters: who brings a Secret of their own is found by its namespace.
      if (now && before) return
      const { namespace = '' } = (now ?? before).metadata
      for (const service of services.by('routed', namespace)) queue.add(keyOf(service.metadata))
    })
    gateways.onChange(gateway)
  }

  #listenerOf(service: Parameters<typeof routeWish>[0]) {
    const wish = routeWish(service, this.#settings.baseDomain)
    return wish?.kind === 'https' ? listenerFor(service, wish) : undefined
  }

  #decide(key: string): readonly Action[] {
    const reference = referenceOf(key)
    const service = this.#caches.services.get(reference)
    if (!service || isHeld(service)) return []
    const { baseDomain } = this.#settings
    const { backends, httpRoutes, tlsRoutes, certificates, referenceGrants, secrets } = this.#caches
    const named = (suffix: string): Reference => ({ ...reference, name: `${reference.name}-${suffix}` })
    const secretName = routeWish(service, baseDomain)?.secretName
    const backend = backends.get(named('backend'))
    const httpRoute = httpRoutes.get(named('route'))
    const tlsRoute = tlsRoutes.get(named('route'))
    const certificate = certificates.get(named('tls'))
    const grant = referenceGrants.get({ ...reference, name: grantName(service) })
    return reconcileRoute(service, {
      baseDomain,
      hasSecret: secretName !== undefined && secrets.get({ ...reference, name: secretName }) !== undefined,
      ...(backend && { backend }),
      ...(httpRoute && { httpRoute }),
      ...(tlsRoute && { tlsRoute }),
      ...(certificate && { certificate }),
      ...(grant && { grant }),
    })
  }

  #decideListeners(): readonly Action[] {
    const gateway = this.#caches.gateways.get(GATEWAY)
    if (!gateway || isHeld(gateway)) return []
    const wanted = [...this.#caches.services.all()].flatMap((service) => this.#listenerOf(service) ?? [])
    return reconcileListeners(gateway, wanted)
  }
}
