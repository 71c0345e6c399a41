import type { JudgementFacts, SeenNetwork } from '../intents/judgement.ts'
import { selectorPreview } from '../intents/selector.ts'
import type { FloatingIpView, LoadBalancerView } from '../joins/views.ts'
import type { NetworkType } from '../model/network-type.ts'
import type { Plan, Step } from '../operations/plan.ts'
import { reachedBy, reachedFrom } from './reached.ts'

type AnyType = NetworkType | 'unknown'

/** That a floating IP filters nothing (kube-dc.md §6). */
export function everyPortWords(target: string, type: AnyType, is: 'is' | 'will be'): string {
  return `Everything that listens on ${target} ${is} reachable ${reachedFrom(type)}; only the guest’s own firewall filters`
}

/** That a load balancer beside a floating IP closes no port. */
export function limitsNothingWords(floatingIp: string, target: string, type: AnyType): string {
  const to = type === 'public' ? 'the Internet' : type === 'cloud' ? 'the platform' : 'outside'
  return `This does not limit anything: the floating IP ${floatingIp} opens every port of ${target} to ${to}.`
}

/** What a plan opens besides what was asked for, in sentences. */
export function openedBy({ steps }: Plan, facts: JudgementFacts): readonly string[] {
  return steps.flatMap((step) => {
    if (step.verb !== 'create') return []
    const { object } = step
    if (object.kind === 'floating-ips') {
      const { target } = object
      const name = target.by === 'vm' ? target.vm : target.address
      return [`${everyPortWords(name, typeOf(object.address, steps, facts.network), 'will be')}.`]
    }
    if (object.kind !== 'services') return []
    const { pods } = selectorPreview(object.selector, [], facts)
    return openBeside(
      facts.network,
      pods.flatMap(({ vm }) => vm ?? []),
    )
  })
}

type PlannedAddress = Extract<
  Extract<Step, { readonly verb: 'create' }>['object'],
  { readonly kind: 'floating-ips' }
>['address']

function typeOf(address: PlannedAddress, steps: Plan['steps'], network: SeenNetwork): AnyType {
  if (address.from === 'pool') return address.networkType
  for (const step of steps) {
    if (step.verb !== 'create' || step.object.kind !== 'external-ips') continue
    if (step.object.name === address.name) return step.object.networkType
  }
  const view = network.view('external-ips', address.name)
  return view?.kind === 'ExternalIpView' ? view.networkType : 'unknown'
}

/** What stays open besides what an exposure that stands was made for, in sentences. */
export function openThrough(
  view: FloatingIpView | LoadBalancerView,
  network: Pick<SeenNetwork, 'view'>,
): readonly string[] {
  if (view.kind === 'LoadBalancerView') {
    return openBeside(
      network,
      view.endpoints.list.flatMap(({ vm }) => vm ?? []),
    )
  }
  const { target, networkType } = view
  if (target.by === 'none') return []
  return [`${everyPortWords(target.by === 'vm' ? target.vm : target.address, networkType, 'is')}.`]
}

/** Floating IPs of the VMs that a load balancer leads to. */
function openBeside(network: Pick<SeenNetwork, 'view'>, vms: readonly string[]): readonly string[] {
  return [...new Set(vms)].flatMap((vm) =>
    reachedBy(network, `vm/${vm}`)
      .filter(({ list }) => list === 'floating-ips')
      .map(({ name, networkType }) => limitsNothingWords(name, vm, networkType)),
  )
}
