import type { GatewayRouteView } from '@kube-dc/networking/joins/views'

/** Letters, digits, dashes and dots, as hostnames are; annotations are anybody's text. */
const HOSTNAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/i

/** Where a route is opened, or undefined where it has no hostname that a browser could open. */
export function routeUrl({ hostname, way }: GatewayRouteView): string | undefined {
  if (hostname === undefined || !HOSTNAME.test(hostname)) return undefined
  return `${way === 'http' ? 'http' : 'https'}://${hostname}/`
}
