import type { MethodAdvice } from '@kube-dc/networking/methods/advise'
import type { AdviceFacts } from '@kube-dc/networking/methods/facts'
import { freePort } from '@kube-dc/networking/methods/load-balancer'
import { paths, type ProjectParams } from '../../app/paths.ts'
import type { Answers } from './answers.ts'
import { writePorts } from './draft.ts'

/** What the wizard's next step begins with: the method, an address for it, and ports as far as they are known. */
export function draftValues(
  { method, address }: MethodAdvice,
  { port, protocol, from }: Answers,
  { idle }: AdviceFacts,
): Readonly<Record<string, string | undefined>> {
  const type = from === 'internet' ? 'public' : 'cloud'
  const [free] = idle[type]
  const own: Values =
    free === undefined
      ? { use: method === 'shared-load-balancer' ? 'new' : 'own', eip: undefined }
      : { use: 'existing', eip: free }
  const wire = protocol === 'udp' ? 'UDP' : 'TCP'
  const ports = (outer: number | undefined) =>
    port === undefined || outer === undefined
      ? undefined
      : writePorts([{ port: String(outer), targetPort: String(port), protocol: wire }])
  switch (method) {
    case 'gateway-route':
      // Its address is the platform's business: the Gateway is what clients reach.
      return { method, use: 'own', type: 'cloud', eip: undefined, ports: ports(80) }
    case 'floating-ip':
      return { method, type, ...own }
    case 'load-balancer':
      return { method, type, ports: ports(port), ...own }
    case 'shared-load-balancer': {
      if (!address) return { method, type, ports: ports(port), ...own }
      const shared: Values = address.isDefaultGateway
        ? { use: 'shared', eip: undefined }
        : { use: 'existing', eip: address.name }
      const outer = port === undefined ? undefined : freePort(address, protocol, port)
      return { method, type, ports: ports(outer), ...shared }
    }
  }
}

type Values = Readonly<Record<'use' | 'eip', string | undefined>>

/** The form that carries a method out, with what is known already. */
export function formLink(
  params: ProjectParams,
  { method, address }: MethodAdvice,
  { target, port, protocol, from }: Answers,
  { idle }: AdviceFacts,
): string {
  const type = from === 'internet' ? 'public' : 'cloud'
  const [free] = idle[type]
  const own =
    free === undefined
      ? { use: method === 'shared-load-balancer' ? 'new' : 'own' }
      : { use: 'existing', eip: free }
  const shared = address?.isDefaultGateway ? { use: 'shared' } : { use: 'existing', eip: address?.name }
  const common = { target, protocol: protocol === 'udp' ? 'UDP' : undefined }
  const listens = port === undefined ? undefined : String(port)
  switch (method) {
    case 'gateway-route':
      return withQuery(paths.createGatewayRoute(params), { ...common, targetPort: listens })
    case 'floating-ip':
      return withQuery(paths.createFloatingIp(params), { target, type, ...own })
    case 'load-balancer':
      return withQuery(paths.createLoadBalancer(params), {
        ...common,
        port: listens,
        targetPort: listens,
        type,
        ...own,
      })
    case 'shared-load-balancer': {
      const outer = address && port !== undefined ? String(freePort(address, protocol, port)) : listens
      return withQuery(paths.createLoadBalancer(params), {
        ...common,
        port: outer,
        targetPort: listens,
        type,
        ...(address ? shared : own),
      })
    }
  }
}

function withQuery(path: string, values: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '') query.set(name, value)
  return query.size > 0 ? `${path}?${query.toString()}` : path
}
