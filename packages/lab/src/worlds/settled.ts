import type { Action } from '../controllers/actions.ts'
import { timestamp } from '../controllers/condition.ts'
import { FIP_FINALIZER, FIP_OF } from '../controllers/floating-ip.ts'
import { floating } from '../controllers/floating-resources.ts'
import { settledOvnFip } from '../controllers/kube-ovn.ts'
import { companionFor } from '../controllers/load-balancer.ts'
import { attribution, ovnEipName, ovnFipName } from '../controllers/names.ts'
import type { Resource } from '../controllers/resources.ts'
import { NLB_ANNOTATIONS } from '../controllers/service-binding.ts'
import { workloads } from '../controllers/workload-resources.ts'
import type { Seed } from './planter.ts'
import { seed } from './seeds.ts'
import { serviceSeed, type Annotations } from './sketches.ts'

/** Objects as they have been for long: with all that their controllers would make of them, so that these have nothing to do. */

/** The object of a seed as a controller would read it. */
export function readAs<T>(resource: Resource<T>, { manifest }: Seed): T {
  const metadata = { uid: '', resourceVersion: '0', creationTimestamp: '', ...manifest.metadata }
  return resource.schema.parse({ ...manifest, metadata })
}

/** The seed with every change that its controller would make of it. */
export function settle<T>(resource: Resource<T>, bare: Seed, decide: (read: T) => readonly Action[]): Seed {
  const patches = decide(readAs(resource, bare)).flatMap((action) =>
    action.do === 'patch' && action.resource === resource ? [action.patch] : [],
  )
  let { manifest } = bare
  for (const patch of patches) manifest = { ...manifest, ...merged(manifest, patch) }
  const { resourceVersion: _, ...metadata } = manifest.metadata
  return { ...bare, manifest: { ...manifest, metadata } }
}

function merged(before: object, patch: object): object {
  const old = new Map(Object.entries(before))
  const changes = Object.entries(patch).map(([key, value]: [string, unknown]) => {
    const known: unknown = old.get(key)
    return [key, isRecord(value) ? merged(isRecord(known) ? known : {}, value) : value] as const
  })
  return { ...before, ...Object.fromEntries(changes) }
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Seeds of what these actions make. */
export function created(actions: readonly Action[], ageMs: number): Seed[] {
  return actions.flatMap((action) =>
    action.do === 'create' ? [{ resource: action.resource, manifest: action.manifest, ageMs }] : [],
  )
}

/** Without the bookkeeping of who set which field: it would take as long as everything else. */
export function untracked({ manifest, ...rest }: Seed): Seed {
  return { ...rest, manifest: { ...manifest, metadata: { ...manifest.metadata, managedFields: [] } } }
}

/** Somebody who uses an External IP of its namespace. */
interface UserSketch {
  readonly namespace: string
  readonly name: string
  readonly externalIp: string
  /** That External IP's. */
  readonly address: string
  readonly ageMs: number
}

export interface BalancerSketch extends UserSketch {
  readonly app: string
  readonly annotations?: Annotations
}

/** A load balancer on port 80 that has its address: its Service first, then the companion. */
export function balancerSeeds(sketch: BalancerSketch): readonly [service: Seed, ...companion: Seed[]] {
  const { namespace, name, app, externalIp, address, annotations, ageMs } = sketch
  const bare = serviceSeed({
    namespace,
    name,
    app,
    ports: [[80, 'http']],
    annotations: { [NLB_ANNOTATIONS.bindOnEip]: externalIp, ...annotations },
    ageMs,
  })
  const status = { loadBalancer: { ingress: [{ ip: address, ipMode: 'VIP' }] } }
  const service: Seed = { ...bare, manifest: { ...bare.manifest, status } }
  return [service, ...created(companionFor(readAs(workloads.services, service), address), ageMs)]
}

export interface FloatingSketch extends UserSketch {
  /** Address in the Project that it leads to. */
  readonly target: string
}

/** @param now milliseconds since 1970. */
export function floatingSeeds(sketch: FloatingSketch, now: number): Seed[] {
  const { namespace, name, externalIp, address, target, ageMs } = sketch
  const reference = { namespace, name }
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'Allocated',
    message: `${address} leads to ${target}`,
    lastTransitionTime: timestamp(now - ageMs + 2000),
  }
  const status = {
    eip: externalIp,
    externalIP: address,
    ovnFip: ovnFipName(reference),
    ready: true,
    resolvedTargetIP: target,
    conditions: [ready],
  }
  const ovnEip = ovnEipName({ namespace, name: externalIp })
  const { finalizers, ...rule } = settledOvnFip(namespace, ovnEip, address, target)
  const annotations = { [FIP_OF]: attribution(reference) }
  return [
    seed(floating.ovnFips, { name: ovnFipName(reference), annotations, finalizers }, rule, ageMs),
    seed(
      floating.floatingIps,
      { ...reference, finalizers: [FIP_FINALIZER] },
      { spec: { eip: externalIp, ipAddress: target }, status },
      ageMs,
    ),
  ]
}
