import type { ProjectNetworkStore } from '@kube-dc/networking/joins/project-store'
import { externalIp } from '@kube-dc/networking/model/external-ip'
import { floatingIp } from '@kube-dc/networking/model/floating-ip'
import { service } from '@kube-dc/networking/model/service'
import type { Journal } from '@kube-dc/networking/operations/journal'
import { manifestOf, OPERATION_LABEL } from '@kube-dc/networking/operations/manifest'
import type { PlannedObject } from '@kube-dc/networking/operations/objects'

/**
 * Adds what a running operation is about to make to a network, as if it were there: what is judged next then finds its names,
 * ports and addresses taken.
 */
export function addPlanned(network: ProjectNetworkStore, journal: Journal, namespace: string): void {
  for (const step of journal.plan.steps) {
    if (step.verb === 'create' && !network.names(step.object.kind).has(step.object.name)) {
      add(network, step.object, journal, namespace)
    }
  }
}

function add(network: ProjectNetworkStore, object: PlannedObject, journal: Journal, namespace: string): void {
  const mark = { label: OPERATION_LABEL, id: journal.id } as const
  const manifest = manifestOf(object, { namespace, mark })
  const metadata = {
    ...manifest.metadata,
    uid: `${journal.id}/${object.kind}/${object.name}`,
    resourceVersion: '0',
    creationTimestamp: journal.startedAt,
  }
  const raw = { ...manifest, metadata }
  const before = undefined
  switch (object.kind) {
    case 'external-ips':
      network.apply(object.kind, [{ before, after: externalIp.parse(raw) }])
      break
    case 'floating-ips':
      network.apply(object.kind, [{ before, after: floatingIp.parse(raw) }])
      break
    case 'services':
      network.apply(object.kind, [{ before, after: service.parse(raw) }])
      break
    case 'issuers':
      // Two operations that make the same Issuer: the second one is told by the cluster.
      break
  }
}
