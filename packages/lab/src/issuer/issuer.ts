import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { PLATFORM_REALM, REALMS, type Person } from '../people.ts'
import { closeServer, listen } from '../listen.ts'
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
}

export interface Issuer {
  /** `http://127.0.0.1:<port>`; realm R is at `<base>/realms/R`. */
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
  const server = createServer((request, response) => {
    void answer(realms, request, response).catch((error: unknown) => {
      options.log(`issuer: ${request.method ?? ''} ${pathOf(request)}: ${String(error)}`)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  })
  const port = await listen(server, options.port)
  const base = `http://127.0.0.1:${port}`
  await Promise.all(
    REALMS.map(async (realm) => {
      realms.set(realm, await makeRealm({ ...options, realm, issuer: `${base}/realms/${realm}` }))
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
    stop: () => closeServer(server),
  }
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
    const known = [...realms.keys()].filter((realm) => realm !== PLATFORM_REALM).join(', ')
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(`There is no such Organization in the lab. Those that are: ${known}.\n`)
    return
  }
  // The library finds out where it is mounted from the two paths.
  Object.assign(request, { originalUrl: request.url, url: rest })
  await realm.handle(request, response)
}
