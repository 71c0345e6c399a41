import type { Person } from '@kube-dc/api/session'
import { decodeJwt } from 'jose'
import { z } from 'zod'

/** An access token that says nothing usable: the cluster would not take it either. */
export class UnreadableToken extends Error {
  override readonly name = 'UnreadableToken'
}

// Claims are written by the realm's own people, so what is kept of them is bounded, in length and in number.

/** Nothing honest comes near; what is longer would fill the memory that sessions share. */
const MAX_TOKEN_LENGTH = 64 * 1024
const MAX_ENTRIES = 500
/** OIDC Core §2: a subject has 255 characters at most. */
const MAX_SUBJECT = 255
const MAX_TEXT = 253
/** Namespaces have names of DNS labels. */
const MAX_NAMESPACE = 63

/** A list without what is no text, is empty or too long; the rest of it counts. */
function names(longest: number) {
  return z
    .array(z.unknown())
    .catch([])
    .transform((list) =>
      list
        .filter((one): one is string => typeof one === 'string' && one.length > 0 && one.length <= longest)
        .slice(0, MAX_ENTRIES),
    )
}

const text = z.string().min(1).max(MAX_TEXT).optional().catch(undefined)

const claims = z.object({
  sub: z.string().min(1).max(MAX_SUBJECT),
  iss: z.string().max(2_048),
  exp: z.number().optional().catch(undefined),
  preferred_username: text,
  name: text,
  email: text,
  groups: names(MAX_TEXT).optional(),
  namespaces: names(MAX_NAMESPACE).optional(),
})

export type Claims = z.infer<typeof claims>

/**
 * Reads the claims of an access token that came straight from the token endpoint. Nothing is decided by them: the cluster
 * verifies the token, they only name the person and which namespaces to ask about.
 *
 * @throws {UnreadableToken} when it is not a JWT with a subject and an issuer, or enormous. The message says why without
 *   anything of the token.
 */
export function readClaims(accessToken: string): Claims {
  if (accessToken.length > MAX_TOKEN_LENGTH) throw new UnreadableToken('The access token is too long')
  let payload: unknown
  try {
    payload = decodeJwt(accessToken)
  } catch (error) {
    throw new UnreadableToken('The access token is no JWT', { cause: error })
  }
  const result = claims.safeParse(payload)
  if (result.success) return result.data
  const wrong = result.error.issues.map(({ path }) => path.join('.'))
  throw new UnreadableToken(`Claims of the access token are missing or wrong: ${wrong.join(', ')}`)
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
