import { refreshTokenGrant, ResponseBodyError, type TokenEndpointResponse } from 'openid-client'
import type { Logger } from 'pino'
import type { Caller } from '../cluster/caller.ts'
import { ProblemError, signedOut } from '../problem-error.ts'
import { personOf, readClaims, UnreadableToken } from './claims.ts'
import type { Realms } from './realms.ts'
import type { NewSession, SessionRecord, Sessions, Tokens } from './sessions.ts'

/** An access token is renewed when less than this, or than a quarter of its life, is left. */
const RENEW_BEFORE_MS = 60_000

export interface AccessTokensOptions {
  readonly sessions: Sessions
  readonly realms: Pick<Realms, 'configuration' | 'organizationOf'>
  readonly log: Logger
  readonly onRefresh?: (outcome: 'renewed' | 'refused' | 'unreachable') => void
}

/**
 * What a token endpoint's answer becomes: of a sign-in or of a refresh, which may leave the other tokens as they are.
 *
 * @throws {UnreadableToken}
 */
export function tokensFrom(response: TokenEndpointResponse, before?: Tokens): Tokens {
  const now = Date.now()
  const refresh = response.refresh_token ?? before?.refresh
  const id = response.id_token ?? before?.id
  const expiry = readClaims(response.access_token).exp
  return {
    access: response.access_token,
    accessIssuedAt: now,
    accessExpiresAt: expiry === undefined ? now + (response.expires_in ?? 0) * 1000 : expiry * 1000,
    ...(refresh !== undefined && { refresh }),
    ...(id !== undefined && { id }),
  }
}

/** What a session says about a person, from an access token. @throws {UnreadableToken} */
export function sessionFrom(realm: string, organization: string | undefined, tokens: Tokens): NewSession {
  const claims = readClaims(tokens.access)
  return {
    realm,
    subject: claims.sub,
    person: personOf(claims, organization),
    claimedNamespaces: claims.namespaces ?? [],
    tokens,
  }
}

/**
 * Hands out access tokens of sessions, renewed in time. However many requests need a new one at the same moment, it is
 * asked for once: issuers take a refresh token that is used twice for a stolen one.
 */
export class AccessTokens {
  readonly #options: AccessTokensOptions
  readonly #refreshes = new Map<string, Promise<string>>()

  constructor(options: AccessTokensOptions) {
    this.#options = options
  }

  /**
   * The person of a session, towards the cluster.
   *
   * @param requestId of the request that they make, for the log.
   */
  caller(
    { key, realm, person }: Pick<SessionRecord, 'key' | 'realm' | 'person'>,
    requestId?: string,
  ): Caller {
    return {
      key,
      tenant: realm,
      who: person.username,
      ...(requestId !== undefined && { requestId }),
      token: () => this.#current(key),
      tokenAfter: (rejected) => this.#newerThan(key, rejected),
      rejected: async () => {
        this.#options.log.warn({ session: key.slice(0, 8) }, 'the cluster accepts no token of this session')
        await this.#options.sessions.end(key)
      },
    }
  }

  async #current(key: string): Promise<string> {
    const record = await this.#record(key)
    const { access, accessExpiresAt, accessIssuedAt } = record.tokens
    const left = accessExpiresAt - Date.now()
    if (left > Math.min(RENEW_BEFORE_MS, (accessExpiresAt - accessIssuedAt) / 4)) return access
    try {
      return await this.#refresh(record)
    } catch (error) {
      // The identity provider may be away for a moment; what is left of the token is still good.
      if (left > 0 && error instanceof ProblemError && error.code === 'cluster-unreachable') return access
      throw error
    }
  }

  async #newerThan(key: string, rejected: string): Promise<string> {
    const record = await this.#record(key)
    return record.tokens.access === rejected ? this.#refresh(record) : record.tokens.access
  }

  async #record(key: string): Promise<SessionRecord> {
    const record = await this.#options.sessions.get(key)
    if (!record) throw signedOut()
    return record
  }

  #refresh(record: SessionRecord): Promise<string> {
    const running = this.#refreshes.get(record.key)
    if (running) return running
    const refresh = this.#renew(record).finally(() => this.#refreshes.delete(record.key))
    this.#refreshes.set(record.key, refresh)
    return refresh
  }

  async #renew({ key, realm, subject: before, tokens }: SessionRecord): Promise<string> {
    const { sessions, realms, onRefresh } = this.#options
    if (tokens.refresh === undefined) {
      await sessions.end(key)
      throw signedOut()
    }
    try {
      const configuration = await realms.configuration(realm)
      const renewed = tokensFrom(await refreshTokenGrant(configuration, tokens.refresh), tokens)
      const { subject, person, claimedNamespaces } = sessionFrom(realm, realms.organizationOf(realm), renewed)
      // A session is one person's from its beginning to its end.
      if (subject !== before) throw new UnreadableToken('The new token names another subject')
      const updated = await sessions.update(key, { tokens: renewed, person, claimedNamespaces })
      onRefresh?.('renewed')
      // Signed out while the answer was on its way.
      if (!updated) throw signedOut()
      return renewed.access
    } catch (error) {
      throw await this.#refreshFailed(key, error)
    }
  }

  async #refreshFailed(key: string, error: unknown): Promise<ProblemError> {
    const { sessions, log, onRefresh } = this.#options
    if (error instanceof ProblemError) return error
    const session = key.slice(0, 8)
    const refusal = refusalOf(error)
    if (refusal !== undefined) {
      log.info({ session, reason: refusal }, 'session ended: the identity provider does not renew it')
      onRefresh?.('refused')
      await sessions.end(key)
      return signedOut(error)
    }
    log.warn({ session, reason: error instanceof Error ? error.message : String(error) }, 'token not renewed')
    onRefresh?.('unreachable')
    return new ProblemError(
      'cluster-unreachable',
      'The identity provider does not answer, so the Kubernetes API cannot be asked on your behalf. Try again in a moment.',
      { retryAfter: 5, cause: error },
    )
  }
}

/** Why there will be no other answer however often it is asked; undefined for what may be different in a moment. */
function refusalOf(error: unknown): string | undefined {
  // Everything the issuer says with a 4xx is its decision.
  if (error instanceof ResponseBodyError && error.status < 500 && error.status !== 429) return error.error
  // The refresh token is spent, and what came for it cannot be used.
  return error instanceof UnreadableToken ? error.message : undefined
}
