import { DEFAULT_GATEWAY_NAME } from '../model/external-ip.ts'
import type { ResourceQuota } from '../model/resource-quota.ts'
import { quantity } from '../quantity.ts'
import { found, type Reader } from './reader.ts'
import type { FullQuota, ProjectNetworkView } from './views.ts'

/** Resource under which quotas count load balancers (kube-dc.md §9). */
const LOAD_BALANCERS = 'services.loadbalancers'

/** The Project's network as a whole. */
export function projectNetworkView(reader: Reader, name: string): ProjectNetworkView {
  const project = found(reader.get('projects', name))
  const quotas = reader.find('resource-quotas', 'all')
  const loadBalancers = tightest(quotas)
  return {
    kind: 'ProjectNetworkView',
    name,
    defaultGateway: reader.get('external-ips', DEFAULT_GATEWAY_NAME),
    counts: {
      'external-ips': reader.count('external-ips'),
      'floating-ips': reader.count('floating-ips'),
      'load-balancers': reader.count('load-balancers'),
      'gateway-routes': reader.count('gateway-routes'),
    },
    fullQuotas: quotas.flatMap(fullLines),
    ...(project && { project }),
    ...(loadBalancers && { loadBalancers }),
    // Last: what was read up to here.
    unseen: reader.unseen(),
  }
}

/** The quota that leaves the fewest load balancers. */
function tightest(quotas: readonly ResourceQuota[]): ProjectNetworkView['loadBalancers'] {
  let best: { used?: number; hard: number; quota: string } | undefined
  for (const { meta, lines } of quotas) {
    const line = lines[LOAD_BALANCERS]
    const hard = quantity(line?.hard)
    const used = quantity(line?.used)
    if (hard === undefined) continue
    const left = hard - (used ?? 0)
    if (best && left >= best.hard - (best.used ?? 0)) continue
    best = { hard, quota: meta.name, ...(used !== undefined && { used }) }
  }
  return best
}

/** Lines that are used up. A limit of zero is a choice of the plan, except on load balancers (kube-dc.md §9: suspended). */
function fullLines({ meta, lines }: ResourceQuota): FullQuota[] {
  return Object.entries(lines).flatMap(([resource, { used, hard }]) => {
    const limit = quantity(hard)
    const use = quantity(used)
    if (limit === undefined || use === undefined || used === undefined || use < limit) return []
    if (limit === 0 && resource !== LOAD_BALANCERS) return []
    return [{ quota: meta.name, resource, used, hard }]
  })
}
