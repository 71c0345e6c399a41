import type { Action } from './actions.ts'
import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { FIP_OF, reconcileFloatingIp } from './floating-ip.ts'
import type { FloatingIp } from './floating-resources.ts'
import { attributed, ovnFipName } from './names.ts'
import { isHeld, keyOf, referenceOf, type ExternalIp } from './resources.ts'
import type { Settings } from './settings.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  readonly log: (message: string) => void
}

/** The External IP that a FIp names, or that was made for it. */
function externalIpOf({ metadata, spec }: FloatingIp, { externalIps }: Caches): ExternalIp | undefined {
  const { namespace } = metadata
  if (spec?.eip) return externalIps.get({ name: spec.eip, ...(namespace && { namespace }) })
  return externalIps.by('owner', metadata.uid).find((one) => !one.metadata.deleting)
}

/** Keeps FIps. */
export class FloatingIpController {
  readonly controller: Controller
  readonly #caches: Caches
  readonly #settings: Settings
  /** What was told last, by uid. */
  readonly #told = new Map<string, string>()

  constructor({ client, caches, settings, log }: Dependencies) {
    this.#caches = caches
    this.#settings = settings
    this.controller = new Controller({
      name: 'fip-controller',
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
    const { floatingIps, externalIps, ovnFips, virtualMachineInstances } = this.#caches
    const addAll = (all: readonly FloatingIp[]) => {
      for (const { metadata } of all) queue.add(keyOf(metadata))
    }
    floatingIps.onChange(({ key, now, before }) => {
      if (now) queue.add(key)
      else this.#told.delete(before.metadata.uid)
    })
    externalIps.onChange(({ key, now, before }) => {
      addAll(floatingIps.by('eip', key))
      const { namespace = '', owners } = (now ?? before).metadata
      for (const { kind, name } of owners) if (kind === 'FIp') queue.add(keyOf({ namespace, name }))
    })
    ovnFips.onChange(({ now, before }) => {
      const reference = attributed((now ?? before).metadata.annotations[FIP_OF] ?? '')
      if (reference) queue.add(keyOf(reference))
    })
    virtualMachineInstances.onChange(({ key }) => addAll(floatingIps.by('vm', key)))
  }

  #decide(key: string): readonly Action[] {
    const floatingIp = this.#caches.floatingIps.get(referenceOf(key))
    if (!floatingIp || isHeld(floatingIp)) return []
    const { metadata, spec } = floatingIp
    const externalIp = externalIpOf(floatingIp, this.#caches)
    const vmName = spec?.vmTarget?.vmName
    const instance =
      vmName && metadata.namespace
        ? this.#caches.virtualMachineInstances.get({ namespace: metadata.namespace, name: vmName })
        : undefined
    const ovnFip = this.#caches.ovnFips.get({ name: ovnFipName(metadata) })
    const told =
      this.#told.get(metadata.uid) ??
      floatingIp.status?.conditions?.find(({ type }) => type === 'Ready')?.message
    return reconcileFloatingIp(floatingIp, {
      now: Date.now(),
      networkType: spec?.externalNetworkType || this.#settings.defaultNetworkType,
      ...(externalIp && { externalIp }),
      ...(instance && { instance }),
      ...(ovnFip && { ovnFip }),
      ...(told !== undefined && { told }),
    })
  }

  #done(key: string, action: Action): void {
    const floatingIp = this.#caches.floatingIps.get(referenceOf(key))
    if (floatingIp && action.do === 'event') this.#told.set(floatingIp.metadata.uid, action.message)
  }
}
