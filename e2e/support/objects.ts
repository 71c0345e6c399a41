/**
 * Objects as a person applies them with kubectl, each with the least that it needs, and where the Kubernetes API serves
 * their kinds. Written out here and not taken from the lab: what is tested must not come from what tests it.
 */

/** The collections of one namespace. */
export function collections(namespace: string) {
  const at = (groupVersion: string, plural: string) =>
    `/apis/${groupVersion}/namespaces/${namespace}/${plural}`
  return {
    eips: at('kube-dc.com/v1', 'eips'),
    fips: at('kube-dc.com/v1', 'fips'),
    services: `/api/v1/namespaces/${namespace}/services`,
    secrets: `/api/v1/namespaces/${namespace}/secrets`,
    /** For the platform's staff: no role of a Project has a right on them (kube-dc.md §8.3). */
    deployments: at('apps/v1', 'deployments'),
    machines: at('kubevirt.io/v1', 'virtualmachines'),
    issuers: at('cert-manager.io/v1', 'issuers'),
    roles: at('rbac.authorization.k8s.io/v1', 'roles'),
    roleBindings: at('rbac.authorization.k8s.io/v1', 'rolebindings'),
  } as const
}

/** Pods with the label `app`, each with a port 8080 called `http`. */
export function app(name: string, replicas: number) {
  const labels = { app: name }
  const ports = [{ name: 'http', containerPort: 8080, protocol: 'TCP' }]
  const containers = [{ name, image: `registry.invalid/${name}:1`, ports }]
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  }
}

/** A running virtual machine on the Project's network. */
export function machine(namespace: string, name: string) {
  const network = 'vpc_net_0'
  const spec = {
    domain: { devices: { interfaces: [{ name: network, bridge: {} }] } },
    networks: [{ name: network, multus: { default: true, networkName: `${namespace}/default` } }],
  }
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name },
    spec: { running: true, template: { metadata: { labels: { app: name } }, spec } },
  }
}

/** Label of the pod that a virtual machine runs in, by which Services select it. */
export const ofMachine = (name: string) => ({ 'vm.kubevirt.io/name': name })

const NLB = 'service.nlb.kube-dc.com'

/** Annotations of a Service that ask Kube-DC for something (kube-dc.md §4.2, §5). */
export const asks = {
  address: (eip: string) => ({ [`${NLB}/bind-on-eip`]: eip }),
  route: (way: 'http' | 'https' | 'tls-passthrough') => ({ [`${NLB}/expose-route`]: way }),
} as const

type Labels = Readonly<Record<string, string>>

/** A Service of type LoadBalancer with one TCP port. */
export function loadBalancer(
  name: string,
  selector: Labels,
  [port, targetPort]: readonly [port: number, targetPort: number],
  annotations: Labels = {},
) {
  const ports = [{ name: `tcp-${port}`, protocol: 'TCP', port, targetPort }]
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, annotations },
    spec: { type: 'LoadBalancer', selector, ports },
  }
}

/** @param eip name of the External IP; absent: the platform makes one of type `cloud`. */
export function floatingIp(name: string, vmName: string, eip?: string) {
  return {
    apiVersion: 'kube-dc.com/v1',
    kind: 'FIp',
    metadata: { name },
    spec: { ...(eip === undefined ? { externalNetworkType: 'cloud' } : { eip }), vmTarget: { vmName } },
  }
}

export function issuer(name: string, email: string) {
  const acme = { server: 'https://acme.invalid/directory', email, privateKeySecretRef: { name } }
  return { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata: { name }, spec: { acme } }
}
