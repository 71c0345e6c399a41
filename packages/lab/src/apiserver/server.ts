import { randomBytes } from 'node:crypto'
import { Authenticator, type TrustedIssuer } from './authentication.ts'
import { createApi, type ApiOptions } from './create-api.ts'
import { answer, type Edge } from './edge.ts'
import { FaultControl, type Faults } from './faults.ts'
import type { Json } from './json.ts'
import { Listener, loopbackCertificate } from './listener.ts'
import { loadObject } from './load.ts'

export interface ApiServerOptions extends ApiOptions {
  /** Loopback port; 0 takes a free one. */
  readonly port?: number
  /** Bearer token of a member of system:masters; made up when absent. */
  readonly adminToken?: string
  readonly issuers?: readonly TrustedIssuer[]
  /** Told of every decision about a request, for tests. */
  readonly onDecision?: Edge['onDecision']
}

/** A running API server. */
export interface ApiServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** The same port over TLS, which kubectl insists on before it sends a token. */
  readonly secureUrl: string
  /** PEM of the certificate that clients of `secureUrl` have to trust. */
  readonly certificateAuthority: string
  readonly adminToken: string
  /** Objects of all kinds. */
  readonly objectCount: number
  readonly openWatches: number
  stop(): Promise<void>
  setFault(faults: Faults): Promise<void>
  /** Forgets history: watches and lists that go on from before get 410. */
  compact(): void
  /** Accepts tokens of this issuer from now on. */
  trustIssuer(issuer: TrustedIssuer): void
  /** @throws {Error} when there is no such ServiceAccount. */
  mintServiceAccountToken(namespace: string, name: string, seconds?: number): Promise<string>
  /** Stores an object with its status and age; see `loadObject`. */
  load(object: Json): void
}

const DEFAULT_TOKEN_SECONDS = 365 * 24 * 3600

/** Starts an in-memory Kubernetes API server on loopback. */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const adminToken = options.adminToken ?? randomBytes(24).toString('base64url')
  const certificate = await loopbackCertificate()
  const api = await createApi({ rootCertificate: certificate.cert, ...options })
  const accounts = api.registry.builtin('', 'serviceaccounts').table
  const uidOf = (namespace: string, name: string) => accounts.get(`${namespace}/${name}`)?.object.metadata.uid
  const authenticator = new Authenticator(adminToken, uidOf)
  for (const issuer of options.issuers ?? []) authenticator.trust(issuer)

  const onDecision = options.onDecision ?? (() => undefined)
  const listener = new Listener(options.port ?? 0, certificate, (message, response) => {
    const address = `127.0.0.1:${listener.port}`
    void answer({ api, authenticator, faults, address, onDecision }, message, response)
  })
  const faults = new FaultControl(listener)
  await listener.open()

  return {
    url: `http://127.0.0.1:${listener.port}`,
    secureUrl: `https://127.0.0.1:${listener.port}`,
    certificateAuthority: certificate.cert,
    adminToken,
    get objectCount() {
      return api.store.size
    },
    get openWatches() {
      return faults.openWatches
    },
    stop: () => listener.close(),
    setFault: (wanted) => faults.set(wanted),
    compact: () => api.store.compact(),
    load: (object) => loadObject(api, object),
    trustIssuer: (issuer) => authenticator.trust(issuer),
    mintServiceAccountToken: async (namespace, name, seconds = DEFAULT_TOKEN_SECONDS) => {
      const uid = uidOf(namespace, name)
      if (uid === undefined)
        throw new Error(`There is no ServiceAccount ${namespace}/${name} to make a token for.`)
      return authenticator.mint(namespace, name, uid, seconds)
    },
  }
}
