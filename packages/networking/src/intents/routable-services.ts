import type { Service } from '../model/service.ts'
import { onGround } from './ground.ts'
import type { JudgementFacts } from './judgement.ts'
import { untouchableReason } from './load-balancer.ts'

/** A Service as the form of a gateway route offers it. */
export interface RoutableService {
  readonly name: string
  /** What the form saw, for the change. */
  readonly uid: string
  readonly resourceVersion: string
  /** Its TCP ports: the Gateway passes nothing else on. */
  readonly ports: readonly number[]
  readonly address?: string
  readonly offered: boolean
  /** Why it is not offered. */
  readonly reason?: string
}

/** Services that a route can be set on as they are, first, then the others with the reason (kube-dc.md §5). */
export function routableServices(facts: JudgementFacts): readonly RoutableService[] {
  return onGround(facts, ({ network }) =>
    network
      .objects('services')
      .filter(({ companionOf, headless }) => companionOf === undefined && !headless)
      .map(routable)
      .sort((a, b) => Number(b.offered) - Number(a.offered) || (a.name < b.name ? -1 : 1)),
  )
}

function routable(service: Service): RoutableService {
  const { addresses, meta, ports } = service
  const reason = unroutableReason(service)
  const [address] = addresses
  return {
    name: meta.name,
    uid: meta.uid,
    resourceVersion: meta.resourceVersion,
    ports: tcpPorts(ports),
    offered: reason === undefined,
    ...(address !== undefined && { address }),
    ...(reason !== undefined && { reason }),
  }
}

function tcpPorts(ports: Service['ports']): readonly number[] {
  return ports.filter(({ protocol }) => protocol === 'TCP').map(({ port }) => port)
}

function unroutableReason(service: Service): string | undefined {
  const { asks, meta, ports, type } = service
  const untouchable = untouchableReason(service)
  if (untouchable !== undefined) return untouchable
  if (meta.deletedAt !== undefined) return `${meta.name} is being deleted.`
  if (asks.exposeRoute !== undefined) return `${meta.name} has a gateway route already. Change that one.`
  if (type !== 'LoadBalancer') {
    return `${meta.name} is of type ${type}, and its type is never changed here. Choose it as a target: a new Service with the same selector is made for the route.`
  }
  return tcpPorts(ports).length === 0
    ? `${meta.name} has no TCP port, and the Gateway passes nothing else on.`
    : undefined
}
