import { importJWK, SignJWT } from 'jose'
import { Api } from './api.ts'
import type { RealmName, Target } from './target-schema.ts'
import { target } from './target.ts'

export interface Claims {
  readonly username: string
  readonly groups?: readonly string[]
}

export interface TokenOptions {
  readonly realm?: Target['realms'][RealmName]
  /** Seconds from now on; negative: expired that long ago. */
  readonly expiresIn?: number
  /** Laid over the claims; undefined takes one away. */
  readonly override?: Readonly<Record<string, unknown>>
}

/** An access token as a realm would issue it. */
export async function tokenFor(
  { username, groups = [] }: Claims,
  { realm = target.realms.nimbus, expiresIn = 600, override = {} }: TokenOptions = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims = {
    iss: realm.issuer,
    aud: realm.audience,
    sub: `subject-of-${username}`,
    preferred_username: username,
    groups,
    iat: now - 3600,
    exp: now + expiresIn,
    ...override,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: 'contract', typ: 'JWT' })
    .sign(await importJWK(realm.key, 'ES256'))
}

/** The API as a person of realm nimbus sees it; the server knows them as `nimbus:<username>`. */
export async function as(username: string, ...groups: readonly string[]): Promise<Api> {
  return new Api(await tokenFor({ username, groups }))
}
