import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { RealmTrust } from '../../packages/lab/src/issuer/claims.ts'
import { errorCode, Failure } from '../failure.ts'
import { freePort, LOOPBACK } from '../ports.ts'
import { loopbackCertificate, type Certificate } from '../../packages/lab/src/apiserver/listener.ts'
import { lastWords, startDaemon, type Daemon } from './daemon.ts'
import { applyDefinitions } from './definitions.ts'
import { exchange, type Server } from './exchange.ts'
import { writeFiles, type ClusterFiles } from './files.ts'
import { apiServerFlags, controllerManagerFlags, etcdFlags } from './flags.ts'
import { findPrograms, type Programs } from './programs.ts'

export interface ClusterSettings {
  /** Realms whose tokens count. Their issuers serve TLS with `certificate` and had better answer before the start. */
  readonly trusts?: readonly RealmTrust[]
  /** Shared with the issuers; absent: a new one. */
  readonly certificate?: Certificate
  /** Port of the API server on loopback; absent: a free one. */
  readonly port?: number
  /** Folder for everything the cluster writes, empty or absent before; kept afterwards. Absent: a temporary one. */
  readonly folder?: string
  /** Folder for the servers' logs and the audit log; absent: the same. */
  readonly logFolder?: string
  /** Told what is being done, for whoever waits. */
  readonly say?: (words: string) => void
}

/** A running Kubernetes: etcd, kube-apiserver and kube-controller-manager on loopback, with the lab's definitions. */
export interface Cluster {
  /** `https://127.0.0.1:<port>` */
  readonly url: string
  /** Authority of its certificate, as PEM. */
  readonly ca: string
  /** Bearer token of a member of `system:masters`. */
  readonly adminToken: string
  readonly files: ClusterFiles
  readonly programs: Programs
  /** Settles when one of the servers ends by itself, in words. */
  readonly died: Promise<string>
  /**
   * Forgets history up to now, so that lists cannot go on from before: within some 15 seconds, because the API server
   * has snapshots of its own. Watches have a longer memory, which nothing shortens.
   */
  compact(): Promise<void>
  stop(): Promise<void>
}

const READY_LIMIT_MS = 60_000
const POLL_MS = 50

/**
 * Starts a cluster and waits until it can be used.
 *
 * @throws {Failure} when Kubernetes cannot be built or a server does not start; nothing is left running then.
 */
export async function startCluster(settings: ClusterSettings = {}): Promise<Cluster> {
  const { trusts = [], say = () => undefined } = settings
  const programs = await findPrograms(say)
  const folder = openFolder(settings.folder)
  const logs = settings.logFolder ?? folder.path
  const running: Daemon[] = []
  const stop = async () => {
    // Backwards: the API server flushes to etcd while it goes.
    for (const daemon of running.splice(0).reverse()) await daemon.stop()
    folder.remove()
  }
  const died = Promise.withResolvers<string>()
  const start = (program: string, name: string, flags: readonly string[]) => {
    const daemon = startDaemon({ folder: folder.path, logs, program, name, flags })
    running.push(daemon)
    void daemon.ended.then((how) => {
      if (running.includes(daemon)) died.resolve(`${name} ${how}. ${lastWords(logs, name)}`)
    })
  }
  const orDeath = <T>(work: Promise<T>) => Promise.race([work, died.promise.then(fail)])
  try {
    const certificate = settings.certificate ?? (await loopbackCertificate())
    const port = settings.port ?? (await freePort())
    const url = `https://${LOOPBACK}:${port}`
    const server = { url, ca: certificate.cert }
    const adminToken = randomBytes(24).toString('base64url')
    const controllerManagerToken = randomBytes(24).toString('base64url')
    const files = writeFiles(folder.path, {
      logs,
      url,
      certificate,
      trusts,
      adminToken,
      controllerManagerToken,
    })
    const socket = join(folder.path, 'etcd.sock')
    say('Starting etcd and kube-apiserver')
    start(programs.etcd, 'etcd', etcdFlags(join(folder.path, 'etcd'), socket))
    start(programs.apiServer, 'kube-apiserver', apiServerFlags(socket, port, files))
    await orDeath(
      until('kube-apiserver is ready', async () => (await get(server, adminToken, '/readyz')) === 200),
    )
    say('Applying the definitions')
    // Before the controller manager, whose garbage collector notices new kinds only every 30 seconds.
    await orDeath(applyDefinitions(server, adminToken))
    say('Starting kube-controller-manager')
    start(programs.controllerManager, 'kube-controller-manager', controllerManagerFlags(files))
    const account = '/api/v1/namespaces/default/serviceaccounts/default'
    await orDeath(until('the controllers work', async () => (await get(server, adminToken, account)) === 200))
    return {
      ...server,
      adminToken,
      files,
      programs,
      died: died.promise,
      compact: () => compact({ url: 'http://etcd', socketPath: socket }),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function fail(words: string): never {
  throw new Failure(`The cluster did not start: ${words}`)
}

async function get(server: Server, token: string, path: string): Promise<number> {
  const wanted = { method: 'GET', path, headers: { authorization: `Bearer ${token}` } }
  return (await exchange(server, wanted)).status
}

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const started = Date.now()
  for (;;) {
    const held = await holds().catch((error: unknown) => {
      if (errorCode(error) !== 'ECONNREFUSED' && errorCode(error) !== 'ECONNRESET') throw error
      return false
    })
    if (held) return
    if (Date.now() - started > READY_LIMIT_MS) {
      throw new Failure(
        `The cluster did not start: gave up after ${READY_LIMIT_MS / 1000} seconds until ${what}.`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

const etcdRange = z.object({ header: z.object({ revision: z.string() }) })

/** The key by which API servers tell each other up to where history is gone. */
const COMPACTED = 'compact_rev_key'

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** etcd speaks JSON on its client port, too. */
async function compact(etcd: Server): Promise<void> {
  const post = async (path: string, body: object): Promise<unknown> => {
    const { status, text } = await exchange(etcd, { method: 'POST', path, body: JSON.stringify(body) })
    if (status !== 200) throw new Error(`etcd answered ${path} with ${status}: ${text}`)
    return JSON.parse(text)
  }
  const { revision } = etcdRange.parse(await post('/v3/kv/range', { key: base64(COMPACTED) })).header
  await post('/v3/kv/put', { key: base64(COMPACTED), value: base64(revision) })
  await post('/v3/kv/compaction', { revision, physical: true })
}

/** @throws {Failure} when the folder cannot be used: the database of another cluster must not become this one's. */
function openFolder(given: string | undefined): { path: string; remove: () => void } {
  if (given === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'kube-dc-cluster-'))
    return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
  }
  try {
    mkdirSync(given, { recursive: true, mode: 0o700 })
    if (readdirSync(given).length > 0) {
      throw new Failure(`The folder ${given} is not empty. Choose another one for the cluster, or empty it.`)
    }
  } catch (error) {
    if (error instanceof Failure) throw error
    throw new Failure(`The folder ${given} cannot be used for the cluster: ${String(error)}`)
  }
  return { path: given, remove: () => undefined }
}
