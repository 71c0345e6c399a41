import type { Meta } from '../model/object.ts'
import type { Unreadable } from '../model/unreadable.ts'
import type { ExternalIpView, FloatingIpView, GatewayRouteView, LoadBalancerView } from './views.ts'

/** The object that a view is about. */
export function metaOf(
  view: ExternalIpView | FloatingIpView | LoadBalancerView | GatewayRouteView | Unreadable,
): Meta {
  switch (view.kind) {
    case 'ExternalIpView':
      return view.ip.meta
    case 'FloatingIpView':
      return view.fip.meta
    case 'LoadBalancerView':
    case 'GatewayRouteView':
      return view.service.meta
    case 'Unreadable':
      return view.meta
  }
}
