import { isDeepStrictEqual } from 'node:util'
import { gatewaysOf, type Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { reconcileBackend, reconcileGatewayRoute } from './envoy-gateway.ts'
import { reconcileGateway, type AttachableRoute } from './gateway-status.ts'
import { isHeld, keyOf, referenceOf } from './resources.ts'
import { routing, type Route } from './route-resources.ts'
import type { Settings } from './settings.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  readonly log: (message: string) => void
}

/** Judges routes, Backends and Gateways. */
export class EnvoyGatewayController {
  readonly controllers: readonly Controller[]
  readonly #dependencies: Dependencies

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies
    const { caches, client, log } = dependencies
    const { backends, httpRoutes, tlsRoutes } = caches
    const make = (decide: (key: string) => ReturnType<typeof reconcileBackend>) =>
      new Controller({ name: 'envoy-gateway', client, concurrency: 4, decide, log })
    const ofGateways = make((key) => this.#decideGateway(key))
    const ofBackends = make((key) => {
      const backend = backends.get(referenceOf(key))
      return backend && !isHeld(backend) ? reconcileBackend(backend, Date.now()) : []
    })
    this.#listen(ofGateways)
    backends.onChange(({ key }) => ofBackends.queue.add(key))
    this.controllers = [
      ofGateways,
      ofBackends,
      this.#routes(routing.httpRoutes, httpRoutes),
      this.#routes(routing.tlsRoutes, tlsRoutes),
    ]
  }

  /** Routes come in crowds: what hangs on a Gateway is counted once for all of them. */
  #listen({ queue }: Controller): void {
    const { caches, settings } = this.#dependencies
    const { gateways, httpRoutes, tlsRoutes, secrets, referenceGrants } = caches
    const later = (key: string) => queue.addAfter(key, settings.delays.gatherMs)
    gateways.onChange(({ key }) => later(key))
    for (const routes of [httpRoutes, tlsRoutes]) {
      routes.onChange(({ now, before }) => {
        for (const route of [now, before]) for (const key of route ? gatewaysOf(route) : []) later(key)
      })
    }
    const all = () => {
      for (const { metadata } of gateways.all()) later(keyOf(metadata))
    }
    secrets.onChange(({ now, before }) => {
      if (!now || !before) all()
    })
    referenceGrants.onChange(all)
  }

  #decideGateway(key: string): ReturnType<typeof reconcileGateway> {
    const { gateways, httpRoutes, tlsRoutes, secrets, referenceGrants } = this.#dependencies.caches
    const gateway = gateways.get(referenceOf(key))
    if (!gateway || isHeld(gateway)) return []
    const attachable = (kind: AttachableRoute['kind'], routes: readonly Route[]) =>
      routes.map((route) => ({ kind, route }))
    return reconcileGateway(gateway, {
      now: Date.now(),
      routes: [
        ...attachable('HTTPRoute', httpRoutes.by('gateway', key)),
        ...attachable('TLSRoute', tlsRoutes.by('gateway', key)),
      ],
      hasSecret: (secret) => secrets.get(referenceOf(secret)) !== undefined,
      grants: (namespace) => referenceGrants.by('namespace', namespace),
    })
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
    gateways.onChange(({ key, now, before }) => {
      if (!isDeepStrictEqual(now?.spec, before?.spec)) addAll(routes.by('gateway', key))
    })
    backends.onChange(({ key, now, before }) => {
      if (!now || !before) addAll(routes.by('backend', key))
    })
    return controller
  }
}
