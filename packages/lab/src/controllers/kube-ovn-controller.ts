import type { Action } from './actions.ts'
import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import {
  ADDRESS_LABEL,
  giveAddress,
  holderOf,
  reconcileOvnFip,
  reconcilePodAddress,
  vmHolder,
  reconcileOvnEip,
  reconcileSnatRule,
  reconcileVpc,
} from './kube-ovn.ts'
import { POD_ADDRESS, POD_ALLOCATED } from './kubelet.ts'
import { routerPortName } from './names.ts'
import { AddressBook, plotOf, v4Of } from './pool.ts'
import { isHeld, keyOf, referenceOf, type OvnEip, type Subnet, type Vpc } from './resources.ts'
import type { Settings } from './settings.ts'
import { reconcileSubnet, reconcileVlan, subnetRefusal } from './subnet.ts'
import { VM_NAME } from './virtual-machine.ts'
import type { Pod } from './workload-resources.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  readonly log: (message: string) => void
}

/**
 * The loop of the Kube-OVN simulation. One book per Subnet is the only place where addresses are given out; it knows
 * what it gave before the cluster says so, hence no address ever goes to two holders.
 */
export class KubeOvnController {
  readonly controllers: readonly Controller[]
  readonly #caches: Caches
  readonly #settings: Settings
  readonly #books = new Map<string, AddressBook>()
  /** Why ranges as written are not taken over, per Subnet. */
  readonly #refusals = new Map<string, string>()
  /** OvnEips that found no address, per Subnet. */
  readonly #hungry = new Map<string, Set<string>>()
  readonly #ovnEips: Controller
  readonly #subnets: Controller
  readonly #vlans: Controller
  readonly #vpcs: Controller
  readonly #snatRules: Controller
  readonly #ovnFips: Controller
  readonly #pods: Controller

  constructor({ client, caches, settings, log }: Dependencies) {
    this.#caches = caches
    this.#settings = settings
    const make = (concurrency: number, decide: (name: string) => readonly Action[]) =>
      new Controller({ name: 'kube-ovn-controller', client, concurrency, decide, log })
    this.#ovnEips = make(8, (name) => this.#decideOvnEip(name))
    this.#subnets = make(2, (name) => this.#decideSubnet(name))
    this.#vlans = make(1, (name) => this.#decideVlan(name))
    this.#vpcs = make(2, (name) => this.#decideVpc(name))
    this.#snatRules = make(2, (name) => this.#decideSnatRule(name))
    this.#ovnFips = make(4, (name) => this.#decideOvnFip(name))
    this.#pods = make(8, (key) => this.#decidePod(key))
    this.controllers = [
      this.#ovnEips,
      this.#subnets,
      this.#vlans,
      this.#vpcs,
      this.#snatRules,
      this.#ovnFips,
      this.#pods,
    ]
    this.#listen()
  }

  #listen(): void {
    const { subnets, vlans, ovnEips, vpcs, snatRules, ovnFips, pods, virtualMachines } = this.#caches
    subnets.onChange(({ key, now, before }) => {
      if (now) this.#plot(now, before)
      else this.#forget(key)
      this.#subnets.queue.add(key)
      for (const vlan of new Set([now?.spec.vlan, before?.spec.vlan])) if (vlan) this.#vlans.queue.add(vlan)
      if (now?.spec.vlan && !before) this.#judgeAgain(subnets.by('vlan', now.spec.vlan))
      // One Subnet less, or elsewhere, may be what a refused one waits for.
      if (before && (!now || placeOf(now) !== placeOf(before))) this.#judgeAgain()
      const vpc = (now ?? before).spec.vpc
      if (vpc && (!now || !before)) this.#vpcs.queue.add(vpc)
    })
    vlans.onChange(({ key }) => {
      for (const { metadata } of vlans.all()) this.#vlans.queue.add(metadata.name)
      this.#judgeAgain(subnets.by('vlan', key))
    })
    ovnEips.onChange(({ key, now, before }) => {
      const subnet = (now ?? before).spec.externalSubnet
      this.#follow(key, subnet, now)
      this.#ovnEips.queue.add(key)
      for (const { metadata } of snatRules.by('ovnEip', key)) this.#snatRules.queue.add(metadata.name)
      for (const { metadata } of ovnFips.by('ovnEip', key)) this.#ovnFips.queue.add(metadata.name)
      if (!now && before.spec.type === 'lrp')
        for (const vpc of vpcs.all()) this.#vpcs.queue.add(vpc.metadata.name)
    })
    ovnFips.onChange(({ key, now, before }) => {
      this.#ovnFips.queue.add(key)
      for (const rule of [now, before]) if (rule) this.#ovnEips.queue.add(rule.spec.ovnEip)
    })
    pods.onChange(({ key, now, before }) => {
      if (now) this.#followPod(now)
      else if (!(VM_NAME in before.metadata.labels))
        this.#release(before.metadata.namespace, holderOf(before))
      this.#pods.queue.add(key)
    })
    virtualMachines.onChange(({ now, before }) => {
      if (now) return
      const { namespace, name } = before.metadata
      this.#release(namespace, vmHolder(namespace, name))
    })
    vpcs.onChange(({ key }) => this.#vpcs.queue.add(key))
    snatRules.onChange(({ key, now, before }) => {
      this.#snatRules.queue.add(key)
      for (const rule of [now, before]) if (rule) this.#ovnEips.queue.add(rule.spec.ovnEip)
    })
  }

