import type { Person } from '@kube-dc/api/session'
import { decodeJwt } from 'jose'
import { z } from 'zod'

/** Claims are written by the realm's own people, so their number is bounded. */
const MAX_CLAIMS = 500

const names = z
  .array(z.string().max(253))
  .catch([])
  .transform((list) => list.slice(0, MAX_CLAIMS))

const text = z.string().max(253).optional().catch(undefined)

const claims = z.object({
  sub: z.string(),
  iss: z.string(),
  exp: z.number().optional().catch(undefined),
  preferred_username: text,
  name: text,
  email: text,
  groups: names.optional(),
  namespaces: names.optional(),
})

export type Claims = z.infer<typeof claims>

/**
 * Reads the claims of an access token that came straight from the token endpoint. Nothing is decided by them: the cluster
 * verifies the token, they only name the person and which namespaces to ask about.
 *
 * @throws {Error} when it is not a JWT with a subject and an issuer: the cluster would not take it either.
 */
export function readClaims(accessToken: string): Claims {
  return claims.parse(decodeJwt(accessToken))
}

/**
 * The person behind an access token.
 *
 * @param organization The realm that signed them in, absent for platform staff. Not the claim `org`: whoever
 *   administers a realm can put anything into its tokens, but cannot sign with another realm's key.
 */
export function personOf(claims: Claims, organization: string | undefined): Person {
  const username = claims.preferred_username ?? claims.sub
  return {
    username,
    name: claims.name ?? username,
    ...(claims.email !== undefined && { email: claims.email }),
    ...(organization !== undefined && { organization }),
    groups: claims.groups ?? [],
  }
}
