import { finalizersPatch, withoutFinalizer, type Action } from './actions.ts'
import type { Resource, Stored } from './resources.ts'

/** On every object of Kube-OVN that it is responsible for. */
export const KUBE_OVN_FINALIZER = 'kubeovn.io/kube-ovn-controller'

/** Puts Kube-OVN's finalizer on the object where it is missing. */
export function adopt(resource: Resource<unknown>, object: Stored): Action[] {
  const { finalizers } = object.metadata
  if (finalizers.includes(KUBE_OVN_FINALIZER)) return []
  const patch = finalizersPatch(object, [...finalizers, KUBE_OVN_FINALIZER])
  return [{ do: 'patch', resource, target: object.metadata, patch }]
}

/** Takes Kube-OVN's finalizer off, so that the object may go. */
export function letGo(resource: Resource<unknown>, object: Stored): Action[] {
  if (!object.metadata.finalizers.includes(KUBE_OVN_FINALIZER)) return []
  const patch = withoutFinalizer(object, KUBE_OVN_FINALIZER)
  return [{ do: 'patch', resource, target: object.metadata, patch }]
}

export function reported(resource: Resource<unknown>, target: Stored, patch: object): Action {
  return { do: 'patch', resource, target: target.metadata, patch: { status: patch }, subresource: 'status' }
}
