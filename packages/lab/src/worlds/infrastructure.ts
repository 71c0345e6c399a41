import { timestamp } from '../controllers/condition.ts'
import { NODE_ADDRESS, NODE_NAME } from '../controllers/kubelet.ts'
import { resources } from '../controllers/resources.ts'
import { routing } from '../controllers/route-resources.ts'
import { GATEWAY, SHARED_LISTENERS } from '../controllers/routes.ts'
import { workloads } from '../controllers/workload-resources.ts'
import type { Seed } from './planter.ts'
import { seed, uidOf } from './seeds.ts'

const GATEWAY_UID = uidOf(GATEWAY.namespace, 'Gateway', GATEWAY.name)

/** The platform's node, which runs every pod, and its shared Gateway without any route yet. */
export function infrastructureSeeds(ageMs: number): Seed[] {
  const labels = { 'kubernetes.io/hostname': NODE_NAME, 'kubernetes.io/os': 'linux' }
  const at = timestamp(Date.now())
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'KubeletReady',
    message: 'kubelet is posting ready status',
    lastHeartbeatTime: at,
    lastTransitionTime: at,
  }
  const status = { addresses: [{ type: 'InternalIP', address: NODE_ADDRESS }], conditions: [ready] }
  return [
    seed(workloads.nodes, { name: NODE_NAME, labels }, { status }, ageMs),
    seed(resources.namespaces, { name: GATEWAY.namespace }, {}, ageMs),
    gatewaySeed(ageMs),
  ]
}

/** The shared Gateway as the platform installs it. */
export function gatewaySeed(ageMs: number): Seed {
  const spec = { gatewayClassName: 'envoy', listeners: SHARED_LISTENERS }
  return seed(routing.gateways, { ...GATEWAY, uid: GATEWAY_UID }, { spec }, ageMs)
}
