import { deniedReason } from '../access.ts'
import { isDefaultGateway } from '../external-ips/network.ts'
import type { DeleteImpact } from '../external-ips/delete.ts'
import { found } from '../joins/reader.ts'
import type { FloatingIpView, GatewayRouteView, LoadBalancerView } from '../joins/views.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { count, list } from '../words.ts'
import { verdict, type Verdict } from '../verdict.ts'
import { managedReason } from './ground.ts'
import type { JudgementFacts } from './judgement.ts'
import { untouchableReason } from './load-balancer.ts'

/** What a removal does, for its dialog. */
export interface RemovalImpact extends DeleteImpact {
  /** What stays though it served what is removed, with what it costs. */
  readonly stays: readonly string[]
}

type Facts = Pick<JudgementFacts, 'access'>

const UNREADABLE: RemovalImpact = {
  breaks: ['Whatever uses it stops: the object cannot be read, so what that is cannot be told.'],
  lost: [],
  stays: [],
  typeName: true,
}

const DELETING = 'It is being deleted already.'

/** Whether this person can delete a load balancer, and what that breaks (kube-dc.md §4.2). */
export function canDeleteLoadBalancer(
  view: LoadBalancerView | Unreadable,
  hostname: string | undefined,
  { access }: Facts,
): Verdict<RemovalImpact> {
  const denied = deniedReason(access, 'delete', 'services')
  if (view.kind === 'Unreadable') return verdict(denied, UNREADABLE)
  const { service } = view
  const reason = untouchableReason(service) ?? (service.meta.deletedAt === undefined ? denied : DELETING)
  return verdict(reason, loadBalancerImpact(view, hostname))
}

function loadBalancerImpact(view: LoadBalancerView, hostname: string | undefined): RemovalImpact {
  const { address, binding, endpoints, name, networkType, service } = view
  const ports = list(service.ports.map(({ port, protocol }) => `${port}/${protocol}`))
  const behind = endpoints.known ? `, ${count(endpoints.ready, 'endpoint', 'endpoints')} ready` : ''
  const answers = address !== undefined && (!endpoints.known || endpoints.ready > 0)
  const eip = found(binding.eip)
  const bound = eip?.meta.name ?? binding.wanted
  return {
    breaks: [
      ...(address === undefined ? [] : [`Disconnects ${address}: ${ports}${behind}.`]),
      ...(hostname === undefined
        ? []
        : [`${hostname} stops answering; its route and certificate go with it.`]),
    ],
    lost:
      binding.way === 'own' && address !== undefined
        ? [
            `${address} goes back to the pool: the platform made it for ${name}. Getting the same one again is not assured.`,
            'A DNS record that still points to it will lead to whoever gets it next.',
          ]
        : [],
    stays:
      binding.way === 'own' || bound === undefined
        ? []
        : [
            eip !== undefined && isDefaultGateway(eip)
              ? `${bound} stays: it is the way out of the Project.`
              : `The External IP ${bound} stays with its address${networkType === 'public' ? ', and counts against the quota of public addresses until it is deleted' : ''}.`,
          ],
    typeName: answers || hostname !== undefined,
  }
}

/** Whether this person can delete a floating IP, and what that breaks (kube-dc.md §6). */
export function canDeleteFloatingIp(
  view: FloatingIpView | Unreadable,
  { access }: Facts,
): Verdict<RemovalImpact> {
  const denied = deniedReason(access, 'delete', 'floating-ips')
  if (view.kind === 'Unreadable') return verdict(denied, UNREADABLE)
  const { fip } = view
  const reason = managedReason(fip.meta) ?? (fip.meta.deletedAt === undefined ? denied : DELETING)
  return verdict(reason, floatingIpImpact(view))
}

function floatingIpImpact({ address, fip, name, networkType, target }: FloatingIpView): RemovalImpact {
  const what = target.by === 'vm' ? target.vm : target.by === 'address' ? target.address : undefined
  const own = fip.requestedEip === undefined
  return {
    breaks:
      what === undefined || address === undefined
        ? []
        : [
            `Disconnects ${what} from ${address}, in both directions. What it sends leaves by the way out of the Project from then on.`,
          ],
    lost:
      own && address !== undefined
        ? [
            `${address} goes back to the pool: the platform made it for ${name}. Getting the same one again is not assured.`,
            'A DNS record that still points to it will lead to whoever gets it next.',
          ]
        : [],
    stays: own
      ? []
      : [
          `The External IP ${fip.requestedEip ?? ''} stays with its address${networkType === 'public' ? ', and counts against the quota of public addresses until it is deleted' : ''}.`,
        ],
    typeName: fip.ready,
  }
}

/** Whether this person can take a gateway route off its Service, and what that breaks (kube-dc.md §5). */
export function canRemoveGatewayRoute(view: GatewayRouteView, { access }: Facts): Verdict<RemovalImpact> {
  const { hostname, loadBalancer, name, service } = view
  const reason =
    untouchableReason(service) ??
    (service.meta.deletedAt === undefined ? deniedReason(access, 'patch', 'services') : DELETING)
  const { address } = loadBalancer
  return verdict(reason, {
    breaks: hostname === undefined ? [] : [`${hostname} stops answering within a minute.`],
    lost: view.certificate?.state === 'found' ? ['Its certificate is deleted.'] : [],
    stays: [
      `The load balancer ${name} stays${address === undefined ? '' : `, reached by ${address}`}. Delete it as well if nothing else needs it.`,
    ],
    typeName: hostname !== undefined,
  })
}

/** Whether this person can change a load balancer here; the reason names whose it is. */
export function canChangeLoadBalancer(
  view: LoadBalancerView | Unreadable,
  { access }: Facts,
): Verdict<undefined> {
  if (view.kind === 'Unreadable') {
    return verdict('It cannot be read, so it is not changed here. Change it with kubectl.', undefined)
  }
  const { service } = view
  const reason =
    untouchableReason(service) ??
    (service.meta.deletedAt === undefined ? deniedReason(access, 'patch', 'services') : DELETING)
  return verdict(reason, undefined)
}

/** Whether this person can move a floating IP to another target. */
export function canMoveFloatingIp(view: FloatingIpView | Unreadable, { access }: Facts): Verdict<undefined> {
  if (view.kind === 'Unreadable') {
    return verdict('It cannot be read, so it cannot be made again elsewhere.', undefined)
  }
  const { meta } = view.fip
  const reason =
    managedReason(meta) ??
    (meta.deletedAt === undefined ? undefined : DELETING) ??
    deniedReason(access, 'delete', 'floating-ips') ??
    deniedReason(access, 'create', 'floating-ips')
  return verdict(reason, undefined)
}
