import type { ProjectSummary } from '@kube-dc/api/session'
import { isIdle } from '@kube-dc/networking/external-ips/idle'
import { networkTypeOf } from '@kube-dc/networking/external-ips/network'
import { externalIpState, type ExternalIpState } from '@kube-dc/networking/external-ips/state'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { NetworkType } from '@kube-dc/networking/model/network-type'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import type { RuleContext } from '@kube-dc/networking/rules/rule'

/** One External IP of one of the Organization's Projects. */
export interface OrganizationRow {
  readonly project: string
  readonly ip: ExternalIp | Unreadable
  readonly type: NetworkType | 'unknown'
  readonly state: ExternalIpState
  readonly idle: boolean
  /** Nobody changed the object: only the rules judge it anew, or its Project has just been read. */
  readonly quiet: boolean
}

/** The External IPs of one Project. */
export interface ProjectAddresses {
  readonly project: ProjectSummary
  readonly objects: readonly (ExternalIp | Unreadable)[]
}

/** What all rows are judged by. */
type Facts = Omit<RuleContext, 'project' | 'peers'>

/**
 * Makes rows, remembering each by its object: a change of one object judges that one, other facts judge all; a row that
 * reads the same stays the same.
 */
export function createOrganizationRows(): (
  sources: readonly ProjectAddresses[],
  facts: Facts,
) => readonly OrganizationRow[] {
  const known = new WeakMap<object, { readonly row: OrganizationRow; readonly facts: Facts }>()

  const arrived = new Set<string>()

  function rowOf(
    ip: ExternalIp | Unreadable,
    project: ProjectSummary,
    facts: Facts,
    first: boolean,
  ): OrganizationRow {
    const before = known.get(ip)
    if (before?.facts === facts) return before.row
    const fresh = { ...judge(ip, project, facts), quiet: first || before !== undefined }
    const row = before && readsTheSame(before.row, fresh) ? before.row : fresh
    known.set(ip, { row, facts })
    return row
  }

  return (sources, facts) =>
    sources.flatMap(({ project, objects }) => {
      const first = !arrived.has(project.name)
      arrived.add(project.name)
      return objects.map((ip) => rowOf(ip, project, facts, first))
    })
}

function judge(
  ip: ExternalIp | Unreadable,
  project: ProjectSummary,
  facts: Facts,
): Omit<OrganizationRow, 'quiet'> {
  const readable = ip.kind === 'ExternalIp'
  return {
    project: project.name,
    ip,
    type: readable ? networkTypeOf(ip, facts.installation) : 'unknown',
    state: externalIpState(ip, { ...facts, project, peers: [] }),
    idle: readable && isIdle(ip),
  }
}

function readsTheSame(a: OrganizationRow, b: OrganizationRow): boolean {
  return (
    a.type === b.type &&
    a.state.state === b.state.state &&
    a.state.notice === b.state.notice &&
    a.state.reason === b.state.reason
  )
}

/** Later than any time, so that it sorts behind them. */
const AFTER_ALL_TIMES = 1e15

/**
 * Order of the list when it opens: idle public addresses, the oldest first, as each holds a place of the quota; then idle
 * ones that cost nothing; then those in use. When an address was last used is recorded nowhere, so its age stands in.
 */
export function idleRank({ idle, type, ip }: OrganizationRow): number {
  const rank = !idle ? 2 : type === 'cloud' ? 1 : 0
  return rank === 2 ? rank * AFTER_ALL_TIMES : rank * AFTER_ALL_TIMES + Date.parse(ip.meta.createdAt)
}
