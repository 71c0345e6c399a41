import type { Organization } from '../model/organization.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { publicQuota, type PublicQuota } from '../quota.ts'
import { count } from '../words.ts'
import type { UsageCount, UsageReport } from './report.ts'

/**
 * How an Organization stands with its public addresses (kube-dc.md §9). `unenforced`: figures are reported without a
 * limit, so its plan is missing in the platform's list of limits, or it has no plan. `unknown`: too little is reported
 * to say, which is never the same as zero.
 */
export type Standing = 'over' | 'full' | 'unenforced' | 'unknown' | 'room'

/** What one namespace of an Organization holds. */
export interface ProjectUsage extends Pick<UsageReport, 'public' | 'cloud' | 'untyped'> {
  /** Absent where the Project has none yet. */
  readonly namespace?: string
  /** Absent for the Organization's own namespace, which counts against its limit too. */
  readonly project?: string
}

/** An Organization's addresses: what the platform reported at some time, and what its objects add up to now. */
export interface OrganizationUsage {
  readonly name: string
  readonly plan?: string
  /** As reported, with its time. */
  readonly quota: PublicQuota
  /** The Organization cannot be read: why. */
  readonly problem?: string
  /** Counted now. */
  readonly public: UsageCount
  readonly cloud: UsageCount
  readonly untyped: UsageCount
  readonly standing: Standing
  /** The most idle first. */
  readonly projects: readonly ProjectUsage[]
}

const NONE: UsageCount = { held: 0, idle: 0, waiting: 0 }

/**
 * @param organization undefined where it cannot be listed; then only what its Projects hold is known.
 * @param reports of its namespaces, see `organizationOf`.
 */
export function organizationUsage(
  name: string,
  organization: Organization | Unreadable | undefined,
  reports: readonly UsageReport[],
): OrganizationUsage {
  const readable = organization?.kind === 'Organization' ? organization : undefined
  const quota = publicQuota(name, readable)
  const sums = {
    public: reports.reduce((sum, report) => plus(sum, report.public), NONE),
    cloud: reports.reduce((sum, report) => plus(sum, report.cloud), NONE),
    untyped: reports.reduce((sum, report) => plus(sum, report.untyped), NONE),
  }
  return {
    name,
    ...(readable?.plan !== undefined && { plan: readable.plan }),
    ...(organization?.kind === 'Unreadable' && { problem: organization.problems[0] ?? 'it cannot be read' }),
    quota,
    ...sums,
    standing: standingOf(quota, sums.public.held),
    projects: reports.map(projectUsage).sort(compareProjects),
  }
}

/** The Organization that a namespace belongs to: its Project's, or itself where it is an Organization's own. */
export function organizationOf(
  { namespace, project }: UsageReport,
  isOrganization: (name: string) => boolean,
): string | undefined {
  if (project) return project.organization
  return namespace !== undefined && isOrganization(namespace) ? namespace : undefined
}

/** The figures are minutes old by design, so a count that is over the limit now is over, whatever they say. */
function standingOf(quota: PublicQuota, counted: number): Standing {
  if ('limit' in quota && counted > quota.limit) return 'over'
  switch (quota.state) {
    case 'no-limit':
      return 'unenforced'
    case 'hidden':
    case 'unknown':
      return 'unknown'
    default:
      return quota.state
  }
}

/** How it stands, in one line. */
export function standingWords({
  standing,
  quota,
  public: { held },
  plan,
  problem,
}: OrganizationUsage): string {
  switch (standing) {
    case 'over':
      return `Over its limit by ${overBy(quota, held)}`
    case 'full':
      return 'Full'
    case 'room':
      return 'Within its limit'
    case 'unenforced':
      return plan === undefined ? 'No plan, so nothing limits it' : `Plan ${plan} sets no limit`
    case 'unknown':
      if (problem !== undefined) return `Not readable: ${problem}`
      return quota.state === 'hidden' ? 'The Organization cannot be read' : 'The platform reports no figures'
  }
}

function overBy(quota: PublicQuota, held: number): number {
  const limit = 'limit' in quota ? quota.limit : 0
  const used = 'used' in quota ? quota.used : 0
  return Math.max(used, held) - limit
}

/** What the platform reported: `3 of 3`. Absent is unknown, never zero. */
export function reportedWords(quota: PublicQuota): string {
  switch (quota.state) {
    case 'hidden':
      return 'not known'
    case 'unknown':
      return quota.limit === undefined ? 'not known' : `not known, limit ${quota.limit}`
    case 'no-limit':
      return `${quota.used}, no limit`
    default:
      return `${quota.used} of ${quota.limit}`
  }
}

/** What is counted now, with what of it waits: `4, 1 waits`; and how it differs from what was reported. */
export function countedWords({ public: { held, waiting } }: Pick<OrganizationUsage, 'public'>): string {
  return waiting === 0 ? String(held) : `${held}, ${count(waiting, 'waits', 'wait')}`
}

/** Whether the count and the platform's figure disagree. Young figures may: they are sampled. */
export function disagrees({ quota, public: { held } }: Pick<OrganizationUsage, 'quota' | 'public'>): boolean {
  return 'used' in quota && quota.used !== held
}

function plus(a: UsageCount, b: UsageCount): UsageCount {
  return { held: a.held + b.held, idle: a.idle + b.idle, waiting: a.waiting + b.waiting }
}

function projectUsage({ namespace, project, public: open, cloud, untyped }: UsageReport): ProjectUsage {
  return {
    ...(namespace !== undefined && { namespace }),
    ...(project && { project: project.project }),
    public: open,
    cloud,
    untyped,
  }
}

function compareProjects(a: ProjectUsage, b: ProjectUsage): number {
  return b.public.idle - a.public.idle || b.public.held - a.public.held || (nameOf(a) < nameOf(b) ? -1 : 1)
}

/** The Project's name, or for the Organization's own namespace that. */
export function nameOf({ project, namespace }: Pick<ProjectUsage, 'project' | 'namespace'>): string {
  return project ?? namespace ?? ''
}
