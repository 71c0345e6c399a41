import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose'
import {
  errors,
  interactionPolicy,
  Provider,
  type Configuration,
  type KoaContextWithOIDC,
} from 'oidc-provider'
import { PEOPLE, type Person } from '../people.ts'
import { audiencesOf, claimsOf, clientOf, subjectOf } from './claims.ts'
import { messagePage, policyFor, signInPage, signOutPage } from './page.ts'
import { RealmStore } from './store.ts'

const ALGORITHM = 'ES256'
/** The one thing that access tokens are for; people never name it. */
const CLUSTER = 'urn:kube-dc:cluster'
const HOUR = 3600

export interface RealmOptions {
  readonly realm: string
  /** `<base>/realms/<realm>`. */
  readonly issuer: string
  /** Where browsers reach the server: an issuer's own scheme may be one that they do not trust here. */
  readonly browserBase: string
  /** Bases of consoles that may be returned to, beside any port of this machine's loopback. */
  readonly consoleUrls: readonly string[]
  /** Life of an access token in seconds. */
  readonly tokenTtlSeconds: number
  /** Backing namespaces that a person may access, asked anew for every token. */
  readonly namespaces: (person: Person) => readonly string[]
}

export interface Realm {
  /** Answers one request whose path is below the realm, e.g. `/auth`. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>
  /** An access token for a person, as a sign-in would bring it. */
  readonly mint: (person: Person, ttlSeconds: number) => Promise<string>
}

/** Where sign-ins may return to: the consoles named, and this machine's loopback on any port (RFC 8252 §7.3). */
function returnUris(consoleUrls: readonly string[], path: string): string[] {
  const bases = [...consoleUrls, 'http://127.0.0.1', 'http://localhost']
  return [...new Set(bases.map((base) => new URL(path, base).href))]
}

function configure(options: RealmOptions, people: ReadonlyMap<string, Person>, key: JWK): Configuration {
  const { realm, issuer, consoleUrls, tokenTtlSeconds, namespaces } = options
  const origins = consoleUrls.map((url) => new URL(url).origin)
  const respond = (ctx: KoaContextWithOIDC, render: (styleNonce: string) => string) => {
    const nonce = randomBytes(16).toString('base64')
    ctx.set('Content-Security-Policy', policyFor(nonce, origins))
    ctx.type = 'html'
    ctx.body = render(nonce)
  }
  return {
    adapter: new RealmStore().part,
    jwks: { keys: [key] },
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      // Realms share a host, and cookies know no ports: each stays below its own path.
      long: { path: new URL(issuer).pathname, httpOnly: true, sameSite: 'lax', signed: true },
      short: { path: new URL(issuer).pathname, httpOnly: true, sameSite: 'lax', signed: true },
    },
    clients: [
      {
        client_id: clientOf(realm),
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: returnUris(consoleUrls, '/auth/callback'),
        post_logout_redirect_uris: returnUris(consoleUrls, '/sign-in'),
        id_token_signed_response_alg: ALGORITHM,
      },
    ],
    pkce: { required: () => true },
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    claims: {
      openid: ['sub', 'groups', 'org'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    // Keycloak puts the claims of the scopes into the ID token, too.
    conformIdTokenClaims: false,
    findAccount: (_ctx, subject) => {
      const person = people.get(subject)
      return person && { accountId: subject, claims: () => ({ sub: subject, ...claimsOf(person, []) }) }
    },
    extraTokenClaims: (_ctx, token) => {
      const person = 'accountId' in token ? people.get(token.accountId) : undefined
      return person && claimsOf(person, namespaces(person))
    },
    formats: {
      customizers: {
        jwt: (_ctx, _token, { payload }) => {
          payload['aud'] = [...audiencesOf(realm)]
          payload['azp'] = clientOf(realm)
        },
      },
    },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => CLUSTER,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: '',
          audience: clientOf(realm),
          accessTokenTTL: tokenTtlSeconds,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: ALGORITHM } },
        }),
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          if (!(await signOutAtOnce(ctx))) respond(ctx, (nonce) => signOutPage(realm, form, nonce))
        },
        postLogoutSuccessSource: (ctx) =>
          respond(ctx, (nonce) => messagePage('Signed out', `You are signed out of ${realm}.`, nonce)),
      },
    },
    // Like Keycloak: a refresh token with every sign-in, a new one with every use, none survives its reuse.
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    expiresWithSession: () => false,
    rotateRefreshToken: true,
    interactions: {
      policy: withoutConsent(),
      url: (_ctx, { uid }) => `${new URL(issuer).pathname}/interaction/${uid}`,
    },
    loadExistingGrant: grantEverything,
    renderError: (ctx, { error, error_description }) =>
      respond(ctx, (nonce) =>
        messagePage('This sign-in cannot go on', `${error_description ?? error}.`, nonce),
      ),
    clientBasedCORS: () => false,
    ttl: {
      AccessToken: tokenTtlSeconds,
      AuthorizationCode: 60,
      Grant: 24 * HOUR,
      IdToken: tokenTtlSeconds,
      Interaction: HOUR,
      RefreshToken: 24 * HOUR,
      Session: 24 * HOUR,
    },
  }
}

