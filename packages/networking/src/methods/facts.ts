import { deniedReason, type Access } from '../access.ts'
import { isIdle } from '../external-ips/idle.ts'
import type { SeenNetwork } from '../intents/judgement.ts'
import type { ExternalIpView, PortUse, TargetRef, TargetView } from '../joins/views.ts'
import type { Installation } from '../model/installation.ts'
import type { NetworkType } from '../model/network-type.ts'
import { waitingPublic, type PublicQuota } from '../quota.ts'
import { reachedBy, type Reached } from './reached.ts'

/** What advice rests on. Everything is as far as the viewer sees; what they do not see speaks against nothing. */
export interface AdviceFacts {
  readonly networkTypes: readonly NetworkType[]
  readonly gatewayRoutesGrpc: boolean
  readonly quota: PublicQuota
  /** Public External IPs of the Project without an address: the quota counts them. */
  readonly waiting: number
  /** The tightest quota on load balancers; absent: none is seen. */
  readonly loadBalancers?: { readonly used?: number; readonly hard: number }
  /** Why this person may not create; absent: nothing says that they may not. */
  readonly denied: {
    readonly services?: string
    readonly floatingIps?: string
    readonly externalIps?: string
  }
  /** Named External IPs that nothing uses, by name. */
  readonly idle: Readonly<Record<NetworkType, readonly string[]>>
  /** Addresses that load balancers may share, the likeliest first. */
  readonly shareable: readonly ShareableAddress[]
  /** Who issues the certificate of an `https` route. `unknown`: Issuers cannot be seen. */
  readonly issuer: 'platform' | 'own' | 'missing' | 'unknown'
  readonly target?: TargetFacts
}

export interface ShareableAddress {
  readonly name: string
  readonly networkType: NetworkType
  readonly address: string
  readonly isDefaultGateway: boolean
  readonly ports: readonly Pick<PortUse, 'protocol' | 'port' | 'service'>[]
}

export interface TargetFacts {
  readonly ref: TargetRef
  readonly ready: number
  readonly wanted?: number
  /** Floating IPs that lead to it already, by name, with their type. */
  readonly floatingIps: readonly { readonly name: string; readonly networkType: NetworkType | 'unknown' }[]
  /** Every way in that leads to it already, with what clients use. */
  readonly reached: readonly Reached[]
  /** Load balancers that lead to it already. */
  readonly loadBalancers: readonly { readonly name: string; readonly networkType: NetworkType | 'unknown' }[]
}

interface Given {
  readonly network: SeenNetwork
  readonly access: Access | undefined
  readonly installation: Installation
  readonly quota: PublicQuota
  /** Name of the Project, which its network is called by. */
  readonly project: string
  /** Name of a target's view, such as `vm/broker-1`. */
  readonly target?: string
  /** External IP that another service is to be put behind, by name. */
  readonly beside?: string
}

/** Gathers what advice rests on from what the viewer sees. */
export function adviceFacts({
  network,
  access,
  installation,
  quota,
  project,
  target,
  beside,
}: Given): AdviceFacts {
  const services = deniedReason(access, 'create', 'services')
  const floatingIps = deniedReason(access, 'create', 'floating-ips')
  const externalIps = deniedReason(access, 'create', 'external-ips')
  const { loadBalancers } = network.view('project-network', project) ?? {}
  const ips = network.views('external-ips').filter((view) => view.kind === 'ExternalIpView')
  const chosen = target === undefined ? undefined : network.view('targets', target)
  return {
    networkTypes: installation.networkTypes,
    gatewayRoutesGrpc: installation.gatewayRoutesGrpc,
    quota,
    waiting: waitingPublic(network.views('external-ips')),
    denied: {
      ...(services !== undefined && { services }),
      ...(floatingIps !== undefined && { floatingIps }),
      ...(externalIps !== undefined && { externalIps }),
    },
    idle: { cloud: idleOf(ips, 'cloud'), public: idleOf(ips, 'public') },
    shareable: ips
      .flatMap(shareable)
      .sort((a, b) => Number(b.name === beside) - Number(a.name === beside) || likelier(a, b)),
    issuer: issuerFact(network, installation),
    ...(loadBalancers && { loadBalancers }),
    ...(chosen && { target: targetFacts(network, chosen) }),
  }
}

function idleOf(ips: readonly ExternalIpView[], type: NetworkType): readonly string[] {
  return ips
    .filter(
      ({ ip, networkType, madeBy }) => networkType === type && !madeBy && !ip.deleteReleased && isIdle(ip),
    )
    .map(({ name }) => name)
    .sort()
}

/**
 * Load balancers may share what has an address, no floating IP has to itself, and no other feature made (kube-dc.md §2.1,
 * §4.5). Without an address nobody knows whether there will be one.
 */
function shareable({ ip, name, networkType, usedBy, ports, madeBy }: ExternalIpView): ShareableAddress[] {
  const isGateway = usedBy.some(({ type }) => type === 'way-out')
  const taken = usedBy.some(({ type }) => type === 'floating-ip' || type === 'other')
  const goes = ip.deleteReleased || ip.meta.deletedAt !== undefined
  if (networkType === 'unknown' || ip.address === undefined || taken || madeBy || goes) return []
  return [
    {
      name,
      networkType,
      isDefaultGateway: isGateway,
      ports: ports.map(({ protocol, port, service }) => ({ protocol, port, service })),
      address: ip.address,
    },
  ]
}

/** The default gateway first, as it costs nothing more; then what already serves most, as it is meant to be shared. */
function likelier(a: ShareableAddress, b: ShareableAddress): number {
  if (a.isDefaultGateway !== b.isDefaultGateway) return a.isDefaultGateway ? -1 : 1
  return b.ports.length - a.ports.length || (a.name < b.name ? -1 : 1)
}

function issuerFact(network: SeenNetwork, { defaultTlsIssuer }: Installation): AdviceFacts['issuer'] {
  if (defaultTlsIssuer !== undefined) return 'platform'
  if (network.names('issuers').size > 0) return 'own'
  return network.sight('issuers') === 'complete' ? 'missing' : 'unknown'
}

function targetFacts(
  network: SeenNetwork,
  { name, target, ready, wanted, exposures }: TargetView,
): TargetFacts {
  const through = (method: string) =>
    exposures.flatMap((exposure) => {
      const view = exposure.startsWith(`${method}/`) ? network.view('exposures', exposure) : undefined
      return view ? [{ name: exposure.slice(method.length + 1), networkType: view.networkType }] : []
    })
  return {
    ref: target,
    ready,
    reached: reachedBy(network, name),
    floatingIps: through('floating-ip'),
    loadBalancers: through('load-balancer'),
    ...(wanted !== undefined && { wanted }),
  }
}
