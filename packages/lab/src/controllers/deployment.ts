import { createHash } from 'node:crypto'
import type { Action } from './actions.ts'
import { NODE_NAME } from './kubelet.ts'
import { madeFor } from './marks.ts'
import { endedName } from './names.ts'
import { typeOf } from './resources.ts'
import { workloads, type Deployment, type Pod } from './workload-resources.ts'

/** Label by which the pods of one version of the template are known [Kubernetes]. */
const TEMPLATE_HASH = 'pod-template-hash'

/** The version of a Deployment's template: what of it makes other pods, without what the API server fills in. */
function templateHash({ spec }: Deployment): string {
  const { metadata, spec: pod } = spec.template
  const containers = (pod.containers ?? []).map(({ name, image, ports }) => [name, image, ports])
  const identity = JSON.stringify([metadata?.labels ?? {}, metadata?.annotations ?? {}, containers])
  return createHash('sha256').update(identity).digest('hex').slice(0, 10)
}

/** The pod of this number: the platform's scheduler is not simulated, so that it has its node from the start. */
export function podFor(deployment: Deployment, number: number): Extract<Action, { do: 'create' }> {
  const { metadata, spec } = deployment
  const hash = templateHash(deployment)
  const { labels, annotations } = spec.template.metadata ?? {}
  return {
    do: 'create',
    resource: workloads.pods,
    manifest: {
      ...typeOf(workloads.pods),
      metadata: madeFor(
        workloads.deployments,
        deployment,
        endedName(`${metadata.name}-${hash}`, `${metadata.uid} ${hash} ${number}`),
        { labels: { ...labels, [TEMPLATE_HASH]: hash }, annotations: annotations ?? {} },
      ),
      spec: { automountServiceAccountToken: false, ...spec.template.spec, nodeName: NODE_NAME },
    },
  }
}

function isReady({ status }: Pod): boolean {
  return status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
}

/**
 * What to do about one Deployment: as many pods of its present template as it wants, none of older ones. Its pods belong
 * to it directly; ReplicaSets would tell a tenant nothing more.
 *
 * @param pods that belong to it.
 */
export function reconcileDeployment(deployment: Deployment, pods: readonly Pod[]): Action[] {
  const { metadata, spec, status } = deployment
  if (metadata.deleting) return []
  const wanted = spec.replicas ?? 1
  const hash = templateHash(deployment)
  const staying = pods.filter((pod) => !pod.metadata.deleting)
  const current = staying.filter((pod) => pod.metadata.labels[TEMPLATE_HASH] === hash)
  const surplus = [...staying.filter((pod) => !current.includes(pod)), ...current.slice(wanted)]
  const taken = new Set(pods.map((pod) => pod.metadata.name))
  const created: Action[] = []
  for (let number = 0; created.length < wanted - current.length; number += 1) {
    const action = podFor(deployment, number)
    if (!taken.has(action.manifest.metadata.name ?? '')) created.push(action)
  }
  const readyReplicas = staying.filter(isReady).length
  const updatedReplicas = Math.min(current.length, wanted)
  const same =
    status?.replicas === staying.length &&
    status.readyReplicas === readyReplicas &&
    status.updatedReplicas === updatedReplicas
  const counts = {
    replicas: staying.length,
    updatedReplicas,
    readyReplicas,
    availableReplicas: readyReplicas,
    unavailableReplicas: Math.max(wanted - readyReplicas, 0),
  }
  return [
    ...created,
    ...surplus.map((pod): Action => ({ do: 'delete', resource: workloads.pods, target: pod.metadata })),
    ...(same
      ? []
      : [
          {
            do: 'patch',
            resource: workloads.deployments,
            target: metadata,
            patch: { status: counts },
            subresource: 'status',
          } satisfies Action,
        ]),
  ]
}