/** Nobody is asked for consent: the console is the platform's own. */
function withoutConsent(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  policy.remove('consent')
  return policy
}

/** The grant that a consent would have made. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { provider, session, client } = ctx.oidc
  if (!session?.accountId || !client) return undefined
  const known = session.grantIdFor(client.clientId)
  const grant =
    (known && (await provider.Grant.find(known))) ||
    new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope('openid offline_access profile email')
  await grant.save()
  return grant
}

/**
 * Ends the session without a question when an ID token of that very person shows who asks, as Keycloak does: refresh
 * tokens of the session die with it.
 *
 * @returns false when there is no such proof, or nowhere to return to.
 */
async function signOutAtOnce(ctx: KoaContextWithOIDC): Promise<boolean> {
  const { provider, session, entities, params } = ctx.oidc
  const subject = entities.IdTokenHint?.payload['sub']
  const back = params?.['post_logout_redirect_uri']
  if (!session || subject !== session.accountId || typeof back !== 'string') return false
  for (const { grantId } of Object.values(session.authorizations ?? {})) {
    const grant = grantId ? await provider.Grant.find(grantId) : undefined
    await grant?.destroy()
  }
  await session.destroy()
  const target = new URL(back)
  if (typeof params?.['state'] === 'string') target.searchParams.set('state', params['state'])
  ctx.status = 303
  ctx.redirect(target.href)
  return true
}

/** Makes one realm with keys of its own. */
export async function makeRealm(options: RealmOptions): Promise<Realm> {
  const { realm, issuer } = options
  const members = PEOPLE.filter((person) => person.realm === realm)
  const people = new Map(members.map((person) => [subjectOf(person), person]))
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true })
  const kid = randomBytes(8).toString('hex')
  const key: JWK = { ...(await exportJWK(privateKey)), kid, alg: ALGORITHM, use: 'sig' }
  const provider = new Provider(issuer, configure(options, people, key))
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path === '/.well-known/openid-configuration') ctx.body = forBrowsers(options, ctx.body)
  })
  const answer = provider.callback()
  return {
    handle: async (request, response) => {
      const path = new URL(request.url ?? '/', issuer).pathname
      if (path.startsWith('/interaction/')) await interact(provider, options, members, request, response)
      else await answer(request, response)
    },
    mint: (person, ttlSeconds) => mint(options, person, ttlSeconds, privateKey, kid),
  }
}

/** The discovery document with the two addresses that browsers are sent to. */
function forBrowsers({ browserBase }: RealmOptions, document: unknown): unknown {
  if (typeof document !== 'object' || document === null) return document
  const moved = Object.entries(document).map(([name, value]: [string, unknown]) => {
    const visited = name === 'authorization_endpoint' || name === 'end_session_endpoint'
    return [
      name,
      visited && typeof value === 'string' ? new URL(new URL(value).pathname, browserBase).href : value,
    ]
  })
  return Object.fromEntries(moved)
}

/** Shows who can be chosen, and takes the choice. */
async function interact(
  provider: Provider,
  { realm, issuer, consoleUrls }: RealmOptions,
  members: readonly Person[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const nonce = randomBytes(16).toString('base64')
  const origins = consoleUrls.map((url) => new URL(url).origin)
  response.setHeader('Content-Security-Policy', policyFor(nonce, origins))
  response.setHeader('Cache-Control', 'no-store')
  const show = (status: number, html: string) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html)
  }
  try {
    const { uid } = await provider.interactionDetails(request, response)
    if (request.method === 'POST') {
      const chosen = new URLSearchParams(await body(request)).get('username')
      const person = members.find(({ username }) => username === chosen)
      if (person) {
        await provider.interactionFinished(request, response, { login: { accountId: subjectOf(person) } })
        return
      }
    }
    show(200, signInPage(realm, members, `${new URL(issuer).pathname}/interaction/${uid}`, nonce))
  } catch (error) {
    if (!(error instanceof errors.OIDCProviderError)) throw error
    const sentence =
      'It was begun too long ago or in another browser. Go back to the console and sign in again.'
    show(400, messagePage('This sign-in cannot go on', sentence, nonce))
  }
}

const LONGEST_BODY = 10_000

async function body(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > LONGEST_BODY) return ''
  return text(request)
}

async function mint(
  { realm, issuer, namespaces }: RealmOptions,
  person: Person,
  ttlSeconds: number,
  key: CryptoKey,
  kid: string,
): Promise<string> {
  return new SignJWT({ ...claimsOf(person, namespaces(person)), azp: clientOf(realm) })
    .setProtectedHeader({ alg: ALGORITHM, kid, typ: 'at+jwt' })
    .setIssuer(issuer)
    .setSubject(subjectOf(person))
    .setAudience([...audiencesOf(realm)])
    .setIssuedAt()
    .setExpirationTime(`${ttlSeconds}s`)
    .setJti(randomBytes(12).toString('hex'))
    .sign(key)
}
