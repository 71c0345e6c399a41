import type { Remedy, RemedyAction } from '@kube-dc/networking/rules/finding'
import { paths, type ProjectParams } from '../../app/paths.ts'

/** Where a remedy is carried out. */
export function remedyHref(params: ProjectParams, action: RemedyAction): string {
  switch (action.type) {
    case 'delete-external-ip':
      return paths.deleteExternalIp(params, action.name)
    case 'open-external-ip':
      return paths.externalIp(params, action.name)
    case 'create-external-ip':
      return paths.createExternalIp(params, { type: action.networkType, name: action.name })
    case 'edit-load-balancer':
      return paths.editLoadBalancer(params, action.name)
    case 'delete-load-balancer':
      return paths.deleteLoadBalancer(params, action.name)
    case 'expose':
      return paths.expose(params, { target: action.target })
  }
}

/** What its button says; deleting asks first. */
export function remedyLabel(words: Remedy['words'], action: RemedyAction): string {
  const isDelete = action.type === 'delete-external-ip' || action.type === 'delete-load-balancer'
  return isDelete ? `${words}…` : words
}
