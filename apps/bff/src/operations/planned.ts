import type { ProjectNetworkStore } from '@kube-dc/networking/joins/project-store'
import type { Sources } from '@kube-dc/networking/joins/views'
import { issuer } from '@kube-dc/networking/model/certificate'
import { externalIp } from '@kube-dc/networking/model/external-ip'
import { floatingIp } from '@kube-dc/networking/model/floating-ip'
import { service } from '@kube-dc/networking/model/service'
import type { Journal } from '@kube-dc/networking/operations/journal'
import { manifestOf, OPERATION_LABEL } from '@kube-dc/networking/operations/manifest'
import { isOfProject, type PlannedProjectObject } from '@kube-dc/networking/operations/objects'

/**
 * Asks something of a network as it will be once running operations have made what they are about to make: what is judged
 * next then finds their names, ports and addresses taken. The network is as it was afterwards.
 */
export function withPlanned<T>(
  network: ProjectNetworkStore,
  running: readonly Journal[],
  namespace: string,
  question: () => T,
): T {
  const takeAway = running.flatMap((journal) => addPlanned(network, journal, namespace))
  try {
    return question()
  } finally {
    for (const take of takeAway) take()
  }
}

function addPlanned(network: ProjectNetworkStore, journal: Journal, namespace: string): (() => void)[] {
  return journal.plan.steps.flatMap((step) => {
    if (step.verb !== 'create' || !isOfProject(step.object)) return []
    if (network.names(step.object.kind).has(step.object.name)) return []
    return [add(network, step.object, journal, namespace)]
  })
}

/** @returns what takes it away again. */
function add(
  network: ProjectNetworkStore,
  object: PlannedProjectObject,
  journal: Journal,
  namespace: string,
): () => void {
  const mark = { label: OPERATION_LABEL, id: journal.id } as const
  const manifest = manifestOf(object, { namespace, mark })
  const metadata = {
    ...manifest.metadata,
    uid: `${journal.id}/${object.kind}/${object.name}`,
    resourceVersion: '0',
    creationTimestamp: journal.startedAt,
  }
  const raw = { ...manifest, metadata }
  switch (object.kind) {
    case 'external-ips':
      return put(network, object.kind, externalIp.parse(raw))
    case 'floating-ips':
      return put(network, object.kind, floatingIp.parse(raw))
    case 'services':
      return put(network, object.kind, service.parse(raw))
    case 'issuers':
      return put(network, object.kind, issuer.parse(raw))
  }
}

function put<K extends PlannedProjectObject['kind']>(
  network: ProjectNetworkStore,
  kind: K,
  object: Sources[K],
): () => void {
  network.apply(kind, [{ before: undefined, after: object }])
  return () => network.apply(kind, [{ before: object, after: undefined }])
}
