import type { FloatingIpView, GatewayRouteView, LoadBalancerView } from '../joins/views.ts'

/** One way to try a connection: a line to copy, or a URL to open. */
export interface ConnectLine {
  /** What it does: "Open it", "Log in". */
  readonly what: string
  readonly line: string
  /** Also opens in a browser. */
  readonly isUrl: boolean
}

/** Ports that mostly mean one thing [IANA]. */
const SSH = 22
const RDP = 3389
const WEB: readonly number[] = [80, 8080]
const SECURE_WEB: readonly number[] = [443, 8443]

/** How to connect to a load balancer; empty while it has no address. */
export function loadBalancerLines({ address, service }: LoadBalancerView): readonly ConnectLine[] {
  if (address === undefined) return []
  return service.ports.map(({ port, protocol }) => lineOf(address, port, protocol))
}

/** How to connect to a floating IP: every port is open, so the usual ways to log in. */
export function floatingIpLines({ address }: FloatingIpView): readonly ConnectLine[] {
  if (address === undefined) return []
  return [
    { what: 'Log in with SSH', line: `ssh user@${address}`, isUrl: false },
    { what: 'Try the remote desktop', line: `nc -vz ${address} ${RDP}`, isUrl: false },
  ]
}

/** How to reach a gateway route; empty while the platform has not reported its hostname. */
export function gatewayRouteLines({ hostname, way }: GatewayRouteView): readonly ConnectLine[] {
  if (hostname === undefined) return []
  if (way === 'tls-passthrough') {
    return [
      {
        what: 'Look at the certificate',
        line: `openssl s_client -connect ${hostname}:443 -servername ${hostname}`,
        isUrl: false,
      },
    ]
  }
  const url = `${way === 'http' ? 'http' : 'https'}://${hostname}/`
  return [
    { what: 'Open it', line: url, isUrl: true },
    { what: 'Ask for it', line: `curl -v ${url}`, isUrl: false },
  ]
}

function lineOf(address: string, port: number, protocol: string): ConnectLine {
  if (protocol === 'UDP') {
    // Nothing answers a UDP port that is open, so the line sends something and shows what comes back.
    return { what: `Send to ${port}/UDP`, line: `nc -u ${address} ${port}`, isUrl: false }
  }
  if (port === SSH) return { what: 'Log in with SSH', line: `ssh user@${address}`, isUrl: false }
  if (WEB.includes(port))
    return { what: `Ask port ${port}`, line: `curl -v http://${address}:${port}/`, isUrl: false }
  if (SECURE_WEB.includes(port)) {
    return { what: `Ask port ${port}`, line: `curl -v https://${address}:${port}/`, isUrl: false }
  }
  return { what: `Try ${port}/TCP`, line: `nc -vz ${address} ${port}`, isUrl: false }
}
