interface Named {
  readonly organization: string
  readonly name: string
}

export interface OrganizationGroup<P> {
  readonly organization: string
  readonly projects: readonly P[]
}

/** A list longer than this is searched, not read. */
export const SHOWN_AT_ONCE = 100

/**
 * Projects whose Organization or name contain every word of a search, by Organization, both in order of names.
 * `first` is where Enter leads; `more` is how many match beyond those shown.
 */
export function findProjects<P extends Named>(
  projects: readonly P[],
  search: string,
): { groups: readonly OrganizationGroup<P>[]; first: P | undefined; more: number } {
  const words = search
    .toLowerCase()
    .split(/[\s/]+/)
    .filter(Boolean)
  const matching = projects
    .filter(({ organization, name }) =>
      words.every((word) => `${organization}/${name}`.toLowerCase().includes(word)),
    )
    .sort((a, b) => a.organization.localeCompare(b.organization) || a.name.localeCompare(b.name))
  const shown = matching.slice(0, SHOWN_AT_ONCE)
  const groups = Map.groupBy(shown, ({ organization }) => organization)
  return {
    groups: [...groups].map(([organization, members]) => ({ organization, projects: members })),
    first: shown[0],
    more: matching.length - shown.length,
  }
}
