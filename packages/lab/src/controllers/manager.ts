import { loopbackCertificate } from '../apiserver/listener.ts'
import { makeCaches, type Caches } from './caches.ts'
import { CertManagerController } from './cert-manager-controller.ts'
import { KubeClient, type Connection } from './client.ts'
import type { Controller } from './controller.ts'
import { DeploymentController } from './deployment-controller.ts'
import { EnvoyGatewayController } from './envoy-gateway-controller.ts'
import { ExternalIpController } from './external-ip-controller.ts'
import { FloatingIpController } from './floating-ip-controller.ts'
import { KubeletController } from './kubelet-controller.ts'
import { KubeOvnController } from './kube-ovn-controller.ts'
import { LoadBalancerController } from './load-balancer-controller.ts'
import { OrganizationController } from './organization-controller.ts'
import { OrganizationGroupController } from './organization-group-controller.ts'
import { ProjectController } from './project-controller.ts'
import { resources } from './resources.ts'
import { RouteController } from './route-controller.ts'
import type { Settings } from './settings.ts'
import { VirtualMachineController } from './virtual-machine-controller.ts'

export interface Controllers {
  /** What the controllers know of the cluster; others may read it and must not wait on it for freshness. */
  readonly caches: Caches
  /** No key waits and none is being handled; what waits for its time does not count. */
  readonly idle: () => boolean
  /** Follows the cluster over new connections, at once: after the old ones were cut, or fell silent. */
  readonly reconnect: () => void
  readonly stop: () => Promise<void>
}

/**
 * Runs the platform's controllers against a cluster, over HTTP only.
 *
 * @param settings may be changed while they run.
 * @param log gets one line per problem; never a token.
 * @throws when the cluster does not answer or does not serve the kinds of Kube-DC.
 */
export async function startControllers(
  connection: Connection,
  settings: Settings,
  log: (message: string) => void,
): Promise<Controllers> {
  const client = new KubeClient(connection)
  const servesNetworkAttachments = await client.serves(resources.networkAttachments)
  const caches = makeCaches(client, log)
  const shared = { client, caches, settings, log }
  const controllers: Controller[] = [
    ...new KubeOvnController(shared).controllers,
    new ExternalIpController(shared).controller,
    new FloatingIpController(shared).controller,
    new LoadBalancerController(shared).controller,
    ...new RouteController(shared).controllers,
    ...new EnvoyGatewayController(shared).controllers,
    ...new CertManagerController({ ...shared, pair: await loopbackCertificate() }).controllers,
    new DeploymentController(shared).controller,
    ...new VirtualMachineController(shared).controllers,
    new KubeletController(shared).controller,
    new ProjectController({ ...shared, servesNetworkAttachments }).controller,
    new OrganizationController(shared).controller,
    new OrganizationGroupController(shared).controller,
  ]
  const stopping = new AbortController()
  const served = await Promise.all(Object.values(caches).map((one) => client.serves(one.resource)))
  // A kind that this cluster does not serve stays empty.
  const informers = Object.values(caches).filter((_, index) => served[index])
  const following = informers.map((informer) => informer.run(stopping.signal))
  await Promise.all(informers.map(({ synced }) => synced))
  for (const { queue } of controllers) queue.start()
  return {
    caches,
    idle: () => controllers.every(({ queue }) => queue.idle),
    reconnect: () => {
      for (const informer of informers) informer.reconnect()
    },
    stop: async () => {
      for (const { queue } of controllers) queue.stop()
      stopping.abort()
      await Promise.all(following)
      client.close()
    },
  }
}
