import type { SeenNetwork } from '../intents/judgement.ts'
import type { ServicePort } from '../model/service.ts'
import type { NetworkType } from '../model/network-type.ts'

type Shown = Pick<SeenNetwork, 'view'>

const LISTS = {
  'load-balancer': 'load-balancers',
  'floating-ip': 'floating-ips',
  'gateway-route': 'gateway-routes',
} as const

/** One way in that leads to a target already. */
export interface Reached {
  /** List in which it is shown. */
  readonly list: (typeof LISTS)[keyof typeof LISTS]
  readonly name: string
  readonly networkType: NetworkType | 'unknown'
  /** What clients use: a URL, or an address with its ports; absent while there is none. */
  readonly where?: string
  readonly url?: string
  readonly address?: string
  /** Empty: all ports. */
  readonly ports: readonly Pick<ServicePort, 'protocol' | 'port' | 'targetPort'>[]
}

/**
 * By what a target is reached already, hostnames first.
 *
 * @param target name of its view: `vm/broker-1`.
 */
export function reachedBy(network: Shown, target: string): readonly Reached[] {
  const { exposures = [] } = network.view('targets', target) ?? {}
  return exposures
    .flatMap((exposure) => reached(network, exposure))
    .sort((a, b) => ORDER.indexOf(a.list) - ORDER.indexOf(b.list) || (a.name < b.name ? -1 : 1))
}

const ORDER: readonly Reached['list'][] = ['gateway-routes', 'load-balancers', 'floating-ips']

function reached(network: Shown, exposure: string): Reached[] {
  const view = network.view('exposures', exposure)
  if (!view) return []
  const name = exposure.slice(exposure.indexOf('/') + 1)
  const { networkType, address, hostname } = view
  if (view.method === 'gateway-route') {
    const route = network.view('gateway-routes', name)
    const scheme = route?.way === 'http' ? 'http' : 'https'
    const ports = route?.loadBalancer.service.ports.filter(({ port }) => port === route.port) ?? []
    const url = hostname === undefined ? undefined : `${scheme}://${hostname}/`
    return [
      {
        list: LISTS['gateway-route'],
        name,
        networkType,
        ports,
        ...(url !== undefined && { where: url, url }),
      },
    ]
  }
  if (view.method === 'floating-ip') {
    const where = address === undefined ? {} : { address, where: `${address}, every port` }
    return [{ list: LISTS['floating-ip'], name, networkType, ports: [], ...where }]
  }
  const balancer = network.view('load-balancers', name)
  if (balancer?.kind !== 'LoadBalancerView') return []
  const { ports } = balancer.service
  const at =
    address === undefined
      ? {}
      : { address, where: ports.map(({ port, protocol }) => `${address}:${port}/${protocol}`).join(', ') }
  return [{ list: LISTS['load-balancer'], name, networkType, ports, ...at }]
}

/** The way in that leads to just this port of the target already, where there is one. */
export function reachesPort(
  ways: readonly Reached[],
  { port, protocol }: { readonly port: number; readonly protocol: string },
): Reached | undefined {
  return ways.find(
    ({ where, ports }) =>
      where !== undefined && ports.some((each) => each.targetPort === port && each.protocol === protocol),
  )
}

/** From where a type of address is reached, in a sentence. */
export function reachedFrom(networkType: NetworkType | 'unknown'): string {
  return networkType === 'public'
    ? 'from the Internet'
    : networkType === 'cloud'
      ? 'inside the platform'
      : 'from outside'
}
