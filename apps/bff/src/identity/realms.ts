import { LRUCache } from 'lru-cache'
import {
  allowInsecureRequests,
  ClientError,
  discovery,
  enableNonRepudiationChecks,
  None,
  type Configuration,
} from 'openid-client'
import type { Config } from '../config.ts'
import { LookupLimit } from './lookup-limit.ts'

/** No such realm: somebody mistyped their Organization. */
export class UnknownRealm extends Error {
  override readonly name = 'UnknownRealm'
}

/** The identity provider did not answer, or not as one. */
export class IdentityUnreachable extends Error {
  override readonly name = 'IdentityUnreachable'
}

/** How long an issuer's metadata is taken for current. Its signing keys are looked up anew whenever one is unknown. */
const CURRENT_MS = 10 * 60_000
/** Anybody may type any name: a wrong one must not cost the identity provider a request each time. */
const UNKNOWN_MS = 30_000
const MAX_REALMS = 5_000
const REQUEST_TIMEOUT_SECONDS = 10

// eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so that nobody uses it unasked: the setting asks
const allowPlainHttp = allowInsecureRequests

// Also the only names Organizations can have, as theirs is the name of a namespace.
const REALM = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/

/** The OIDC issuers that people may sign in at: one realm per Organization, and that of the platform's staff. */
export class Realms {
  readonly #settings: Config['identity']
  readonly #known = new LRUCache<string, { readonly configuration: Configuration; readonly at: number }>({
    max: MAX_REALMS,
  })
  readonly #unknown = new LRUCache<string, true>({ max: MAX_REALMS, ttl: UNKNOWN_MS })
  readonly #lookups = new Map<string, Promise<Configuration>>()
  readonly #limit = new LookupLimit()

  constructor(settings: Config['identity']) {
    this.#settings = settings
  }

  /** The Organization that a realm belongs to; undefined for the platform's own. */
  organizationOf(realm: string): string | undefined {
    return realm === this.#settings.platform?.realm ? undefined : realm
  }

  /**
   * What is needed to talk to a realm's issuer, kept for a while.
   *
   * @param client Who typed the name, see `clientOf`; undefined where nobody did. A realm that is known costs nobody
   *   anything.
   * @throws {UnknownRealm} for a name that is no realm's.
   * @throws {IdentityUnreachable} when that cannot be found out and was not known before.
   * @throws {TooManyLookups} when it is not known and too much is being looked up, by this client or all together.
   */
  async configuration(realm: string, client?: string): Promise<Configuration> {
    if (!REALM.test(realm) || this.#unknown.has(realm)) throw new UnknownRealm(realm)
    const known = this.#known.get(realm)
    if (known && Date.now() - known.at < CURRENT_MS) return known.configuration
    try {
      return await this.#lookUp(realm, known ? undefined : client)
    } catch (error) {
      // Old metadata is worth more than none: issuers hardly ever change theirs.
      if (known && !(error instanceof UnknownRealm)) return known.configuration
      throw error
    }
  }

  #lookUp(realm: string, client: string | undefined): Promise<Configuration> {
    const running = this.#lookups.get(realm)
    if (running) return running
    const lookup = this.#limit
      .run(client, () => this.#discover(realm))
      .finally(() => this.#lookups.delete(realm))
    this.#lookups.set(realm, lookup)
    return lookup
  }

  async #discover(realm: string): Promise<Configuration> {
    const { issuer, clientId, platform, allowInsecureIssuer } = this.#settings
    const client = realm === platform?.realm ? platform.clientId : clientId
    try {
      const configuration = await discovery(
        new URL(decodeURI(issuer).replace('{realm}', realm)),
        client,
        undefined,
        // Public clients (kube-dc.md §8.1): PKCE instead of a secret.
        None(),
        {
          timeout: REQUEST_TIMEOUT_SECONDS,
          // The library trusts an ID token that came over TLS; we check its signature all the same.
          execute: [enableNonRepudiationChecks, ...(allowInsecureIssuer ? [allowPlainHttp] : [])],
        },
      )
      this.#known.set(realm, { configuration, at: Date.now() })
      return configuration
    } catch (error) {
      if (error instanceof ClientError && error.cause instanceof Response && error.cause.status === 404) {
        this.#known.delete(realm)
        this.#unknown.set(realm, true)
        throw new UnknownRealm(realm)
      }
      throw new IdentityUnreachable('The issuer’s metadata cannot be read', { cause: error })
    }
  }
}
