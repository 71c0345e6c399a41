/** The realm of platform staff (kube-dc.md §8.1); every other realm is the one of the Organization of that name. */
export const PLATFORM_REALM = 'master'

/** Somebody who can sign in to the lab. They are named by what they may do; nobody has a password. */
export interface Person {
  readonly username: string
  readonly realm: string
  /** As the sign-in page words it. */
  readonly role: string
  /** One sentence on what this role may do. */
  readonly note: string
  /** Group claims, without the prefix that the API server adds: `<realm>:`, for platform staff `platform:`. */
  readonly groups: readonly string[]
}

function member(organization: string) {
  return (person: Omit<Person, 'realm'>): Person => ({ ...person, realm: organization })
}

const nimbus = member('nimbus')
const harbor = member('harbor')
const platform = member(PLATFORM_REALM)

/** One person per role (kube-dc.md §8.2), a rival in the other Organization, and two of the platform's staff. */
export const PEOPLE: readonly Person[] = [
  nimbus({
    username: 'nimbus-developer',
    role: 'developer',
    note: 'Creates and deletes External IPs in both Projects of nimbus.',
    groups: ['user', 'developers'],
  }),
  nimbus({
    username: 'nimbus-org-admin',
    role: 'organization admin',
    note: 'Does everything in every Project of nimbus and sees its quota.',
    groups: ['org-admin'],
  }),
  nimbus({
    username: 'nimbus-admin',
    role: 'project admin',
    note: 'Does everything inside edge and arena, and gives others access to them.',
    groups: ['user', 'admins'],
  }),
  nimbus({
    username: 'nimbus-project-manager',
    role: 'project manager',
    note: 'Reads and follows everything in edge and arena, changes nothing.',
    groups: ['user', 'project-managers'],
  }),
  nimbus({
    username: 'nimbus-user',
    role: 'user',
    note: 'Reads what is in the Projects of nimbus, except Secrets, and changes nothing.',
    groups: ['user'],
  }),
  nimbus({
    username: 'nimbus-group-developer',
    role: 'developer by group only',
    note: 'Is a developer in edge, but cannot list Projects: only the token names it.',
    groups: ['edge-developers'],
  }),
  harbor({
    username: 'harbor-developer',
    role: 'developer',
    note: 'Works in gate and depot of harbor and must see nothing of nimbus.',
    groups: ['user', 'developers'],
  }),
  platform({
    username: 'platform-admin',
    role: 'platform admin',
    note: 'Runs the platform: every Organization, every pool, every address.',
    groups: ['admin'],
  }),
  platform({
    username: 'platform-viewer',
    role: 'platform viewer',
    note: 'Reads the whole platform and changes nothing.',
    groups: ['viewer'],
  }),
]

/** Every realm that somebody can sign in to. */
export const REALMS: readonly string[] = [...new Set(PEOPLE.map(({ realm }) => realm))]

export function personOf(username: string): Person | undefined {
  return PEOPLE.find((person) => person.username === username)
}
