import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { Listener, type Certificate } from '../apiserver/listener.ts'
import { PLATFORM_REALM, REALMS, type Person } from '../people.ts'
import { closeServer, listen, listenError } from '../listen.ts'
import { trustOf, type RealmTrust } from './claims.ts'
import { makeRealm, type Realm } from './realm.ts'

export interface IssuerOptions {
  /** 0 takes any free port. */
  readonly port: number
  readonly consoleUrls: readonly string[]
  readonly tokenTtlSeconds: number
  /** Backing namespaces that a person may access, asked anew for every token. */
  readonly namespaces: (person: Person) => readonly string[]
  readonly log: (message: string) => void
  /**
   * With one the issuers are https, as kube-apiserver demands. Browsers are still sent to the same port over http: they
   * would not trust the certificate.
   */
  readonly certificate?: Certificate
}

export interface Issuer {
  /** `http://127.0.0.1:<port>`, or https with a certificate; realm R is at `<base>/realms/R`. */
  readonly base: string
  readonly trusts: readonly RealmTrust[]
  /** An access token for a person, as a sign-in would bring it, with a life of its own. */
  readonly mint: (person: Person, ttlSeconds: number) => Promise<string>
  readonly stop: () => Promise<void>
}

const REALM_PATH = /^\/realms\/([a-z0-9-]+)(\/.*)$/

/**
 * The lab's identity provider: one OIDC issuer per realm on one loopback port.
 *
 * @throws when the port is taken.
 */
export async function startIssuer(options: IssuerOptions): Promise<Issuer> {
  const realms = new Map<string, Realm>()
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    void answer(realms, request, response).catch((error: unknown) => {
      options.log(`issuer: ${request.method ?? ''} ${pathOf(request)}: ${String(error)}`)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
  const { port, stop } = await serve(options, onRequest)
  const browserBase = `http://127.0.0.1:${port}`
  const base = options.certificate ? `https://127.0.0.1:${port}` : browserBase
  await Promise.all(
    REALMS.map(async (realm) => {
      realms.set(
        realm,
        await makeRealm({ ...options, realm, issuer: `${base}/realms/${realm}`, browserBase }),
      )
    }),
  )
  return {
    base,
    trusts: REALMS.map((realm) => trustOf(realm, `${base}/realms/${realm}`)),
    mint: (person, ttlSeconds) => {
      const realm = realms.get(person.realm)
      if (!realm) throw new Error(`the lab has no realm ${person.realm}`)
      return realm.mint(person, ttlSeconds)
    },
    stop,
  }
}

async function serve({ port, certificate }: IssuerOptions, onRequest: RequestListener) {
  if (certificate) {
    const listener = new Listener(port, certificate, onRequest)
    await listener.open().catch((error: unknown) => {
      throw listenError(error, port)
    })
    return { port: listener.port, stop: () => listener.close() }
  }
  const server = createServer(onRequest)
  return { port: await listen(server, port), stop: () => closeServer(server) }
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/'
}

async function answer(
  realms: ReadonlyMap<string, Realm>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, name = '', rest = '/'] = REALM_PATH.exec(request.url ?? '') ?? []
  const realm = realms.get(name)
  if (!realm) {
    // In the order of the list, not in that in which their keys happened to be made.
    const known = REALMS.filter((realm) => realm !== PLATFORM_REALM && realms.has(realm)).join(', ')
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(`There is no such Organization in the lab. Those that are: ${known}.\n`)
    return
  }
  // The library finds out where it is mounted from the two paths.
  Object.assign(request, { originalUrl: request.url, url: rest })
  await realm.handle(request, response)
}
