import { z } from 'zod'
import type { KubeClient } from '../controllers/client.ts'
import { floating } from '../controllers/floating-resources.ts'
import { resources, typeOf, type Resource } from '../controllers/resources.ts'
import { routing } from '../controllers/route-resources.ts'
import { NLB_ANNOTATIONS } from '../controllers/service-binding.ts'
import { workloads } from '../controllers/workload-resources.ts'
import { plant } from '../worlds/planter.ts'
import { seed } from '../worlds/seeds.ts'
import { appSeed, fipSeed, issuerSeed, serviceSeed, vmSeed } from '../worlds/sketches.ts'

/** A Project in which something is exposed, and the right to change everything in it. */
export interface Place {
  readonly client: KubeClient
  readonly organization: string
  /** Backing namespace of the Project. */
  readonly namespace: string
}

const named = z.object({ metadata: z.object({ name: z.string(), uid: z.string() }) })

/** Changes and reads objects of one place by kind and name. */
export function within({ client, namespace }: Place) {
  return {
    get: <T>(resource: Resource<T>, name: string) => client.get(resource, { namespace, name }),
    list: async <T>(resource: Resource<T>): Promise<T[]> => {
      const { items } = await client.page(resource, namespace)
      return items.map((item) => resource.schema.parse(item))
    },
    create: async (resource: Resource<unknown>, name: string, content: object, metadata: object = {}) => {
      await client.create(resource, {
        ...typeOf(resource),
        metadata: { ...metadata, name, namespace },
        ...content,
      })
    },
    patch: (resource: Resource<unknown>, name: string, patch: object, subresource?: 'status') =>
      client.patch(resource, { namespace, name }, patch, subresource),
    annotate: (resource: Resource<unknown>, name: string, annotations: object) =>
      client.patch(resource, { namespace, name }, { metadata: { annotations } }),
    remove: async (resource: Resource<unknown>, name: string) => {
      const found = await client.get({ ...resource, schema: named }, { namespace, name })
      if (found) await client.delete(resource, { namespace, name }, found.metadata.uid)
    },
  }
}

/** Names of what `standUp` exposes. */
export const STAND = {
  app: 'shop',
  externalIp: 'shop-ip',
  issuer: 'letsencrypt',
  vm: 'shop-vm',
  vmService: 'shop-desk',
  floatingIp: 'shop-direct',
  floatingAddress: 'shop-direct-ip',
} as const

/**
 * Exposes an app and a virtual machine in every way there is, all of it healthy: a load balancer on a named External IP of
 * type `cloud` with a route over https, a load balancer of the VM on the same address, and a floating IP to the VM.
 */
export async function standUp({ client, namespace }: Place): Promise<void> {
  const { app, externalIp, vm, vmService, floatingIp, floatingAddress, issuer } = STAND
  const bound = { [NLB_ANNOTATIONS.bindOnEip]: externalIp }
  const address = (name: string) =>
    seed(resources.externalIps, { name, namespace }, { spec: { externalNetworkType: 'cloud' } })
  await plant(client, [
    issuerSeed(namespace, issuer, 'operations@lab.invalid', 0),
    address(externalIp),
    address(floatingAddress),
    appSeed({ namespace, name: app, ageMs: 0 }),
    vmSeed({ namespace, name: vm, ageMs: 0 }),
    serviceSeed({
      namespace,
      name: app,
      app,
      ports: [[80, 'http']],
      annotations: { ...bound, [NLB_ANNOTATIONS.exposeRoute]: 'https' },
      ageMs: 0,
    }),
    serviceSeed({
      namespace,
      name: vmService,
      app: { 'vm.kubevirt.io/name': vm },
      ports: [[3389, 3389]],
      annotations: bound,
      ageMs: 0,
    }),
    fipSeed(namespace, floatingIp, { eip: floatingAddress, vmTarget: { vmName: vm } }, 0),
  ])
}

/** Whether everything that `standUp` exposes works, as far as objects tell. */
export async function isStanding(place: Place): Promise<boolean> {
  const { get } = within(place)
  const service = await get(workloads.services, STAND.app)
  const desk = await get(workloads.services, STAND.vmService)
  const floatingIp = await get(floating.floatingIps, STAND.floatingIp)
  const deployment = await get(workloads.deployments, STAND.app)
  const certificate = await get(routing.certificates, `${STAND.app}-tls`)
  return (
    service?.metadata.annotations[NLB_ANNOTATIONS.hostnameStatus] !== undefined &&
    desk?.status?.loadBalancer?.ingress?.[0]?.ip !== undefined &&
    floatingIp?.status?.ready === true &&
    deployment?.status?.readyReplicas === 2 &&
    certificate?.status?.notAfter !== undefined
  )
}
