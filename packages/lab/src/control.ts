import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Usage } from './clusters/usage.ts'
import { delays } from './controllers/settings.ts'
import { closeServer, listen } from './listen.ts'
import { eipQuota } from './options.ts'

/** How the API server misbehaves; what is left out stays as it is. */
export const faults = z.strictObject({
  /** `down`: connections are reset; `hang`: accepted and never answered; `error`: every request gets a 500. */
  api: z.enum(['up', 'down', 'hang', 'error']).optional(),
  /** `freeze`: open watches fall silent without closing; `drop`: they are closed once, and new ones flow. */
  watches: z.enum(['flow', 'freeze', 'drop']).optional(),
})

export type Faults = z.infer<typeof faults>

/** What may be changed while the lab runs. */
export const changes = z.strictObject({
  delays: delays.partial().optional(),
  /** Public addresses per plan, replacing the catalogue's. */
  eipQuota: eipQuota.optional(),
  /** Whether Projects of egress type `public` may be created. */
  allowPublicProjects: z.boolean().optional(),
  /** Whether External IPs that wait for an address count in the quota's `used` (kube-dc.md §13, 13). */
  waitingCountsAsUsed: z.boolean().optional(),
})

export type Changes = z.infer<typeof changes>

const tokenWish = z.strictObject({
  username: z.string(),
  /** Life in seconds; absent: that of a sign-in. */
  ttlSeconds: z.number().int().min(1).optional(),
})

export type TokenWish = z.infer<typeof tokenWish>

/** As the cluster calls them: with the prefix of their realm, or `system:serviceaccount:<namespace>:<name>`. */
const usageWish = z.strictObject({ username: z.string() })

export type UsageWish = z.infer<typeof usageWish>

/** One of `POOL_SCENARIOS`, in a Project that is ready. */
const scenarioWish = z.strictObject({
  name: z.string(),
  act: z.enum(['break', 'heal']),
  organization: z.string(),
  /** Backing namespace of the Project. */
  namespace: z.string(),
})

export type ScenarioWish = z.infer<typeof scenarioWish>

/** What the control API does; each call ends when it is done. */
export interface Controls {
  readonly faults: (faults: Faults) => Promise<void>
  /** Forgets the API server's history, so that older resourceVersions get 410. */
  readonly compact: () => void
  readonly change: (changes: Changes) => Promise<void>
  /** @throws {Error} in words when there is no such person. */
  readonly token: (wish: TokenWish) => Promise<string>
  /** What somebody has asked of the API so far, each kind of request once. @throws {Error} in words when it is not known. */
  readonly usage: (wish: UsageWish) => Promise<readonly Usage[]>
  /** Breaks addresses in one way, or heals them; done when the objects show it. @throws {Error} in words when there is no such way. */
  readonly scenario: (wish: ScenarioWish) => Promise<void>
}

export interface ControlServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const LARGEST_BODY = 100_000

/**
 * Serves the lab's control API on loopback: `POST /lab/faults|compact|settings|tokens|usage|scenarios` with a bearer token. For tests
 * and benchmarks only; it never answers a browser of another origin, because those cannot send the token.
 */
export async function startControl(token: string, controls: Controls): Promise<ControlServer> {
  const server = createServer((request, response) => {
    void answer(token, controls, request)
      .then((body) => send(response, 200, body))
      .catch((error: unknown) => {
        const status = error instanceof Refusal ? error.status : 400
        send(response, status, { error: error instanceof Error ? error.message : String(error) })
      })
  })
  const port = await listen(server, 0)
  return { url: `http://127.0.0.1:${port}`, stop: () => closeServer(server) }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function answer(token: string, controls: Controls, request: IncomingMessage): Promise<object> {
  if (!isBearer(request, token)) throw new Refusal(401, 'The bearer token is not that of this lab.')
  if (request.method !== 'POST') throw new Refusal(405, 'Only POST is served here.')
  if (Number(request.headers['content-length'] ?? 0) > LARGEST_BODY)
    throw new Refusal(413, 'The body is too large.')
  const content = await text(request)
  const body: unknown = content === '' ? {} : JSON.parse(content)
  switch (request.url) {
    case '/lab/faults':
      await controls.faults(faults.parse(body))
      return {}
    case '/lab/compact':
      controls.compact()
      return {}
    case '/lab/settings':
      await controls.change(changes.parse(body))
      return {}
    case '/lab/tokens':
      return { token: await controls.token(tokenWish.parse(body)) }
    case '/lab/usage':
      return { usage: await controls.usage(usageWish.parse(body)) }
    case '/lab/scenarios':
      await controls.scenario(scenarioWish.parse(body))
      return {}
    default:
      throw new Refusal(404, 'There is no such control.')
  }
}

function isBearer(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${token}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
