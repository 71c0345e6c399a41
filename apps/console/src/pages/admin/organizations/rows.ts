import type { Organization } from '@kube-dc/networking/model/organization'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import {
  organizationOf,
  organizationUsage,
  type OrganizationUsage,
} from '@kube-dc/networking/pools/organization-usage'
import type { UsageReport } from '@kube-dc/networking/pools/report'

interface Made {
  readonly organization: Organization | Unreadable | undefined
  readonly reports: readonly UsageReport[]
  readonly row: OrganizationUsage
}

type MakeRows = (
  organizations: readonly (Organization | Unreadable)[],
  reports: readonly UsageReport[],
) => readonly OrganizationUsage[]

/**
 * Makes a row for every Organization that is listed or whose Projects hold addresses. A row stays the same object until its
 * Organization or one of its reports is another one.
 */
export function createOrganizationRows(): MakeRows {
  const known = new Map<string, Made>()

  return (organizations, reports) => {
    const byName = new Map(organizations.map((object) => [object.meta.name, object]))
    const isOrganization = (name: string) => byName.has(name)
    const own = Map.groupBy(reports, (report) => organizationOf(report, isOrganization))
    const names = new Set([...byName.keys(), ...[...own.keys()].filter((name) => name !== undefined)])
    for (const name of known.keys()) if (!names.has(name)) known.delete(name)
    return [...names].map((name) => {
      const organization = byName.get(name)
      const of = own.get(name) ?? []
      const before = known.get(name)
      if (before?.organization === organization && before && sameMembers(before.reports, of))
        return before.row
      const row = organizationUsage(name, organization, of)
      known.set(name, { organization, reports: of, row })
      return row
    })
  }
}

function sameMembers(a: readonly UsageReport[], b: readonly UsageReport[]): boolean {
  return a.length === b.length && a.every((report, index) => report === b[index])
}
