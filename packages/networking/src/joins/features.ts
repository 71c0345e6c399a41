import type { Meta } from '../model/object.ts'
import type { Feature } from './views.ts'

/** Kinds of owners by which objects of other features are told (kube-dc.md §4.5; Cluster API and Kamaji upstream). */
const OWNERS: Readonly<Record<string, Feature['feature']>> = {
  KdcDatabase: 'database',
  KdcCluster: 'cluster',
  TenantControlPlane: 'cluster',
  KamajiControlPlane: 'cluster',
}

/** Labels whose value is the name of the cluster or database, by upstream's convention. */
const LABELS: Readonly<Record<string, Feature['feature']>> = {
  'cluster.x-k8s.io/cluster-name': 'cluster',
  'kamaji.clastix.io/name': 'cluster',
  'cnpg.io/cluster': 'database',
}

/** Service inside a managed cluster, as the cloud provider of KubeVirt labels its copy outside. */
const MIRRORED = 'cluster.x-k8s.io/tenant-service-name'

/**
 * The feature that made an object, by its owners and labels; never by its name, which anybody may choose. Undefined is
 * no proof that a person made it.
 */
export function featureOf({ labels = {}, controlledBy = [] }: Meta): Feature | undefined {
  const mirrors = labels[MIRRORED]
  const rest = mirrors === undefined ? {} : { mirrors }
  for (const { kind, name } of controlledBy) {
    const feature = Object.hasOwn(OWNERS, kind) ? OWNERS[kind] : undefined
    if (feature) return { feature, name, ...rest }
  }
  for (const [label, feature] of Object.entries(LABELS)) {
    const name = labels[label]
    if (name) return { feature, name, ...rest }
  }
  return mirrors === undefined ? undefined : { feature: 'cluster', mirrors }
}

/** `{ madeBy }` where a feature is told. */
export function madeBy(meta: Meta): { readonly madeBy?: Feature } {
  const feature = featureOf(meta)
  return feature ? { madeBy: feature } : {}
}
