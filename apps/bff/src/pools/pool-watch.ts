import { networkTypeOf } from '@kube-dc/networking/external-ips/network'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Installation } from '@kube-dc/networking/model/installation'
import { REPORT_SOURCES, type ReportName } from '@kube-dc/networking/model/kind-names'
import type { PoolView } from '@kube-dc/networking/pools/ledger'
import { PoolBook } from '@kube-dc/networking/pools/pool-book'
import type { ReconcileFacts } from '@kube-dc/networking/pools/pool-finding'
import { reconcile } from '@kube-dc/networking/pools/reconcile'
import {
  addressReport,
  poolReport,
  usageName,
  usageReport,
  type AddressReport,
  type PoolReport,
  type ProjectName,
  type UsagePlace,
  type UsageReport,
} from '@kube-dc/networking/pools/report'
import { DEFAULT_ROOM, type RoomLimits } from '@kube-dc/networking/pools/room'
import type { LiveSource } from '../channels/source.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'
import { Pace } from '../util/pace.ts'
import { growthOf, usedOf } from './growth.ts'
import type { HolderHistories } from './holder-history.ts'
import { PoolFeed, type PoolInformers } from './pool-feed.ts'
import { figuresOf, type PoolFigures } from './pool-figures.ts'
import { leastCurrent, ReportSource } from './report-source.ts'
import { MemoryUseHistory, type UseHistory } from './use-history.ts'

export interface PoolWatchOptions {
  readonly informers: PoolInformers
  readonly installation: Installation
  readonly history?: UseHistory
  /** Is told of every change of who holds an address. */
  readonly holders?: Pick<HolderHistories, 'record'>
  readonly limits?: RoomLimits
}

/** Findings tell ages, and what is young today is too old tomorrow: all pools are judged anew this often. */
const JUDGE_EVERY_MS = 60_000

/**
 * Keeps the provider's pools in one book, change by change, and makes the reports of it that pools' pages follow. Addresses
 * are reported at once; sums and findings of a pool, which cost its whole size, as often as they can be afforded.
 */
export class PoolWatch {
  readonly #informers: PoolInformers
  readonly #installation: Installation
  readonly #history: UseHistory
  readonly #holders: PoolWatchOptions['holders']
  readonly #limits: RoomLimits
  readonly #book = new PoolBook()
  readonly #feed: PoolFeed
  readonly #pools = new ReportSource<PoolReport>()
  readonly #addresses = new ReportSource<AddressReport>()
  readonly #usage = new ReportSource<UsageReport>()
  readonly #judging = new Pace(() => this.#judge())
  readonly #timer: NodeJS.Timeout
  readonly #stops: (() => void)[]
  /** What was last told of each OvnEip, by name. */
  readonly #known = new Map<string, AddressReport>()
  /** What was last told of each pool, by name. */
  readonly #reported = new Map<
    string,
    { readonly text: string; readonly report: PoolReport; readonly figures: PoolFigures }
  >()
  /** Names of pools whose report is to be made anew. */
  readonly #due = new Set<string>()
  #projects: ReadonlyMap<string, ProjectName> = new Map()
  /** Projects without a namespace, by `usageName`. */
  #waiting: ReadonlyMap<string, ProjectName> = new Map()
  #doubtful: readonly ExternalIp[] = []
  #gathering: NodeJS.Immediate | undefined
  #version = 0

  constructor({ informers, installation, history, holders, limits }: PoolWatchOptions) {
    this.#informers = informers
    this.#installation = installation
    this.#history = history ?? new MemoryUseHistory()
    this.#holders = holders
    this.#limits = limits ?? DEFAULT_ROOM
    this.#feed = new PoolFeed(informers, () => this.#gather())
    this.#stops = REPORT_SOURCES.map((kind) => informers[kind].onUpstream(() => this.#gather()))
    this.#timer = setInterval(() => this.#judgeAll(), JUDGE_EVERY_MS).unref()
    this.#gather()
  }

