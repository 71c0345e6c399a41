import type { Method } from '../joins/views.ts'
import type { Answer } from './methods.ts'
import type { AdviceFacts, ShareableAddress } from './facts.ts'
import { floatingIp } from './floating-ip.ts'
import { gatewayRoute } from './gateway-route.ts'
import { ownLoadBalancer, sharedLoadBalancer } from './load-balancer.ts'
import type { Judged, Reason } from './reasons.ts'
import type { Wish } from './wish.ts'

/** `not-now`: it would fit, and something here is in its way; `does-not-fit`: whatever else changes. */
export type MethodVerdict = 'recommended' | 'possible' | 'not-now' | 'does-not-fit'

export interface MethodAdvice {
  readonly method: Method
  readonly verdict: MethodVerdict
  readonly reasons: readonly Reason[]
  /** Further public IPv4 addresses that it takes. */
  readonly publicAddresses: 0 | 1
  /** The address that a shared load balancer would use; absent: one has to be made, or the method shares none. */
  readonly address?: ShareableAddress
}

/** Every method with its verdict, the recommended first. `stuck`: nothing is possible, and why. */
export interface Advice {
  readonly methods: readonly MethodAdvice[]
  readonly recommended?: Method
  readonly stuck?: string
}

/** Which methods suit an answer, best first. */
const PREFERENCE: Readonly<Record<Answer, readonly Method[]>> = {
  web: ['gateway-route', 'load-balancer', 'shared-load-balancer', 'floating-ip'],
  machine: ['floating-ip', 'load-balancer', 'shared-load-balancer', 'gateway-route'],
  service: ['load-balancer', 'shared-load-balancer', 'floating-ip', 'gateway-route'],
  several: ['shared-load-balancer', 'load-balancer', 'gateway-route', 'floating-ip'],
}

/**
 * Which method for this wish, here. Exactly one is recommended where any is possible; each of the others says why it is
 * second choice or what is in its way. Source: the decision tree of the networking page; kube-dc.md §4 to §6, §9.
 */
export function advise(wish: Wish, facts: AdviceFacts): Advice {
  const order = PREFERENCE[wish.answer].map((method) => ({ method, ...judgeMethod(method, wish, facts) }))
  const recommended = order.find(({ fits, now }) => ![...fits, ...now].some(isAgainst))?.method
  const methods = order.map(({ method, fits, now, publicAddresses, address }): MethodAdvice => ({
    method,
    verdict: method === recommended ? 'recommended' : verdictOf(fits, now),
    reasons: [...fits, ...now],
    publicAddresses,
    ...(address && { address }),
  }))
  if (recommended === undefined) return { methods, stuck: stuckWords(facts) }
  const first = methods.filter(({ method }) => method === recommended)
  return { methods: [...first, ...methods.filter(({ method }) => method !== recommended)], recommended }
}

function verdictOf(fits: readonly Reason[], now: readonly Reason[]): MethodVerdict {
  if (fits.some(isAgainst)) return 'does-not-fit'
  return now.some(isAgainst) ? 'not-now' : 'possible'
}

function isAgainst({ tone }: Reason): boolean {
  return tone === 'against'
}

function stuckWords({ denied }: AdviceFacts): string {
  const role = denied.services ?? denied.floatingIps
  return role === undefined
    ? 'Nothing fits as things are. Each way says what is missing.'
    : `Nothing can be made by you here. ${role}`
}

function judgeMethod(method: Method, wish: Wish, facts: AdviceFacts): Judged {
  switch (method) {
    case 'gateway-route':
      return gatewayRoute(wish, facts)
    case 'floating-ip':
      return floatingIp(wish, facts)
    case 'load-balancer':
      return ownLoadBalancer(wish, facts)
    case 'shared-load-balancer':
      return sharedLoadBalancer(wish, facts)
  }
}
