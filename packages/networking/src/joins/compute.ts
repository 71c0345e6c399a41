import { exposureView } from './exposure.ts'
import { externalIpView } from './external-ip.ts'
import { floatingIpView } from './floating-ip.ts'
import { gatewayRouteView } from './gateway-route.ts'
import { loadBalancerView } from './load-balancer.ts'
import { projectNetworkView } from './project-network.ts'
import type { Reader } from './reader.ts'
import { targetView } from './target.ts'
import type { ViewKind, Views } from './views.ts'

/** How each view is made from what can be read; undefined where its subject needs none. */
export const COMPUTE: {
  readonly [V in ViewKind]: (reader: Reader, name: string) => Views[V] | undefined
} = {
  'load-balancers': loadBalancerView,
  'floating-ips': floatingIpView,
  'gateway-routes': gatewayRouteView,
  'external-ips': externalIpView,
  exposures: exposureView,
  targets: targetView,
  'project-network': projectNetworkView,
}
