import { startLab, type Lab } from '@kube-dc/lab/lab'
import { KIND_NAMES } from '@kube-dc/networking/model/kinds'
import { installation } from '@kube-dc/networking/model/installation'
import { pino } from 'pino'
import { AccessReviews } from '../cluster/access.ts'
import { AsUser } from '../cluster/as-user.ts'
import type { Caller } from '../cluster/caller.ts'
import { Cluster, type ClusterRequest, type ClusterRequests } from '../cluster/connection.ts'
import { ClusterRefusal } from '../cluster/errors.ts'
import { createInformers, type Informers } from '../cluster/informers.ts'
import type { Visitor } from '../http/route.ts'
import { createOperations } from '../operations/create-operations.ts'
import type { Operations } from '../operations/operations.ts'
import type { LoopTimes } from '../operations/loop.ts'
import type { Runner } from '../operations/runner.ts'
import { signedOut } from '../problem-error.ts'

export const NAMESPACE = 'nimbus-edge'
export const PLATFORM_NAMESPACE = 'kube-dc'

/** Times in which a test sees a lease end; requests to the lab take a fraction of them. */
const FAST_TIMES: LoopTimes = { leaseMs: 300, pollMs: 10, longestMs: 30_000, graceMs: 100 }

/** Answers a request in the cluster's place, or lets it pass. */
export type Interference = (
  request: Omit<ClusterRequest, 'as'>,
  pass: () => Promise<unknown>,
) => Promise<unknown>

/** One server as far as operations go: what it does is lost with it, what it wrote is not. */
export interface TestServer {
  readonly operations: Operations
  readonly runner: Runner
}

/** The lab, and servers before it that die and are replaced. */
export interface OperationsSetting {
  readonly lab: Lab
  server(interfere?: Interference): TestServer
  /** Somebody with their own token, in a session of their own. */
  visitor(username: string): Promise<Visitor>
  /** The status with which the platform's own token is answered, and the body. */
  kubectl(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>
  stop(): Promise<void>
}

/** Whether a request of a person changes something of an operation, and not only as a trial. */
export function isChange({ method, path, query, body }: Omit<ClusterRequest, 'as'>): boolean {
  if (method === undefined || method === 'GET' || path.includes('authorization.k8s.io')) return false
  // The journal of an operation is removed when all is over, whoever comes by.
  if (method === 'DELETE' && path.includes('/configmaps/')) return false
  const isTrial = typeof body === 'object' && body !== null && 'dryRun' in body
  return query?.['dryRun'] === undefined && !isTrial
}

/**
 * Lets the nth change through, or not, and nothing after it: the server is gone.
 *
 * @returns the interference; `reached`: it is gone, and what it asked for last has landed or never will.
 */
export function deathAt(nth: number, lands: boolean): Interference & { readonly reached: () => boolean } {
  let count = 0
  let isReached = false
  return Object.assign(
    async (request: Omit<ClusterRequest, 'as'>, pass: () => Promise<unknown>) => {
      if (count > nth) throw signedOut()
      if (!isChange(request)) return pass()
      count += 1
      if (count <= nth) return pass()
      if (lands) await pass().catch(() => undefined)
      isReached = true
      throw signedOut()
    },
    { reached: () => isReached },
  )
}

export async function startOperationsSetting(): Promise<OperationsSetting> {
  const lab = await startLab({ delays: { readyMs: 0 } }, () => undefined)
  const log = pino({ level: 'silent' })
  const own = { authorization: `Bearer ${lab.info.bff.token}` }
  const cluster = new Cluster({ server: lab.info.apiServer, ownHeaders: () => Promise.resolve(own) })
  const times = { serverTimeoutSeconds: 300, silenceSeconds: 60 }
  const informers: Informers = createInformers({ cluster, times, log })
  for (const kind of KIND_NAMES) informers[kind].start()
  await Promise.all(KIND_NAMES.map((kind) => informers[kind].whenSynced()))
  const access = new AccessReviews({ cluster, maxAgeMs: 30_000 })
  const runners: Runner[] = []
  const admin = { token: lab.adminToken, tenant: 'admin' }

  return {
    lab,
    server(interfere) {
      const way = interfere ? interfered(cluster, interfere) : cluster
      const asUser = new AsUser(way, () => undefined)
      const made = createOperations({
        cluster: way,
        informers,
        access,
        asUser,
        installation: installation.parse(lab.info.installation),
        log,
        times: FAST_TIMES,
      })
      runners.push(made.runner)
      return made
    },
    visitor: (username) => visitorOf(lab, username),
    async kubectl(method, path, body) {
      const attempt = cluster.request({ method, path, body, as: admin, timeoutMs: 10_000 })
      return attempt.catch((error: unknown) => {
        if (error instanceof ClusterRefusal && error.code === 404) return undefined
        throw error
      })
    },
    async stop() {
      await Promise.all(runners.map((runner) => runner.stop()))
      await Promise.all(KIND_NAMES.map((kind) => informers[kind].stop()))
      await cluster.close()
      await lab.stop()
    },
  }
}

function interfered(cluster: ClusterRequests, interfere: Interference): ClusterRequests {
  return { request: (request) => interfere(request, () => cluster.request(request)) }
}

let sessions = 0

async function visitorOf(lab: Lab, username: string): Promise<Visitor> {
  const token = await lab.controls.token({ username, ttlSeconds: 3_600 })
  sessions += 1
  const key = `session-${sessions}`
  const caller: Caller = {
    key,
    tenant: username.split('-')[0] ?? '',
    who: username,
    token: () => Promise.resolve(token),
    tokenAfter: () => Promise.reject(signedOut()),
    rejected: () => Promise.resolve(),
  }
  const now = Date.now()
  const tokens = { access: token, accessExpiresAt: now + 3_600_000, accessIssuedAt: now }
  const person = { username, name: username, groups: [] }
  const session = {
    key,
    realm: caller.tenant,
    subject: username,
    person,
    claimedNamespaces: [],
    tokens,
    createdAt: now,
    usedAt: now,
  }
  return { caller, session }
}
