import type { Endpoints, Known, Sight } from '../joins/views.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { NetworkType } from '../model/network-type.ts'
import type { Finding } from '../rules/finding.ts'
import { sentence } from '../words.ts'
import type { PathHop, PathState } from './path.ts'

/** The root cause among findings that a predicate takes, the worst first as findings are ordered. */
export function rootCause(
  findings: readonly Finding[],
  of: (finding: Finding) => boolean,
): Finding | undefined {
  return findings.find(
    (finding) =>
      finding.causedBy === undefined &&
      (finding.severity === 'broken' || finding.severity === 'waiting') &&
      of(finding),
  )
}

/** The state that a root cause gives to its station. */
export function causedState({ severity }: Finding): PathState {
  return severity === 'broken' ? 'broken' : 'waiting'
}

/** Why a station is hidden. */
export function hiddenReason(sight: Sight, plural: string): string {
  switch (sight) {
    case 'loading':
      return `${sentence(plural)} have not arrived yet`
    case 'not-installed':
      return `The cluster has no ${plural}`
    default:
      return `Your role may not see ${plural}`
  }
}

/** Where connections come from, by the type of the address. */
export function clientHop(type: NetworkType | 'unknown'): PathHop {
  if (type === 'public') return { state: 'end', kind: 'From', name: 'Internet' }
  if (type === 'cloud') return { state: 'end', kind: 'From', name: 'Inside the platform' }
  return { state: 'end', kind: 'From', name: 'Outside the Project' }
}

/** The station of an External IP. */
export function addressHop(
  eip: Known<ExternalIp>,
  findings: readonly Finding[],
  wanted: string | undefined,
  address: string | undefined,
): PathHop {
  const kind = 'External IP'
  const detail = address === undefined ? {} : { detail: address }
  switch (eip.state) {
    case 'hidden':
      return { state: 'hidden', kind, reason: hiddenReason(eip.sight, 'External IPs'), ...detail }
    case 'unreadable':
      return {
        state: 'unknown',
        kind,
        name: eip.object.meta.name,
        reason: 'The object cannot be read',
        ...detail,
      }
    case 'absent':
      return wanted === undefined
        ? { state: address === undefined ? 'waiting' : 'unknown', kind, name: 'not made yet', ...detail }
        : { state: 'broken', kind, name: wanted, reason: 'Does not exist' }
    case 'found': {
      const { meta, ready } = eip.object
      const cause = rootCause(
        findings,
        ({ subject }) => subject.kind === 'ExternalIp' && subject.name === meta.name,
      )
      const own = eip.object.address === undefined ? detail : { detail: eip.object.address }
      const base = { kind, name: meta.name, ref: { view: 'external-ips', name: meta.name }, ...own } as const
      if (cause) return { ...base, state: causedState(cause), reason: cause.short }
      return ready && eip.object.address !== undefined
        ? { ...base, state: 'ok' }
        : { ...base, state: 'waiting', reason: 'Not ready yet' }
    }
  }
}

/** The station of endpoints; many fold to "12 of 14 ready". */
export function endpointsHop(endpoints: Endpoints, cause: Finding | undefined): PathHop {
  const kind = 'Endpoints'
  if (!endpoints.known) return { state: 'hidden', kind, reason: hiddenReason(endpoints.sight, 'endpoints') }
  const members = endpoints.list.map(({ address, ready, pod, vm, reason }) => ({
    state: ready ? ('ok' as const) : ('waiting' as const),
    name: vm ?? pod ?? address,
    detail: address,
    ...(reason !== undefined && { reason }),
  }))
  if (endpoints.ready === endpoints.total && endpoints.total > 0) return { state: 'ok', kind, members }
  if (endpoints.ready > 0) return { state: 'partly', kind, members }
  const state = cause ? causedState(cause) : 'broken'
  const reason = cause?.short ?? 'None is ready'
  return endpoints.total === 0 ? { state, kind, name: 'none', reason } : { state, kind, members, reason }
}
