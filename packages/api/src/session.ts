import { installation } from '@kube-dc/networking/model/installation'
import { KIND_NAMES } from '@kube-dc/networking/model/kinds'
import { z } from 'zod'

export const person = z.object({
  username: z.string(),
  name: z.string(),
  email: z.string().optional(),
  /** The Organization whose realm signed them in; absent for platform staff. */
  organization: z.string().optional(),
  /** Groups as the identity provider names them (without the prefix that the cluster adds). */
  groups: z.array(z.string()),
})

export type Person = z.infer<typeof person>

export const session = z.object({
  person,
  /** RFC 3339: after it a new sign-in is needed whatever happens. */
  endsAt: z.string(),
  installation,
})

export type Session = z.infer<typeof session>

/** What the sign-in page may show to anybody. */
export const signInOptions = z.object({
  lab: z.boolean(),
  /** Realms to offer by name; empty: the person types their Organization. */
  realms: z.array(z.object({ realm: z.string(), label: z.string() })),
})

export type SignInOptions = z.infer<typeof signInOptions>

/** Why a sign-in did not work: the server sends the browser to `/sign-in?problem=…`. */
export const SIGN_IN_PROBLEMS = [
  'unknown-organization',
  'provider-unreachable',
  'too-many-attempts',
  'access-denied',
  'expired',
  'failed',
] as const

export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number]

/**
 * A Project the person may open. `claimed`: the token names its namespace, but the person may not read the Project
 * itself (a member of an OrganizationGroup outside the group `user`, kube-dc.md §8.2), so the rest is absent.
 */
export const projectSummary = z.object({
  organization: z.string(),
  name: z.string(),
  /** Absent until the platform has made it. */
  backingNamespace: z.string().optional(),
  ready: z.boolean().optional(),
  egressNetworkType: z.enum(['cloud', 'public', 'unknown']).optional(),
  cidr: z.string().optional(),
  detail: z.enum(['full', 'claimed']),
})

export type ProjectSummary = z.infer<typeof projectSummary>

/** Verbs per live kind that the person's rules allow in one namespace. It dims buttons; the cluster decides. */
export const access = z.object({
  verbs: z.partialRecord(z.enum(KIND_NAMES), z.array(z.string()).readonly()),
  /** The cluster could not list every rule: what is absent may still be allowed. */
  incomplete: z.boolean(),
  /** Whether they can keep a journal, which changes of several steps need; absent: not told. */
  journal: z.boolean().optional(),
  /** The standard role these verbs amount to, for words; absent for custom roles. */
  role: z.enum(['admin', 'developer', 'project-manager', 'user']).optional(),
})

export type Access = z.infer<typeof access>

/** What somebody may do to the provider's pools; the same for everybody who may not see them. */
export const platform = z.discriminatedUnion('pools', [
  z.object({ pools: z.literal(false) }),
  z.object({
    pools: z.literal(true),
    /** Where operations on pools keep their journals. */
    namespace: z.string(),
    /** Networks of the installation itself, as CIDRs, which no pool may touch. */
    reservedRanges: z.array(z.string()),
    /** In that namespace, and so of the whole cluster's kinds. */
    access,
  }),
])

export type Platform = z.infer<typeof platform>
