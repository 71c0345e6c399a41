import { generateKeyPairSync, randomUUID } from 'node:crypto'
import {
  createRemoteJWKSet,
  decodeJwt,
  jwtVerify,
  SignJWT,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose'
import { unauthorized } from './status.ts'

/** Who makes a request. */
export interface User {
  readonly username: string
  readonly uid: string
  readonly groups: readonly string[]
  readonly extra?: Readonly<Record<string, readonly string[]>> | undefined
}

/** A token issuer, like one `jwt` entry of a structured AuthenticationConfiguration. */
export interface TrustedIssuer {
  /** Exact `iss` of its tokens. */
  readonly url: string
  /** A token must be for one of these. */
  readonly audiences: readonly string[]
  readonly usernameClaim: string
  readonly usernamePrefix: string
  readonly groupsClaim: string
  readonly groupsPrefix: string
  /** Claim of the uid; none by default. */
  readonly uidClaim?: string
  /** Keys of the issuer; absent: fetched from the `jwks_uri` of its discovery document. */
  readonly keys?: JWTVerifyGetKey
}

export const ADMIN_GROUP = 'system:masters'
const AUTHENTICATED = 'system:authenticated'
/** Issuer of the tokens of ServiceAccounts, and whom they are for unless asked otherwise. */
export const SERVICE_ACCOUNT_ISSUER = 'https://kubernetes.default.svc'

/** Which ServiceAccount exists now; undefined when there is none of that name. */
export type ServiceAccountUid = (namespace: string, name: string) => string | undefined

/** Decides whose a bearer token is. Anonymous requests are refused (`--anonymous-auth=false`). */
export class Authenticator {
  readonly #issuers = new Map<string, { issuer: TrustedIssuer; keys: JWTVerifyGetKey }>()
  readonly #adminToken: string
  readonly #serviceAccountUid: ServiceAccountUid
  readonly #keyPair = generateKeyPairSync('ec', { namedCurve: 'P-256' })

  constructor(adminToken: string, serviceAccountUid: ServiceAccountUid) {
    this.#adminToken = adminToken
    this.#serviceAccountUid = serviceAccountUid
  }

  /** Trusts an issuer from now on; one with the same URL is replaced. */
  trust(issuer: TrustedIssuer): void {
    this.#issuers.set(issuer.url, { issuer, keys: issuer.keys ?? discoveredKeys(issuer.url) })
  }

  /** @throws {StatusError} 401 when the header names nobody. */
  async authenticate(authorization: string | undefined): Promise<User> {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
    if (token === undefined) throw unauthorized()
    if (token === this.#adminToken) {
      return { username: 'lab-admin', uid: 'lab-admin', groups: [ADMIN_GROUP, AUTHENTICATED] }
    }
    try {
      return await this.#byJwt(token)
    } catch {
      // Why a token is refused is for the server's log only; there is none here.
      throw unauthorized()
    }
  }

  /** A token of a ServiceAccount, valid for `seconds`. This server takes those for itself only. */
  async mint(
    namespace: string,
    name: string,
    uid: string,
    seconds: number,
    audiences: readonly string[] = [SERVICE_ACCOUNT_ISSUER],
  ): Promise<string> {
    return new SignJWT({
      'kubernetes.io': { namespace, serviceaccount: { name, uid } },
    })
      .setProtectedHeader({ alg: 'ES256', kid: 'lab' })
      .setIssuer(SERVICE_ACCOUNT_ISSUER)
      .setAudience([...audiences])
      .setSubject(`system:serviceaccount:${namespace}:${name}`)
      .setJti(randomUUID())
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime(Math.floor(Date.now() / 1000) + seconds)
      .sign(this.#keyPair.privateKey)
  }

  async #byJwt(token: string): Promise<User> {
    const { iss } = decodeJwt(token)
    if (iss === SERVICE_ACCOUNT_ISSUER) return this.#byServiceAccount(token)
    const trusted = this.#issuers.get(iss ?? '')
    if (!trusted) throw new Error('unknown issuer')
    const { issuer, keys } = trusted
    const { payload } = await jwtVerify(token, keys, {
      issuer: issuer.url,
      audience: [...issuer.audiences],
      requiredClaims: ['exp'],
    })
    return {
      username: issuer.usernamePrefix + textClaim(payload, issuer.usernameClaim),
      uid: issuer.uidClaim === undefined ? '' : textClaim(payload, issuer.uidClaim),
      groups: [...groupsOf(payload, issuer), AUTHENTICATED],
      ...(payload.jti !== undefined && { extra: credential(payload.jti) }),
    }
  }

  async #byServiceAccount(token: string): Promise<User> {
    const { payload } = await jwtVerify(token, this.#keyPair.publicKey, {
      issuer: SERVICE_ACCOUNT_ISSUER,
      audience: SERVICE_ACCOUNT_ISSUER,
    })
    const [, , namespace = '', name = ''] = (payload.sub ?? '').split(':')
    const uid = this.#serviceAccountUid(namespace, name)
    const claimed = payload['kubernetes.io']
    if (uid === undefined || !JSON.stringify(claimed).includes(uid))
      throw new Error('no such service account')
    return {
      username: payload.sub ?? '',
      uid,
      groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, AUTHENTICATED],
      extra: credential(payload.jti ?? ''),
    }
  }
}

/** By which token somebody came, for audit logs. */
function credential(id: string): Record<string, string[]> {
  return { 'authentication.kubernetes.io/credential-id': [`JTI=${id}`] }
}

/** An empty text is a name like any other, as for the API server: with its prefix it still is one. */
function textClaim(payload: JWTPayload, claim: string): string {
  const value = payload[claim]
  if (typeof value !== 'string') throw new Error(`no claim ${claim}`)
  return value
}

function groupsOf(payload: JWTPayload, issuer: TrustedIssuer): string[] {
  const value = payload[issuer.groupsClaim] ?? []
  const groups = Array.isArray(value) ? value : [value]
  return groups.map((group) => {
    if (typeof group !== 'string') throw new Error('groups must be texts')
    return issuer.groupsPrefix + group
  })
}

/** Fetches the discovery document on first use, and again after a failure. */
function discoveredKeys(issuer: string): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined
  return async (header, token) => {
    if (!keys) {
      const response = await fetch(`${issuer}/.well-known/openid-configuration`)
      const document: unknown = await response.json()
      const uri =
        typeof document === 'object' && document !== null && 'jwks_uri' in document
          ? document.jwks_uri
          : undefined
      if (typeof uri !== 'string') throw new Error('the issuer has no jwks_uri')
      keys = createRemoteJWKSet(new URL(uri))
    }
    return keys(header, token)
  }
}
