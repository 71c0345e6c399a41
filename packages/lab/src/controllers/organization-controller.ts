import type { Action } from './actions.ts'
import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { reconcileOrganization } from './organization.ts'
import { organizationOf, publicExternalIps, publicLimit } from './quota.ts'
import { isHeld, keyOf, referenceOf, resources, type ExternalIp } from './resources.ts'
import type { Settings } from './settings.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  readonly log: (message: string) => void
}

/** Keeps Organizations: their Roles and their quota figures. */
export class OrganizationController {
  readonly controller: Controller
  readonly #caches: Caches
  readonly #settings: Settings
  readonly #clusterRoleBindings = new Set<string>()

  constructor({ client, caches, settings, log }: Dependencies) {
    this.#caches = caches
    this.#settings = settings
    this.controller = new Controller({
      name: 'organization-controller',
      client,
      concurrency: 2,
      decide: (key) => this.#decide(key),
      onDone: (_, action) => this.#done(action),
      log,
    })
    this.#listen()
  }

  #listen(): void {
    const { queue } = this.controller
    const { organizations, projects, externalIps, configMaps } = this.#caches
    organizations.onChange(({ key }) => queue.add(key))
    configMaps.onChange(() => {
      for (const { metadata } of organizations.all()) queue.add(keyOf(metadata))
    })
    projects.onChange(({ now, before }) => this.#addOrganization((now ?? before).metadata.namespace))
    externalIps.onChange(({ now, before }) => {
      if (counts(now) === counts(before)) return
      this.#addOrganization(organizationOf((now ?? before).metadata.namespace ?? '', this.#caches))
    })
  }

  #addOrganization(name: string | undefined): void {
    if (name === undefined) return
    this.controller.queue.addAfter(keyOf({ namespace: name, name }), this.#settings.delays.gatherMs)
  }

  #decide(key: string): readonly Action[] {
    const { organizations, roles, roleBindings } = this.#caches
    const reference = referenceOf(key)
    const organization = organizations.get(reference)
    if (!organization || isHeld(organization)) return []
    const { name } = reference
    const own = [`${name}-admin`, `${name}-user`]
    const limit = publicLimit(name, this.#caches)
    const all = publicExternalIps(name, this.#caches)
    const used = this.#settings.waitingCountsAsUsed ? all : all.filter(holdsAddress)
    return reconcileOrganization(organization, {
      now: Date.now(),
      delays: this.#settings.delays,
      publicIPv4: { used: used.length, ...(limit !== undefined && { limit }) },
      roles: new Set(own.filter((role) => roles.get({ namespace: name, name: role }))),
      roleBindings: new Set(own.filter((binding) => roleBindings.get({ namespace: name, name: binding }))),
      clusterRoleBindings: this.#clusterRoleBindings,
    })
  }

  #done(action: Action): void {
    if (action.do === 'create' && action.resource === resources.clusterRoleBindings) {
      this.#clusterRoleBindings.add(action.manifest.metadata.name ?? '')
    }
  }
}

function holdsAddress({ status }: ExternalIp): boolean {
  return Boolean(status?.ovnEIpRef)
}

/** What of an External IP can change the figures. */
function counts(externalIp: ExternalIp | undefined): string {
  return externalIp ? `${externalIp.spec?.externalNetworkType ?? ''} ${String(holdsAddress(externalIp))}` : ''
}
