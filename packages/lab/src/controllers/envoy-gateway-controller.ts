import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { reconcileBackend, reconcileGateway, reconcileGatewayRoute } from './envoy-gateway.ts'
import { isHeld, keyOf, referenceOf } from './resources.ts'
import { routing, type Route } from './route-resources.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly log: (message: string) => void
}

/** Judges routes, Backends and Gateways. */
export class EnvoyGatewayController {
  readonly controllers: readonly Controller[]
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    const { caches, client, log } = dependencies
    const { gateways, backends, httpRoutes, tlsRoutes } = caches
    const make = (decide: (key: string) => ReturnType<typeof reconcileBackend>) =>
      new Controller({ name: 'envoy-gateway', client, concurrency: 4, decide, log })
    const ofGateways = make((key) => {
      const gateway = gateways.get(referenceOf(key))
      return gateway && !isHeld(gateway) ? reconcileGateway(gateway, Date.now()) : []
    })
    const ofBackends = make((key) => {
      const backend = backends.get(referenceOf(key))
      return backend && !isHeld(backend) ? reconcileBackend(backend, Date.now()) : []
    })
    gateways.onChange(({ key }) => ofGateways.queue.add(key))
    backends.onChange(({ key }) => ofBackends.queue.add(key))
    this.controllers = [
      ofGateways,
      ofBackends,
      this.#routes(routing.httpRoutes, httpRoutes),
      this.#routes(routing.tlsRoutes, tlsRoutes),
    ]
  }

  #routes(resource: typeof routing.httpRoutes, routes: Caches['httpRoutes']): Controller {
    const { caches, client, log } = this.#dependencies
    const { gateways, backends } = caches
    const controller = new Controller({
      name: 'envoy-gateway',
      client,
      concurrency: 4,
      decide: (key) => {
        const route = routes.get(referenceOf(key))
        if (!route || isHeld(route)) return []
        const { namespace = '' } = route.metadata
        return reconcileGatewayRoute(resource, route, {
          now: Date.now(),
          gateway: (key) => gateways.get(referenceOf(key)),
          hasBackend: (name) => backends.get({ namespace, name }) !== undefined,
        })
      },
      log,
    })
    const addAll = (all: readonly Route[]) => {
      for (const { metadata } of all) controller.queue.add(keyOf(metadata))
    }
    routes.onChange(({ key }) => controller.queue.add(key))
    gateways.onChange(({ key }) => addAll(routes.by('gateway', key)))
    backends.onChange(({ key, now, before }) => {
      if (!now || !before) addAll(routes.by('backend', key))
    })
    return controller
  }
}
