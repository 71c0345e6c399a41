import { deniedReason, type Access } from '@kube-dc/networking/access'
import { keptReason } from '@kube-dc/networking/external-ips/delete'
import type { AddressReport } from '@kube-dc/networking/pools/report'

/** Whose it is, in words: `nimbus / edge`, or its namespace. */
export function ownerOf({ project, eip, meta }: AddressReport): string {
  return project ? `${project.organization} / ${project.project}` : (eip?.namespace ?? meta.name)
}

/** Why the External IP that holds an address cannot be deleted by this person; undefined where nothing says so. */
export function keptHolderReason(holder: AddressReport, access: Access): string | undefined {
  const name = holder.eip?.name ?? ''
  return keptReason({ meta: { name } }, ownerOf(holder)) ?? deniedReason(access, 'delete', 'external-ips')
}
