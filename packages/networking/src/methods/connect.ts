import type { NetworkType } from '../model/network-type.ts'
import type { FloatingIpView, GatewayRouteView, LoadBalancerView } from '../joins/views.ts'

/** One way to try a connection: a line to copy, or a URL to open. */
export interface ConnectLine {
  /** What it does: "Open it", "Log in". */
  readonly what: string
  readonly line: string
  /** Also opens in a browser. */
  readonly isUrl: boolean
  /** From where alone it works, in words that follow those of `what`. */
  readonly only?: string
  /** What in it is the reader’s to replace. */
  readonly note?: string
}

/** Ports that mostly mean one thing [IANA]. */
const SSH = 22
const RDP = 3389
const WEB: readonly number[] = [80, 8080]
const SECURE_WEB: readonly number[] = [443, 8443]

/** How to connect to a load balancer; empty while it has no address. */
export function loadBalancerLines({
  address,
  networkType,
  service,
}: LoadBalancerView): readonly ConnectLine[] {
  if (address === undefined) return []
  return service.ports.map(({ port, protocol }) => fromThere(lineOf(address, port, protocol), networkType))
}

/** How to connect to a floating IP: every port is open, so the usual ways to log in. */
export function floatingIpLines({ address, networkType }: FloatingIpView): readonly ConnectLine[] {
  if (address === undefined) return []
  return [
    login(address),
    { what: 'Try the remote desktop', line: `nc -vz ${address} ${RDP}`, isUrl: false },
  ].map((line) => fromThere(line, networkType))
}

/** What a browser opens of a gateway route: nothing while it has no hostname, or where TLS is the application’s own. */
export function siteUrl({ hostname, way }: GatewayRouteView): string | undefined {
  if (hostname === undefined || way === 'tls-passthrough') return undefined
  return `${way === 'http' ? 'http' : 'https'}://${hostname}/`
}

/** How to reach a gateway route; empty while the platform has not reported its hostname. */
export function gatewayRouteLines(view: GatewayRouteView): readonly ConnectLine[] {
  const { hostname } = view
  if (hostname === undefined) return []
  const url = siteUrl(view)
  if (url === undefined) {
    return [
      {
        what: 'Look at the certificate',
        line: `openssl s_client -connect ${hostname}:443 -servername ${hostname}`,
        isUrl: false,
      },
    ]
  }
  return [
    { what: 'Open it', line: url, isUrl: true },
    { what: 'Ask for it', line: `curl -v ${url}`, isUrl: false },
  ]
}

/** Nobody here knows which logins a machine has. */
function login(address: string): ConnectLine {
  return {
    what: 'Log in with SSH',
    line: `ssh user@${address}`,
    isUrl: false,
    note: '“user” stands for your own login on the machine',
  }
}

/** Somebody at home would wait for an answer in vain (kube-dc.md §1). */
function fromThere(line: ConnectLine, networkType: NetworkType | 'unknown'): ConnectLine {
  if (networkType !== 'cloud') return line
  return { ...line, only: 'works only inside the platform' }
}

function lineOf(address: string, port: number, protocol: string): ConnectLine {
  if (protocol === 'UDP') {
    // Nothing answers a UDP port that is open, so the line sends something and shows what comes back.
    return { what: `Send to ${port}/UDP`, line: `nc -u ${address} ${port}`, isUrl: false }
  }
  if (port === SSH) return login(address)
  if (WEB.includes(port))
    return { what: `Ask port ${port}`, line: `curl -v http://${address}:${port}/`, isUrl: false }
  if (SECURE_WEB.includes(port)) {
    return { what: `Ask port ${port}`, line: `curl -v https://${address}:${port}/`, isUrl: false }
  }
  return { what: `Try ${port}/TCP`, line: `nc -vz ${address} ${port}`, isUrl: false }
}
