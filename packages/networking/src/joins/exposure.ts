import type { Reader } from './reader.ts'
import type { ExposureView, LoadBalancerView, TargetRef } from './views.ts'

/** One way in, from the view of what makes it. A Service with a route has two: its hostname and its address. */
export function exposureView(reader: Reader, name: string): ExposureView | undefined {
  const slash = name.indexOf('/')
  const of = name.slice(slash + 1)
  switch (name.slice(0, slash)) {
    case 'load-balancer':
      return loadBalancerExposure(reader, name, of)
    case 'gateway-route':
      return gatewayRouteExposure(reader, name, of)
    default:
      return floatingIpExposure(reader, name, of)
  }
}

function loadBalancerExposure(reader: Reader, name: string, of: string): ExposureView | undefined {
  const view = reader.view('load-balancers', of)
  if (view?.kind !== 'LoadBalancerView' || view.service.type !== 'LoadBalancer') return undefined
  const { binding, networkType, address, service } = view
  return {
    kind: 'ExposureView',
    name,
    method: binding.way === 'own' ? 'load-balancer' : 'shared-load-balancer',
    networkType,
    ports: service.ports.map(({ protocol, port }) => ({ protocol, port })),
    targets: targetsOf(view),
    ...(address !== undefined && { address }),
    unseen: reader.unseen(),
  }
}

function gatewayRouteExposure(reader: Reader, name: string, of: string): ExposureView | undefined {
  const view = reader.view('gateway-routes', of)
  if (!view) return undefined
  const { hostname, way, loadBalancer } = view
  return {
    kind: 'ExposureView',
    name,
    method: 'gateway-route',
    networkType: loadBalancer.networkType,
    ports: [{ protocol: 'TCP', port: way === 'http' ? 80 : 443 }],
    targets: targetsOf(loadBalancer),
    ...(hostname !== undefined && { hostname }),
    unseen: reader.unseen(),
  }
}

function floatingIpExposure(reader: Reader, name: string, of: string): ExposureView | undefined {
  const view = reader.view('floating-ips', of)
  if (view?.kind !== 'FloatingIpView') return undefined
  const { address, networkType, target } = view
  return {
    kind: 'ExposureView',
    name,
    method: 'floating-ip',
    networkType,
    ports: [],
    targets: target.by === 'vm' ? [{ kind: 'vm', name: target.vm }] : [],
    ...(address !== undefined && { address }),
    unseen: reader.unseen(),
  }
}

/** What runs behind a load balancer now, and what would if it ran. */
function targetsOf({ endpoints, selection }: LoadBalancerView): TargetRef[] {
  const refs = [
    ...endpoints.list.flatMap(({ vm, workload }): TargetRef[] =>
      vm !== undefined ? [{ kind: 'vm', name: vm }] : workload ? [workload] : [],
    ),
    ...(selection?.stopped ?? []).map(({ kind, name }): TargetRef => ({ kind, name })),
  ]
  return [...new Map(refs.map((ref) => [`${ref.kind}/${ref.name}`, ref])).values()]
}
