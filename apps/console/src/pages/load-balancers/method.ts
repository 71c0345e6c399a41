import type { LoadBalancerView } from '@kube-dc/networking/joins/views'

/** How a load balancer is reached, for column and facet. */
export const METHODS = [
  { value: 'own', label: 'Own address' },
  { value: 'shared', label: 'Shared address' },
  { value: 'default-gateway', label: 'Default gateway' },
  { value: 'gateway-route', label: 'Gateway route' },
] as const

export type Method = (typeof METHODS)[number]['value']

/** A route counts before the address that it needs anyway. */
export function methodOf({ service, binding }: LoadBalancerView): Method {
  if (service.asks.exposeRoute !== undefined) return 'gateway-route'
  if (binding.way === 'named') return 'shared'
  return binding.way
}

export function methodWords(view: LoadBalancerView): string {
  const method = methodOf(view)
  return METHODS.find(({ value }) => value === method)?.label ?? ''
}
