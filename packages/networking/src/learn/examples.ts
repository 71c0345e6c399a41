import { SERVICE_ANNOTATIONS } from '../model/service-annotations.ts'

/** A manifest of the guides. A test applies each of them to a cluster, so none of them can be wrong in silence. */
export interface Example {
  readonly id: string
  readonly title: string
  /** What it makes, in a sentence. */
  readonly makes: string
  /** The annotations it shows, for the reference. */
  readonly annotations: readonly string[]
  readonly yaml: string
}

const NLB = SERVICE_ANNOTATIONS

function service(name: string, annotations: readonly string[], rest: string): string {
  const lines = annotations.map((line) => `    ${line}`)
  const block = lines.length === 0 ? '' : `\n  annotations:\n${lines.join('\n')}`
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}${block}
spec:
  type: LoadBalancer
${rest}`
}

const WEB = `  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: 8080
`

const BROKER = `  selector:
    vm.kubevirt.io/name: broker-1
  ports:
    - name: mqtts
      port: 8883
      targetPort: 8883
`

/** Every method and every annotation that a tenant may set (kube-dc.md §2, §4, §5). */
export const EXAMPLES: readonly Example[] = [
  {
    id: 'external-ip',
    title: 'An External IP with a name',
    makes: 'A public address that stays yours until you delete it, whatever uses it.',
    annotations: [],
    yaml: `apiVersion: kube-dc.com/v1
kind: EIp
metadata:
  name: uplink-example
spec:
  externalNetworkType: public
`,
  },
  {
    id: 'own-address',
    title: 'A load balancer on an address of its own',
    makes: 'Port 8883 of a new public address, which comes and goes with the Service.',
    annotations: [NLB.networkType],
    yaml: service('mqtt-example', [`${NLB.networkType}: public`], BROKER),
  },
  {
    id: 'named-address',
    title: 'A load balancer on a named External IP',
    makes: 'Port 8883 of uplink-example. Further Services may use other ports of it.',
    annotations: [NLB.bindOnEip],
    yaml: service('mqtt-named-example', [`${NLB.bindOnEip}: uplink-example`], BROKER),
  },
  {
    id: 'default-address',
    title: 'A load balancer on the default External IP',
    makes: 'Port 5000 of the address by which the Project reaches out: public in a public Project only.',
    annotations: [NLB.bindOnDefaultGateway],
    yaml: service(
      'registry-example',
      [`${NLB.bindOnDefaultGateway}: "true"`],
      `  selector:
    app: registry
  ports:
    - name: registry
      port: 5000
      targetPort: 5000
`,
    ),
  },
  {
    id: 'http-route',
    title: 'A gateway route over HTTP',
    makes: 'A hostname on port 80, without TLS.',
    annotations: [NLB.exposeRoute, NLB.routePort, NLB.networkType],
    yaml: service(
      'plain-example',
      [`${NLB.exposeRoute}: http`, `${NLB.routePort}: "80"`, `${NLB.networkType}: cloud`],
      WEB,
    ),
  },
  {
    id: 'https-route',
    title: 'A gateway route over HTTPS',
    makes: 'A hostname on port 443 with a certificate of the Issuer letsencrypt. Your app speaks HTTP.',
    annotations: [NLB.exposeRoute, NLB.routePort, NLB.tlsIssuer, NLB.networkType],
    yaml: service(
      'web-example',
      [
        `${NLB.exposeRoute}: https`,
        `${NLB.routePort}: "80"`,
        `${NLB.tlsIssuer}: letsencrypt`,
        `${NLB.networkType}: cloud`,
      ],
      WEB,
    ),
  },
  {
    id: 'own-hostname',
    title: 'Your own hostname with your own certificate',
    makes:
      'The hostname shop.example.org, with the certificate in the Secret shop-tls. Its DNS record is yours to make.',
    annotations: [NLB.exposeRoute, NLB.routePort, NLB.routeHostname, NLB.tlsSecret, NLB.networkType],
    yaml: service(
      'shop-example',
      [
        `${NLB.exposeRoute}: https`,
        `${NLB.routePort}: "80"`,
        `${NLB.routeHostname}: shop.example.org`,
        `${NLB.tlsSecret}: shop-tls`,
        `${NLB.networkType}: cloud`,
      ],
      WEB,
    ),
  },
  {
    id: 'passthrough',
    title: 'TLS passed through to your app',
    makes: 'A hostname on port 443; your app shows its own certificate, and clients must send the hostname.',
    annotations: [NLB.exposeRoute, NLB.routePort, NLB.networkType],
    yaml: service(
      'vault-example',
      [`${NLB.exposeRoute}: tls-passthrough`, `${NLB.routePort}: "8200"`, `${NLB.networkType}: cloud`],
      `  selector:
    app: vault
  ports:
    - name: tls
      port: 8200
      targetPort: 8200
`,
    ),
  },
  {
    id: 'backend-only',
    title: 'A Gateway backend without a route',
    makes: 'The Backend that a route of your own making can lead to, for what the annotations cannot say.',
    annotations: [NLB.createGatewayBackend, NLB.networkType],
    yaml: service(
      'backend-example',
      [`${NLB.createGatewayBackend}: "true"`, `${NLB.networkType}: cloud`],
      WEB,
    ),
  },
  {
    id: 'autodelete',
    title: 'A Service that goes with its pods',
    makes:
      'Deleted by the platform while nothing answers behind it, its address with it. For trials; better left out.',
    annotations: [NLB.autodelete, NLB.networkType],
    yaml: service('trial-example', [`${NLB.autodelete}: "true"`, `${NLB.networkType}: cloud`], WEB),
  },
  {
    id: 'issuer',
    title: 'An Issuer, once for the Project',
    makes: 'Certificates for the hostnames of this Project. Use an address that somebody reads.',
    annotations: [],
    yaml: `apiVersion: cert-manager.io/v1
kind: Issuer
metadata:
  name: letsencrypt
spec:
  acme:
    server: https://acme-v02.api.letsencrypt.org/directory
    email: operations@nimbus.cloud
    privateKeySecretRef:
      name: letsencrypt-account
    solvers:
      - http01:
          gatewayHTTPRoute:
            parentRefs:
              - group: gateway.networking.k8s.io
                kind: Gateway
                name: eg
                namespace: envoy-gateway-system
`,
  },
  {
    id: 'floating-ip',
    title: 'A floating IP that keeps its address',
    makes: 'Every port of uplink-example led to the VM broker-1. The address stays yours when you move it.',
    annotations: [],
    yaml: `apiVersion: kube-dc.com/v1
kind: FIp
metadata:
  name: broker-example
spec:
  eip: uplink-example
  vmTarget:
    vmName: broker-1
    interfaceName: vpc_net_0
`,
  },
  {
    id: 'floating-ip-address',
    title: 'A floating IP for one address',
    makes:
      'A new public address led to 10.61.4.20, whoever has that. The External IP comes and goes with it.',
    annotations: [],
    yaml: `apiVersion: kube-dc.com/v1
kind: FIp
metadata:
  name: address-example
spec:
  externalNetworkType: public
  ipAddress: 10.61.4.20
`,
  },
]