  /** Opens the book of a Subnet with what the OvnEips hold, or takes over changed ranges; what is refused is not taken over. */
  #plot(now: Subnet, before: Subnet | undefined): void {
    const { name } = now.metadata
    const { cidrBlock, gateway, excludeIps } = now.spec
    const same = before && placeOf(before) === placeOf(now)
    if (same && this.#books.has(name) && !this.#refusals.has(name)) return
    const vlans = [...this.#caches.vlans.all()]
    const neighbours = this.#caches.subnets.by('vpc', now.spec.vpc ?? '')
    const refusal = subnetRefusal(now, { vlans, neighbours })
    if (refusal !== undefined) {
      this.#refusals.set(name, refusal)
      return
    }
    this.#refusals.delete(name)
    // Of IPv6 alone nothing is given out.
    if (v4Of(cidrBlock) === undefined) return
    const plot = plotOf({ cidrBlock, ...(gateway && { gateway }), excludeIps: excludeIps ?? [] })
    const book = this.#books.get(name)
    if (book) book.replot(plot)
    else this.#open(now, new AddressBook(plot))
    this.#feed(name)
  }

  #open({ metadata: { name }, spec }: Subnet, book: AddressBook): void {
    this.#books.set(name, book)
    for (const ovnEip of this.#caches.ovnEips.by('subnet', name)) {
      record(book, ovnEip)
      this.#ovnEips.queue.add(ovnEip.metadata.name)
    }
    for (const namespace of spec.namespaces ?? []) {
      for (const pod of this.#caches.pods.by('namespace', namespace)) {
        recordPod(book, pod)
        this.#pods.queue.add(keyOf(pod.metadata))
      }
    }
  }

