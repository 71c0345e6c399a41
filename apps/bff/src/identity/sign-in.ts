import { randomBytes } from 'node:crypto'
import type { SignInProblem } from '@kube-dc/api/session'
import type { Request, Response, Router } from 'express'
import express from 'express'
import {
  authorizationCodeGrant,
  AuthorizationResponseError,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  tokenRevocation,
} from 'openid-client'
import type { Logger } from 'pino'
import { clientOf } from './client-address.ts'
import type { Cookie } from './cookies.ts'
import { TooManyLookups } from './lookup-limit.ts'
import { IdentityUnreachable, UnknownRealm, type Realms } from './realms.ts'
import { safeReturnPath } from './return-path.ts'
import type { SessionRecord, Sessions } from './sessions.ts'
import { TICKET_LIFETIME_MS, TicketSealer, type SignInTicket } from './sign-in-ticket.ts'
import { sessionFrom, tokensFrom } from './tokens.ts'

const REVOKE_TIMEOUT_MS = 3_000

export interface SignInOptions {
  readonly realms: Realms
  readonly sessions: Sessions
  readonly sessionCookie: Cookie
  readonly ticketCookie: Cookie
  readonly publicUrl: string
  readonly scopes: string
  /** Absent: one of this process, so that a restart ends sign-ins under way. */
  readonly secret?: string
  readonly log: Logger
  readonly onSignIn?: (outcome: 'signed-in' | SignInProblem) => void
}

/** Signing in and out at the OIDC issuer of a realm: authorization code flow with PKCE, state and nonce. */
export class SignIn {
  readonly #options: SignInOptions
  readonly #sealer: TicketSealer

  constructor(options: SignInOptions) {
    this.#options = options
    this.#sealer = new TicketSealer(options.secret ?? randomBytes(32).toString('base64url'))
  }

