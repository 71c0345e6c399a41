import { z } from 'zod'

/** The variable that names the file with the description of the target. */
export const TARGET_VARIABLE = 'CONTRACT_TARGET'

const realm = z.object({
  issuer: z.url(),
  audience: z.string(),
  prefix: z.string(),
  /** Key that its tokens are signed with. */
  key: z.looseObject({ kty: z.string() }),
})

/** The API server that the suite is run against, as `scripts/contract.ts` describes it in a file. */
export const targetSchema = z.object({
  name: z.enum(['lab', 'real']),
  url: z.url(),
  /** PEM of the authority of its certificate. */
  ca: z.string(),
  /** Bearer token of a member of `system:masters`. */
  adminToken: z.string(),
  /** Issuers whose tokens the server accepts. */
  realms: z.object({ nimbus: realm, master: realm }),
  /** An issuer that answers like the others and that the server does not know. */
  stranger: realm,
  kubectl: z.string(),
  /** Forgets history when it gets a POST. */
  compactUrl: z.url(),
})

export type Target = z.infer<typeof targetSchema>
export type RealmName = keyof Target['realms']
