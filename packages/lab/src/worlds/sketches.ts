import { floating } from '../controllers/floating-resources.ts'
import { FAULT } from '../controllers/marks.ts'
import { routing } from '../controllers/route-resources.ts'
import { workloads } from '../controllers/workload-resources.ts'
import type { Seed } from './planter.ts'
import { seed, uidOf } from './seeds.ts'

export type Annotations = Readonly<Record<string, string>>

export interface AppSketch {
  readonly namespace: string
  readonly name: string
  readonly replicas?: number
  readonly fault?: string
  /** Port of its container, called `http`. */
  readonly port?: number
  /** Another one of it for UDP, called `udp`. */
  readonly udpPort?: number
  readonly ageMs: number
}

/** A Deployment whose pods have the label `app`. */
export function appSeed({
  namespace,
  name,
  replicas = 2,
  fault,
  port = 8080,
  udpPort,
  ageMs,
}: AppSketch): Seed {
  const labels = { app: name }
  const container = {
    name,
    image: `registry.invalid/${name}:1`,
    ports: [
      { name: 'http', containerPort: port, protocol: 'TCP' },
      ...(udpPort === undefined ? [] : [{ name: 'udp', containerPort: udpPort, protocol: 'UDP' }]),
    ],
  }
  const template = {
    metadata: { labels, ...(fault && { annotations: { [FAULT]: fault } }) },
    spec: { containers: [container] },
  }
  const spec = { replicas, selector: { matchLabels: labels }, template }
  return seed(
    workloads.deployments,
    { name, namespace, uid: uidOf(namespace, 'Deployment', name) },
    { spec },
    ageMs,
  )
}

export interface VmSketch {
  readonly namespace: string
  readonly name: string
  readonly running?: boolean
  readonly fault?: string
  /** Interface on the Project's network; the console's wizard calls it so (kube-dc.md §10). */
  readonly interfaceName?: string
  /** Whether its template carries the label `app`, by which Services may select it. */
  readonly labelled?: boolean
  readonly ageMs: number
}

export function vmSeed(sketch: VmSketch): Seed {
  const {
    namespace,
    name,
    running = true,
    fault,
    interfaceName = 'vpc_net_0',
    labelled = true,
    ageMs,
  } = sketch
  const template = {
    metadata: {
      labels: labelled ? { app: name } : {},
      ...(fault && { annotations: { [FAULT]: fault } }),
    },
    spec: {
      domain: { devices: { interfaces: [{ name: interfaceName, bridge: {} }] } },
      networks: [{ name: interfaceName, multus: { default: true, networkName: `${namespace}/default` } }],
    },
  }
  const metadata = { name, namespace, labels: { app: name } }
  return seed(workloads.virtualMachines, metadata, { spec: { running, template } }, ageMs)
}

export interface ServiceSketch {
  readonly namespace: string
  readonly name: string
  /** Label `app` of its pods, or the whole selector. */
  readonly app: string | Readonly<Record<string, string>>
  readonly type?: string
  readonly ports: readonly (readonly [port: number, targetPort: number | string, protocol?: string])[]
  readonly annotations?: Annotations
  readonly ageMs: number
}

export function serviceSeed({ namespace, name, app, type, ports, annotations, ageMs }: ServiceSketch): Seed {
  const metadata = {
    name,
    namespace,
    uid: uidOf(namespace, 'Service', name),
    ...(annotations && { annotations }),
  }
  const spec = {
    type: type ?? 'LoadBalancer',
    selector: typeof app === 'string' ? { app } : app,
    ports: ports.map(([port, targetPort, protocol = 'TCP']) => ({
      name: `${protocol.toLowerCase()}-${port}`,
      protocol,
      port,
      targetPort,
    })),
  }
  return seed(workloads.services, metadata, { spec }, ageMs)
}

export function fipSeed(namespace: string, name: string, spec: object, ageMs: number): Seed {
  const metadata = { name, namespace, uid: uidOf(namespace, 'FIp', name) }
  return seed(floating.floatingIps, metadata, { spec }, ageMs)
}

export function issuerSeed(namespace: string, name: string, email: string, ageMs: number): Seed {
  const acme = { server: 'https://acme.invalid/directory', email, privateKeySecretRef: { name } }
  return seed(routing.issuers, { name, namespace }, { spec: { acme } }, ageMs)
}
