import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import { selectorPreview } from '@kube-dc/networking/intents/selector'
import type { Plan, Step } from '@kube-dc/networking/operations/plan'
import type { Path, PathHop } from '../../parts/traffic-path/types.ts'

type Made = Extract<Step, { readonly verb: 'create' }>['object']
type Service = Extract<Made, { readonly kind: 'services' }>
type FloatingIp = Extract<Made, { readonly kind: 'floating-ips' }>

/** The way of a connection once a plan is carried out: what is there as it is, what will be made as new. */
export function plannedPath(plan: Plan, facts: JudgementFacts): Path | undefined {
  const made = plan.steps.flatMap((step) => (step.verb === 'create' ? [step.object] : []))
  const subject = made.find(({ kind, name }) => kind === plan.subject.kind && name === plan.subject.name)
  if (!subject) return undefined
  const hops = hopsOf(subject, made, facts)
  if (!hops) return undefined
  const labels = subject.kind === 'services' ? portChange(subject) : undefined
  return {
    hops,
    connectors: hops.slice(1).map((_, index) => ({
      state: 'new',
      ...(labels !== undefined && index === hops.length - 2 && { label: labels }),
    })),
  }
}

function hopsOf(subject: Made, made: readonly Made[], facts: JudgementFacts): PathHop[] | undefined {
  switch (subject.kind) {
    case 'services':
      return serviceHops(subject, made, facts)
    case 'floating-ips': {
      const { address } = subject
      const eip =
        address.from === 'external-ip'
          ? addressHop(address.name, made, facts)
          : { hop: ownAddress(address.networkType), type: address.networkType }
      return [client(eip.type), eip.hop, floatingHop(subject), targetHop(subject)]
    }
    default:
      return undefined
  }
}

function serviceHops(service: Service, made: readonly Made[], facts: JudgementFacts): PathHop[] {
  const { asks, name, ports, selector } = service
  const named = asks.bindOnDefaultGateway ? 'default-gw' : (asks.bindOnEip ?? undefined)
  const type = asks.networkType ?? 'unknown'
  const eip = named === undefined ? { hop: ownAddress(type), type } : addressHop(named, made, facts)
  const balancer: PathHop = {
    state: 'new',
    kind: 'Load balancer',
    name,
    detail: ports.map(({ port, protocol }) => `${port}/${protocol}`).join(', '),
    reason: 'Will be made',
  }
  const end = endHop(selector, facts)
  if (asks.exposeRoute == null) return [client(eip.type), eip.hop, balancer, end]
  const gateway: PathHop = {
    state: 'hidden',
    kind: 'Gateway',
    name: 'Shared',
    reason: 'The platform runs it for all Projects',
  }
  const route: PathHop = {
    state: 'new',
    kind: asks.exposeRoute === 'tls-passthrough' ? 'TLS route' : 'HTTP route',
    name: asks.routeHostname ?? name,
    reason: 'Will be made',
  }
  return [client('public'), gateway, route, eip.hop, balancer, end]
}

function client(type: string): PathHop {
  return { state: 'end', kind: 'From', name: type === 'cloud' ? 'Inside the platform' : 'Internet' }
}

function ownAddress(type: string): PathHop {
  return { state: 'new', kind: 'External IP', name: 'of its own', detail: type, reason: 'Will be made' }
}

function addressHop(name: string, made: readonly Made[], { network }: JudgementFacts) {
  const fresh = made.find((object) => object.kind === 'external-ips' && object.name === name)
  if (fresh?.kind === 'external-ips') {
    const { networkType: type } = fresh
    const hop: PathHop = { state: 'new', kind: 'External IP', name, detail: type, reason: 'Will be made' }
    return { hop, type }
  }
  const view = network.view('external-ips', name)
  if (view?.kind !== 'ExternalIpView') {
    const hop: PathHop = { state: 'unknown', kind: 'External IP', name, reason: 'Not seen here' }
    return { hop, type: 'unknown' }
  }
  const { ip, networkType: type, usedBy } = view
  const hop: PathHop = {
    state: ip.ready ? 'ok' : 'waiting',
    kind: 'External IP',
    name,
    ...(ip.address !== undefined && { detail: ip.address }),
    reason: usedBy.length === 0 ? 'Exists, nothing uses it' : `Exists, shared with ${usedBy.length}`,
  }
  return { hop, type }
}

function floatingHop({ name }: FloatingIp): PathHop {
  return { state: 'new', kind: 'Floating IP', name, detail: 'every port', reason: 'Will be made' }
}

function targetHop({ target }: FloatingIp): PathHop {
  return target.by === 'vm'
    ? {
        state: 'ok',
        kind: 'VM',
        name: target.vm,
        ...(target.interface !== undefined && { detail: target.interface }),
      }
    : { state: 'unknown', kind: 'Target', name: target.address }
}

function endHop(selector: Service['selector'], facts: JudgementFacts): PathHop {
  const { known, pods, ready } = selectorPreview(selector, [], facts)
  if (!known) return { state: 'hidden', kind: 'Endpoints', reason: 'Your role does not see pods here' }
  if (pods.length === 0) {
    return { state: 'waiting', kind: 'Endpoints', name: 'none yet', reason: 'Nothing runs that it leads to' }
  }
  const [first] = pods
  return {
    state: ready === pods.length ? 'ok' : ready > 0 ? 'partly' : 'waiting',
    kind: first?.vm === undefined ? 'Endpoints' : 'VM',
    name: first?.vm ?? `${ready} of ${pods.length} ready`,
    reason: ready > 0 ? 'Exists, ready' : 'Exists, not ready',
  }
}

function portChange({ ports: [only, ...others] }: Service): string | undefined {
  return only === undefined || others.length > 0 || only.port === only.targetPort
    ? undefined
    : `to ${only.targetPort}`
}
