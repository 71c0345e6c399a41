import { subnet, type Subnet } from '@kube-dc/networking/model/subnet'
import { vlan, type Vlan } from '@kube-dc/networking/model/vlan'
import type { Journal } from '@kube-dc/networking/operations/journal'
import { manifestOf } from '@kube-dc/networking/operations/manifest'

/** What running operations are about to make, so that two admins do not take the same block, name or VLAN. */
export function plannedPools(
  running: readonly Journal[],
  namespace: string,
): { readonly subnets: readonly Subnet[]; readonly vlans: readonly Vlan[] } {
  const subnets: Subnet[] = []
  const vlans: Vlan[] = []
  for (const { id, plan, startedAt } of running) {
    for (const step of plan.steps) {
      if (step.verb !== 'create') continue
      const { object } = step
      const manifest = manifestOf(object, { namespace })
      const metadata = {
        ...manifest.metadata,
        uid: `${id}/${object.kind}/${object.name}`,
        resourceVersion: '0',
        creationTimestamp: startedAt,
      }
      if (object.kind === 'subnets') subnets.push(subnet.parse({ ...manifest, metadata }))
      if (object.kind === 'vlans') vlans.push(vlan.parse({ ...manifest, metadata }))
    }
  }
  return { subnets, vlans }
}