  /** `/auth/sign-in?realm=…&return=…` and `/auth/callback`, the two addresses that are visited, not called. */
  router(): Router {
    const router = express.Router()
    router.get('/auth/sign-in', (request, response) => this.#start(request, response))
    router.get('/auth/callback', (request, response) => this.#finish(request, response))
    return router
  }

  /**
   * Ends what the identity provider keeps of an ended session.
   *
   * @returns where to send the browser, so that it ends its own session there.
   */
  async signOut({ realm, tokens }: SessionRecord): Promise<string> {
    const { realms, publicUrl, log } = this.#options
    const afterwards = `${publicUrl}/sign-in`
    try {
      const configuration = await realms.configuration(realm)
      const metadata = configuration.serverMetadata()
      if (tokens.refresh !== undefined && metadata.revocation_endpoint !== undefined) {
        // An offline refresh token outlives the browser's session there. Nobody waits long for its end.
        const late = AbortSignal.timeout(REVOKE_TIMEOUT_MS)
        await Promise.race([
          tokenRevocation(configuration, tokens.refresh),
          new Promise((resolve) => late.addEventListener('abort', resolve)),
        ]).catch((error: unknown) => log.warn({ reason: reasonOf(error) }, 'refresh token not revoked'))
      }
      if (metadata.end_session_endpoint === undefined) return afterwards
      return buildEndSessionUrl(configuration, {
        post_logout_redirect_uri: afterwards,
        ...(tokens.id !== undefined && { id_token_hint: tokens.id }),
      }).href
    } catch (error) {
      log.warn({ reason: reasonOf(error) }, 'signed out here only')
      return afterwards
    }
  }

  async #start(request: Request, response: Response): Promise<void> {
    const { realm: asked, return: wanted } = request.query
    // Bounded, because it comes back in an address and in the log when it is no realm's name.
    const realm = typeof asked === 'string' ? asked.slice(0, 64) : ''
    const returnTo = safeReturnPath(wanted)
    try {
      const configuration = await this.#options.realms.configuration(realm, clientOf(request.ip))
      const ticket: SignInTicket = {
        realm,
        returnTo,
        state: randomState(),
        nonce: randomNonce(),
        verifier: randomPKCECodeVerifier(),
      }
      const url = buildAuthorizationUrl(configuration, {
        redirect_uri: this.#redirectUri,
        scope: this.#options.scopes,
        state: ticket.state,
        nonce: ticket.nonce,
        code_challenge: await calculatePKCECodeChallenge(ticket.verifier),
        code_challenge_method: 'S256',
      })
      this.#options.ticketCookie.write(response, await this.#sealer.seal(ticket), TICKET_LIFETIME_MS)
      redirect(response, url.href)
    } catch (error) {
      this.#fail(response, problemOf(error), error, realm, returnTo)
    }
  }

  async #finish(request: Request, response: Response): Promise<void> {
    const { realms, sessions, sessionCookie, ticketCookie, publicUrl, onSignIn } = this.#options
    const sealed = ticketCookie.read(request.headers.cookie)
    const ticket = sealed === undefined ? undefined : await this.#sealer.open(sealed)
    // Good for one attempt, whatever comes of it.
    ticketCookie.clear(response)
    if (!ticket || request.query['state'] !== ticket.state) {
      this.#fail(response, 'expired', undefined, ticket?.realm, ticket?.returnTo)
      return
    }
    try {
      const configuration = await realms.configuration(ticket.realm)
      const answer = await authorizationCodeGrant(configuration, new URL(request.originalUrl, publicUrl), {
        pkceCodeVerifier: ticket.verifier,
        expectedState: ticket.state,
        expectedNonce: ticket.nonce,
        idTokenExpected: true,
      })
      const session = sessionFrom(ticket.realm, realms.organizationOf(ticket.realm), tokensFrom(answer))
      if (answer.claims()?.sub !== session.subject)
        throw new Error('ID and access token name different subjects')
      // Always a new id, so that nobody signs in under one that somebody else has planted or kept.
      const before = sessionCookie.read(request.headers.cookie)
      const { id } = await sessions.create(session)
      sessionCookie.write(response, id)
      if (before !== undefined) {
        const old = await sessions.use(before)
        if (old) await sessions.end(old.key)
      }
      onSignIn?.('signed-in')
      redirect(response, ticket.returnTo)
    } catch (error) {
      this.#fail(response, problemOf(error), error, ticket.realm, ticket.returnTo)
    }
  }

  get #redirectUri(): string {
    return `${this.#options.publicUrl}/auth/callback`
  }

  #fail(
    response: Response,
    problem: SignInProblem,
    error: unknown,
    realm: string | undefined,
    returnTo: string | undefined,
  ): void {
    const { log, onSignIn } = this.#options
    onSignIn?.(problem)
    log.info(
      { problem, realm, ...(error !== undefined && { reason: reasonOf(error) }) },
      'sign-in did not succeed',
    )
    const query = new URLSearchParams({
      problem,
      ...(realm && { realm }),
      ...(returnTo !== undefined && returnTo !== '/' && { return: returnTo }),
    })
    redirect(response, `/sign-in?${query.toString()}`)
  }
}

function redirect(response: Response, to: string): void {
  // 303: the browser asks for the next page with GET, whatever it did before.
  response.set('cache-control', 'no-store').redirect(303, to)
}

function problemOf(error: unknown): SignInProblem {
  if (error instanceof UnknownRealm) return 'unknown-organization'
  if (error instanceof TooManyLookups) return 'too-many-attempts'
  if (error instanceof IdentityUnreachable || error instanceof TypeError) return 'provider-unreachable'
  if (error instanceof AuthorizationResponseError && error.error === 'access_denied') return 'access-denied'
  return 'failed'
}

/** Never the error itself: those of the protocol carry codes and tokens. */
function reasonOf(error: unknown): string {
  if (error instanceof AuthorizationResponseError) return error.error
  return error instanceof Error ? error.message : String(error)
}
