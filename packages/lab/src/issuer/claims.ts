import { PLATFORM_REALM, type Person } from '../people.ts'

/** What an API server needs to know to accept the tokens of one realm, and to name their bearers. */
export interface RealmTrust {
  readonly realm: string
  readonly issuer: string
  /** Audience that a token must name. */
  readonly audience: string
  readonly usernameClaim: 'preferred_username'
  readonly groupsClaim: 'groups'
  /** Before user names and groups alike, so that no realm can name a user or group of another one. */
  readonly prefix: string
}

/** Client of the realm that people sign in with (kube-dc.md §8.1). */
export function clientOf(realm: string): string {
  return realm === PLATFORM_REALM ? 'kube-dc-admin-console' : 'kube-dc'
}

/** The realm's own audience comes first; platform tokens must also name the one that the cluster demands. */
export function audiencesOf(realm: string): readonly string[] {
  return realm === PLATFORM_REALM ? ['kube-dc-admin-console', 'kube-dc-admin'] : ['kube-dc']
}

export function trustOf(realm: string, issuer: string): RealmTrust {
  return {
    realm,
    issuer,
    audience: realm === PLATFORM_REALM ? 'kube-dc-admin' : 'kube-dc',
    usernameClaim: 'preferred_username',
    groupsClaim: 'groups',
    prefix: realm === PLATFORM_REALM ? 'platform:' : `${realm}:`,
  }
}

/** Names a person in the realm for good; Keycloak uses a uuid. */
export function subjectOf({ realm, username }: Person): string {
  return `${realm}.${username}`
}

/**
 * The claims about a person in an access token (kube-dc.md §8.1). Given and family names are left out: nobody in the lab
 * is a real person.
 *
 * @param namespaces backing namespaces of the Projects that the person may access; the claim is absent when there is none.
 */
export function claimsOf(person: Person, namespaces: readonly string[]): Record<string, unknown> {
  const { username, realm, role, groups } = person
  return {
    preferred_username: username,
    name: `${realm === PLATFORM_REALM ? 'platform' : realm} ${role}`,
    email: `${username}@lab.invalid`,
    email_verified: true,
    groups: [...groups],
    ...(realm !== PLATFORM_REALM && { org: realm }),
    ...(namespaces.length > 0 && { namespaces: [...namespaces] }),
  }
}

/** What the claim `namespaces` is computed from: the Projects of an Organization and its groups' permissions. */
export interface Tenancy {
  readonly projects: readonly { readonly name: string; readonly namespace: string }[]
  readonly groups: readonly { readonly name: string; readonly projects: readonly string[] }[]
}

/**
 * Backing namespaces of the Projects that a person may access: all for the built-in groups `org-admin` and `user`, else
 * those that their OrganizationGroups name (kube-dc.md §8.2).
 */
export function namespacesOf({ groups }: Person, tenancy: Tenancy): string[] {
  const everywhere = groups.includes('org-admin') || groups.includes('user')
  const named = new Set(
    tenancy.groups.filter(({ name }) => groups.includes(name)).flatMap(({ projects }) => projects),
  )
  return tenancy.projects
    .filter(({ name }) => everywhere || named.has(name))
    .map(({ namespace }) => namespace)
}
