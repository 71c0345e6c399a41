import type { MethodAdvice } from '@kube-dc/networking/methods/advise'
import type { AdviceFacts } from '@kube-dc/networking/methods/facts'
import { freePort } from '@kube-dc/networking/methods/load-balancer'
import { PathCard } from '../../parts/traffic-path/PathCard.tsx'
import type { Path, PathHop } from '../../parts/traffic-path/types.ts'
import type { Answers } from './answers.ts'

interface MadeProps {
  advice: MethodAdvice
  facts: AdviceFacts
  answers: Answers
}

/** What the chosen way makes, as the path that will be there. */
export function Made({ advice, facts, answers }: MadeProps) {
  return <PathCard title="What the chosen way makes" {...pathOf(advice, facts, answers)} />
}

function pathOf({ method, address }: MethodAdvice, { idle, target }: AdviceFacts, answers: Answers): Path {
  const { from, port, protocol } = answers
  const wire = protocol === 'udp' ? 'UDP' : 'TCP'
  const client: PathHop =
    from === 'internet'
      ? { state: 'end', kind: 'From', name: 'Internet', reason: 'Any client' }
      : { state: 'end', kind: 'From', name: 'The platform' }
  const [free] = idle[from === 'internet' ? 'public' : 'cloud']
  const eip: PathHop = address
    ? { state: 'ok', kind: 'External IP', name: address.name, detail: address.address }
    : free !== undefined && method !== 'gateway-route'
      ? { state: 'ok', kind: 'External IP', name: free }
      : { state: 'new', kind: 'External IP', name: method === 'gateway-route' ? 'A cloud one' : 'A new one' }
  const outer = port === undefined ? undefined : address ? freePort(address, protocol, port) : port
  const balancer: PathHop = {
    state: 'new',
    kind: 'Load balancer',
    name: 'A Service',
    ...(outer !== undefined && method !== 'gateway-route' && { detail: `${outer}/${wire}` }),
  }
  const end: PathHop = target
    ? {
        state: target.ready > 0 ? 'ok' : 'waiting',
        kind: target.ref.kind === 'vm' ? 'VM' : 'Target',
        name: target.ref.name,
      }
    : { state: 'unknown', kind: 'Target', name: 'Chosen next' }
  const hops = hopsOf(method, { client, eip, balancer, end })
  return { hops, connectors: hops.slice(1).map(() => ({ state: 'new' })) }
}

function hopsOf(
  method: MethodAdvice['method'],
  { client, eip, balancer, end }: Readonly<Record<'client' | 'eip' | 'balancer' | 'end', PathHop>>,
): readonly PathHop[] {
  switch (method) {
    case 'gateway-route':
      return [
        client,
        { state: 'hidden', kind: 'Gateway', name: 'Shared', reason: 'The platform runs it for all Projects' },
        { state: 'new', kind: 'Route', name: 'A hostname' },
        eip,
        balancer,
        end,
      ]
    case 'floating-ip':
      return [client, eip, { state: 'new', kind: 'Floating IP', name: 'Every port, both ways' }, end]
    default:
      return [client, eip, balancer, end]
  }
}
