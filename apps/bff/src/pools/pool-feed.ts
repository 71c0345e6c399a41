import type { Live } from '@kube-dc/api/channel'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import { REPORT_SOURCES } from '@kube-dc/networking/model/kind-names'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Service } from '@kube-dc/networking/model/service'
import type { PoolChange, PoolSource } from '@kube-dc/networking/pools/pool-book'
import type { ProjectName } from '@kube-dc/networking/pools/report'
import type { Informer } from '../cluster/informers.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'

/** What reports are made of, as far as they need to know it. */
export type PoolInformers = Readonly<
  Record<(typeof REPORT_SOURCES)[number], Pick<Informer, 'store' | 'isSynced' | 'upstream' | 'onUpstream'>>
>

/** What has changed since it was last taken. */
export interface PoolNews {
  readonly changes: readonly PoolChange[]
  /** Namespaces whose External IPs are others now. */
  readonly namespaces: ReadonlySet<string>
  readonly projects: boolean
  readonly services: boolean
}

/** The Projects that there are. */
export interface ProjectNames {
  /** By backing namespace. */
  readonly backed: ReadonlyMap<string, ProjectName>
  /** Those that have no namespace yet. */
  readonly waiting: readonly ProjectName[]
}

/** Listens to everything that reports are made of, and gathers what comes together. */
export class PoolFeed {
  readonly #informers: PoolInformers
  readonly #stops: (() => void)[] = []
  #changes: PoolChange[] = []
  #namespaces = new Set<string>()
  #projects = true
  #services = true

  /** @param onNews called for every change. */
  constructor(informers: PoolInformers, onNews: () => void) {
    this.#informers = informers
    for (const kind of REPORT_SOURCES) {
      const { store } = informers[kind]
      for (const { object } of store.entries({ namespace: EVERY_NAMESPACE })) this.#note(object, undefined)
      this.#stops.push(
        store.listen((change) => {
          if (change.type === 'set') this.#note(change.object, change.before)
          else this.#note(undefined, change.object)
          onNews()
        }),
      )
    }
  }

  take(): PoolNews {
    const news = {
      changes: this.#changes,
      namespaces: this.#namespaces,
      projects: this.#projects,
      services: this.#services,
    }
    this.#changes = []
    this.#namespaces = new Set()
    this.#projects = false
    this.#services = false
    return news
  }

  /** All Projects, with their backing namespaces where they have one. */
  projects(): ProjectNames {
    const backed = new Map<string, ProjectName>()
    const waiting: ProjectName[] = []
    for (const { object } of this.#informers.projects.store.entries({ namespace: EVERY_NAMESPACE })) {
      if (object.kind !== 'Project') continue
      const project = { organization: object.meta.namespace ?? '', project: object.meta.name }
      if (object.backingNamespace === undefined) waiting.push(project)
      else backed.set(object.backingNamespace, project)
    }
    return { backed, waiting }
  }

  externalIps(namespace: string): readonly ExternalIp[] {
    const entries = this.#informers['external-ips'].store.entries({ namespace })
    return [...entries].flatMap(({ object }) => (object.kind === 'ExternalIp' ? [object] : []))
  }

  /** Services with an address of their own. */
  balancers(): readonly Service[] {
    const entries = this.#informers.services.store.entries({ namespace: EVERY_NAMESPACE })
    return [...entries].flatMap(({ object }) =>
      object.kind === 'Service' && object.addresses.length > 0 ? [object] : [],
    )
  }

  stop(): void {
    for (const stop of this.#stops) stop()
  }

  #note(after: Live<KindName> | undefined, before: Live<KindName> | undefined): void {
    for (const object of [before, after]) {
      if (object?.kind === 'Project') this.#projects = true
      if (object?.kind === 'Service') this.#services = true
      if (object?.kind === 'ExternalIp') this.#namespaces.add(object.meta.namespace ?? '')
    }
    const change = { before: sourceOf(before), after: sourceOf(after) }
    if (change.before || change.after) this.#changes.push(change)
  }
}

function sourceOf(object: Live<KindName> | undefined): PoolSource | undefined {
  switch (object?.kind) {
    case 'Subnet':
    case 'Vlan':
    case 'OvnEip':
    case 'ExternalIp':
      return object
    default:
      return undefined
  }
}