  #forget(name: string): void {
    this.#books.delete(name)
    this.#refusals.delete(name)
  }

  /** Looks again at Subnets whose surroundings changed, and at those that were refused. */
  #judgeAgain(touched: readonly Subnet[] = []): void {
    const refused = [...this.#refusals.keys()].flatMap((name) => this.#caches.subnets.get({ name }) ?? [])
    for (const subnet of new Set([...touched, ...refused])) {
      this.#plot(subnet, undefined)
      this.#subnets.queue.add(subnet.metadata.name)
    }
  }

  /** Keeps the book in step with what the cluster says, and its Subnet's counters with the book. */
  #follow(name: string, subnet: string, now: OvnEip | undefined): void {
    const book = this.#books.get(subnet)
    if (now) {
      if (book) record(book, now)
    } else {
      book?.release(name)
      this.#hungry.get(subnet)?.delete(name)
      this.#feed(subnet)
    }
    this.#subnets.queue.addAfter(subnet, this.#settings.delays.gatherMs)
  }

  /** Something may be free again: those that found nothing look again. */
  #feed(subnet: string): void {
    for (const name of this.#hungry.get(subnet) ?? []) this.#ovnEips.queue.add(name)
  }

  /** The Subnet of a Project's namespace, with its book. */
  #subnetOf(namespace: string | undefined): { subnet: Subnet; book: AddressBook } | undefined {
    const [subnet] = this.#caches.subnets.by('serves', namespace ?? '')
    const book = subnet && this.#books.get(subnet.metadata.name)
    return book && { subnet, book }
  }

  #followPod(pod: Pod): void {
    const place = this.#subnetOf(pod.metadata.namespace)
    if (!place) return
    recordPod(place.book, pod)
    this.#subnets.queue.addAfter(place.subnet.metadata.name, this.#settings.delays.gatherMs)
  }

  #release(namespace: string | undefined, holder: string): void {
    const place = this.#subnetOf(namespace)
    if (!place) return
    place.book.release(holder)
    this.#subnets.queue.addAfter(place.subnet.metadata.name, this.#settings.delays.gatherMs)
  }

  #decidePod(key: string): readonly Action[] {
    const pod = this.#caches.pods.get(referenceOf(key))
    const place = pod && this.#subnetOf(pod.metadata.namespace)
    if (!place || isHeld(pod)) return []
    return reconcilePodAddress(pod, place.subnet, place.book)
  }

  #decideOvnFip(name: string): readonly Action[] {
    const rule = this.#caches.ovnFips.get({ name })
    if (!rule || isHeld(rule)) return []
    const address = this.#caches.ovnEips.get({ name: rule.spec.ovnEip })?.status?.v4Ip
    return reconcileOvnFip(rule, address ?? undefined)
  }

  #decideOvnEip(name: string): readonly Action[] {
    const ovnEip = this.#caches.ovnEips.get({ name })
    if (!ovnEip || isHeld(ovnEip)) return []
    const subnet = ovnEip.spec.externalSubnet
    const given = ovnEip.metadata.deleting ? undefined : giveAddress(ovnEip, this.#books.get(subnet))
    const hungry = this.#hungry.get(subnet) ?? new Set()
    if (given === undefined || 'refusal' in given) this.#hungry.set(subnet, hungry.add(name))
    else hungry.delete(name)
    const { snatRules, ovnFips } = this.#caches
    const isFloating = ovnFips.by('ovnEip', name).length > 0
    const nat = isFloating ? 'fip' : snatRules.by('ovnEip', name).length > 0 ? 'snat' : ''
    return reconcileOvnEip(ovnEip, given, nat, this.#settings.delays.retryMs)
  }

  #decideSubnet(name: string): readonly Action[] {
    const subnet = this.#caches.subnets.get({ name })
    if (!subnet || isHeld(subnet)) return []
    const [book, refusal] = [this.#books.get(name), this.#refusals.get(name)]
    return reconcileSubnet(subnet, {
      now: Date.now(),
      ...(book && { book }),
      ...(refusal !== undefined && { refusal }),
    })
  }

  #decideVlan(name: string): readonly Action[] {
    const vlan = this.#caches.vlans.get({ name })
    if (!vlan || isHeld(vlan)) return []
    const subnets = this.#caches.subnets.by('vlan', name).map(({ metadata }) => metadata.name)
    return reconcileVlan(vlan, [...this.#caches.vlans.all()], subnets)
  }

  #decideVpc(name: string): readonly Action[] {
    const vpc = this.#caches.vpcs.get({ name })
    if (!vpc || isHeld(vpc)) return []
    const subnets = this.#caches.subnets.by('vpc', name).map(({ metadata }) => metadata.name)
    return reconcileVpc(vpc, subnets, this.#portsOf(vpc))
  }

  #portsOf({ metadata, spec }: Vpc): OvnEip[] {
    return (spec?.extraExternalSubnets ?? []).flatMap((subnet) => {
      const port = this.#caches.ovnEips.get({ name: routerPortName(metadata.name, subnet) })
      return port ? [port] : []
    })
  }

  #decideSnatRule(name: string): readonly Action[] {
    const rule = this.#caches.snatRules.get({ name })
    if (!rule || isHeld(rule)) return []
    const address = this.#caches.ovnEips.get({ name: rule.spec.ovnEip })?.status?.v4Ip
    const cidr = rule.spec.vpcSubnet
      ? this.#caches.subnets.get({ name: rule.spec.vpcSubnet })?.spec.cidrBlock
      : undefined
    const actions = reconcileSnatRule(rule, address ?? undefined, cidr)
    // The Subnet may come later than the rule.
    return cidr === undefined && !rule.metadata.deleting
      ? [...actions, { do: 'look again', afterMs: this.#settings.delays.retryMs }]
      : actions
  }
}

/** What of a Subnet decides about its addresses. */
function placeOf({ spec: { cidrBlock, gateway, excludeIps, vlan, vpc } }: Subnet): string {
  return JSON.stringify([cidrBlock, gateway, excludeIps, vlan, vpc])
}

/** What a pod says it holds. */
function recordPod(book: AddressBook, pod: Pod): void {
  const address = pod.metadata.annotations[POD_ALLOCATED] === 'true' && pod.metadata.annotations[POD_ADDRESS]
  if (!address) return
  try {
    book.record(holderOf(pod), address)
  } catch {
    // A hand-written pod with something else than an address holds nothing.
  }
}

/** What an OvnEip says it holds; before it says anything, what was given to it stays. */
function record(book: AddressBook, { metadata, spec, status }: OvnEip): void {
  const given = spec.v4Ip && metadata.labels[ADDRESS_LABEL] === spec.v4Ip ? spec.v4Ip : undefined
  const address = status?.v4Ip || given
  if (!address) return
  try {
    book.record(metadata.name, address)
  } catch {
    // A hand-written object with something else than an address holds nothing.
  }
}
