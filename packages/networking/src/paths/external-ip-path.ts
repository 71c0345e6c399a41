import type { AddressUse, ExternalIpView } from '../joins/views.ts'
import type { Finding } from '../rules/finding.ts'
import { addressHop, clientHop } from './hops.ts'
import { path, type Path, type PathHop, type PathMember, type PathState } from './path.ts'

const KINDS: Readonly<Record<AddressUse['type'], string>> = {
  'load-balancer': 'Load balancer',
  'floating-ip': 'Floating IP',
  'way-out': 'Way out of the Project',
  other: 'Used by',
}

/**
 * Client, External IP, and everything that has it.
 *
 * @param stateOf state of a user as its own view tells; `unknown` where there is none.
 */
export function externalIpPath(
  { ip, networkType, usedBy }: ExternalIpView,
  findings: readonly Finding[],
  stateOf: (use: AddressUse) => PathState,
): Path {
  const address = addressHop({ state: 'found', object: ip }, findings, undefined, ip.address)
  if (usedBy.length === 0) return path([clientHop(networkType)], [address])
  return path([clientHop(networkType)], [address], [usersHop(usedBy, stateOf)])
}

function usersHop(usedBy: readonly AddressUse[], stateOf: (use: AddressUse) => PathState): PathHop {
  const [only, ...others] = usedBy
  if (only && others.length === 0) {
    const view =
      only.type === 'load-balancer'
        ? 'load-balancers'
        : only.type === 'floating-ip'
          ? 'floating-ips'
          : undefined
    const name = only.name || 'SNAT'
    return {
      state: stateOf(only),
      kind: KINDS[only.type],
      name,
      ...(view && only.namespace === undefined && { ref: { view, name } }),
    }
  }
  const members = usedBy.map((use): PathMember => ({
    state: stateOf(use),
    name: use.name || 'SNAT',
    detail: KINDS[use.type],
  }))
  return { state: together(members), kind: 'Used by', members }
}

/** The state of several users: that of all, or partly where some work. */
function together(members: readonly PathMember[]): PathState {
  const [first] = members
  if (first && members.every(({ state }) => state === first.state)) return first.state
  return members.some(({ state }) => state === 'ok' || state === 'partly') ? 'partly' : 'unknown'
}