  /** What the channels of the reports are fed by. */
  get sources(): Readonly<Record<ReportName, LiveSource>> {
    return { pools: this.#pools, 'pool-addresses': this.#addresses, 'address-usage': this.#usage }
  }

  /** The pools as they are now. */
  pools(): readonly PoolView[] {
    return this.#book.pools()
  }

  /** What is counted of each pool; nothing before all that it is made of has been seen. */
  figures(): readonly PoolFigures[] {
    return this.#pools.isSynced ? [...this.#reported.values()].map(({ figures }) => figures) : []
  }

  /** Who holds an address of a pool now. */
  holders(pool: string, address: string): readonly AddressReport[] {
    return this.#book
      .find(address)
      .filter((found) => found.pool === pool)
      .flatMap(({ cell }) => cell.holders.flatMap(({ meta }) => this.#known.get(meta.name) ?? []))
  }

  /** Judges all pools anew, because more is known of their past. */
  review(): void {
    this.#judgeAll()
  }

  stop(): void {
    clearInterval(this.#timer)
    if (this.#gathering) clearImmediate(this.#gathering)
    this.#judging.stop()
    this.#feed.stop()
    for (const stop of this.#stops) stop()
  }

  /** A list of 40,000 objects comes in one go and is taken in one go. */
  #gather(): void {
    this.#gathering ??= setImmediate(() => {
      this.#gathering = undefined
      this.#take()
    })
  }

  #take(): void {
    const { changes, namespaces, projects, services } = this.#feed.take()
    const touched = new Set(namespaces)
    if (projects) for (const namespace of this.#learnProjects()) touched.add(namespace)
    this.#book.apply(changes)
    this.#book.seeExternalIps(this.#informers['external-ips'].isSynced)
    for (const name of this.#book.takeTouched()) this.#reportAddress(name, touched)
    for (const namespace of touched) this.#reportUsage(namespace)
    const poolsChanged = changes.some(({ before, after }) =>
      [before, after].some((object) => object?.kind === 'Subnet' || object?.kind === 'Vlan'),
    )
    // Looked at whatever else changed: what is judged next rests on it.
    const doubtfulChanged = this.#doubtfulChanged()
    if (services || poolsChanged || doubtfulChanged) this.#judgeAll()
    if (this.#due.size > 0) this.#askForJudgement()
    this.#turn()
  }

  /** Reads the Projects anew; the namespaces whose Project is another one now. All holders are then told anew. */
  #learnProjects(): readonly string[] {
    const before = this.#projects
    const { backed, waiting } = this.#feed.projects()
    this.#projects = backed
    this.#reportWaiting(waiting)
    const changed = [...new Set([...before.keys(), ...this.#projects.keys()])].filter(
      (namespace) => !isSameProject(before.get(namespace), this.#projects.get(namespace)),
    )
    const touched = new Set(changed)
    if (changed.length > 0) for (const name of [...this.#known.keys()]) this.#reportAddress(name, touched)
    return [...touched]
  }

  /** @param namespaces that of an External IP whose type its pool tells is added. */
  #reportAddress(name: string, namespaces: Set<string>): void {
    const holder = this.#book.holder(name)
    const known = this.#known.get(name)
    if (known && known.meta.uid !== holder?.meta.uid) this.#addresses.remove(known.meta.uid)
    if (known?.meta.namespace !== undefined) this.#due.add(known.meta.namespace)
    if (!holder) {
      this.#remember(known, undefined)
      this.#known.delete(name)
      return
    }
    const { eip, ovnEip } = holder
    const report = addressReport(holder, (namespace) => this.#projects.get(namespace))
    const project = report.project ? `${report.project.organization}/${report.project.project}` : ''
    // Everything that the report is made of.
    const resourceVersion = `${ovnEip.meta.resourceVersion}.${eip?.meta.uid ?? ''}.${eip?.meta.resourceVersion ?? ''}.${holder.state}.${holder.lost ?? ''}.${project}`
    const made = { ...report, meta: { ...report.meta, resourceVersion } }
    this.#addresses.put(made)
    this.#remember(known, made)
    this.#known.set(name, made)
    this.#due.add(ovnEip.subnet)
    if (eip?.networkType === 'unknown') namespaces.add(eip.meta.namespace ?? '')
  }

  /** While objects still come in for the first time, what changes is what is known and not who holds what. */
  #remember(before: AddressReport | undefined, after: AddressReport | undefined): void {
    if (before && this.#pools.isSynced) this.#holders?.record(before, after)
  }

  /** What a Project holds that has no namespace is nothing, and is told all the same. */
  #reportWaiting(projects: readonly ProjectName[]): void {
    const waiting = new Map(projects.map((project) => [usageName({ project }), project]))
    for (const name of this.#waiting.keys()) if (!waiting.has(name)) this.#usage.remove(usageUid(name))
    this.#waiting = waiting
    for (const project of projects) this.#putUsage({ project }, [])
  }

  #reportUsage(namespace: string): void {
    const eips = this.#feed.externalIps(namespace)
    const project = this.#projects.get(namespace)
    if (eips.length === 0 && !project) this.#usage.remove(usageUid(namespace))
    else this.#putUsage({ namespace, project }, eips)
  }

  #putUsage(place: UsagePlace, eips: readonly ExternalIp[]): void {
    const report = usageReport(eips, place, (eip) => this.#typeOf(eip))
    const name = usageName(place)
    const resourceVersion = JSON.stringify(report)
    this.#usage.put({ ...report, meta: { name, uid: usageUid(name), resourceVersion, createdAt: '' } })
  }

  /** A type that the object does not tell is that of the pool its address comes from (kube-dc.md §13, 25). */
  #typeOf(eip: ExternalIp): ExternalIp['networkType'] {
    if (eip.networkType !== 'unknown') return eip.networkType
    return this.#book.poolOfEip(eip)?.networkType ?? networkTypeOf(eip, this.#installation)
  }

  #doubtfulChanged(): boolean {
    const before = this.#doubtful
    this.#doubtful = this.#book.doubtful()
    return before !== this.#doubtful
  }

  #judgeAll(): void {
    for (const { pool } of this.#book.pools()) this.#due.add(pool.name)
    for (const { object } of this.#pools.store.entries({ namespace: EVERY_NAMESPACE })) {
      this.#due.add(object.meta.name)
    }
    this.#askForJudgement()
  }

  /**
   * While lists still come in, nobody is told anything: a judgement then would be for nothing, and the rest after it would
   * keep everybody waiting for the first one that counts, which is made as soon as it can be.
   */
  #askForJudgement(): void {
    if (this.#pools.isSynced) this.#judging.ask()
    else if (this.#isWhole) this.#judge()
  }

  #judge(): void {
    const now = Date.now()
    const services = this.#informers.services.isSynced ? this.#feed.balancers() : undefined
    const externalIps = this.#informers['external-ips'].isSynced ? this.#doubtful : undefined
    for (const name of this.#due) this.#reportPool(name, { now, services, externalIps })
    this.#due.clear()
    this.#turn()
  }

  #reportPool(name: string, facts: Omit<ReconcileFacts, 'vlanMissing'>): void {
    const view = this.#book.pool(name)
    const known = this.#reported.get(name)
    const uid = view?.pool.subnet.meta.uid
    if (known && known.report.meta.uid !== uid) {
      this.#pools.remove(known.report.meta.uid)
      this.#reported.delete(name)
    }
    if (!view) return
    const { subnet } = view.pool
    const vlanMissing =
      this.#informers.vlans.isSynced && subnet.vlan !== undefined && !this.#book.hasVlan(subnet.vlan)
    const findings = reconcile(view, { ...facts, vlanMissing, room: this.#limits })
    if (this.#isWhole) this.#history.record(name, { at: facts.now, used: usedOf(view) })
    const growth = growthOf(view, this.#history, facts.now)
    const report = poolReport(view, findings, growth)
    const text = JSON.stringify(report)
    if (known?.text === text && known.report.meta.uid === uid) return
    const figures = figuresOf(view, findings, growth.trend, this.#limits)
    this.#version += 1
    const made = { ...report, meta: { ...subnet.meta, resourceVersion: String(this.#version) } }
    this.#reported.set(name, { text, report: made, figures })
    this.#pools.put(made)
  }

  /** Everything that reports are made of has come, and nothing of it waits to be taken. */
  get #isWhole(): boolean {
    return this.#gathering === undefined && REPORT_SOURCES.every((kind) => this.#informers[kind].isSynced)
  }

  /** Reports are as current as the least current kind that they are made of. */
  #turn(): void {
    const informers = REPORT_SOURCES.map((kind) => this.#informers[kind])
    const reports = [this.#pools, this.#addresses, this.#usage]
    if (this.#isWhole && this.#due.size === 0 && !this.#pools.isSynced) {
      for (const report of reports) report.synced()
    }
    const upstream = leastCurrent(informers.map(({ upstream }) => upstream))
    if (upstream) for (const report of reports) report.turn(upstream)
  }
}

function usageUid(name: string): string {
  return `usage-${name}`
}

function isSameProject(a: ProjectName | undefined, b: ProjectName | undefined): boolean {
  return a?.organization === b?.organization && a?.project === b?.project
}
