import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { ConfigInput } from '../apps/bff/src/config.ts'
import { labMessage, type LabInfo } from '../packages/lab/src/info.ts'
import type { labOptions } from '../packages/lab/src/options.ts'
import { startClusterForLab } from './cluster/lab-cluster.ts'
import { buildConsole, DIST } from './console-build.ts'
import { errorCode, Failure } from './failure.ts'
import { LabControl } from './lab-control.ts'
import { freePort, LOOPBACK } from './ports.ts'
import { ROOT } from './run.ts'
import { startService, type Service } from './service.ts'

const serverMessage = z.object({
  type: z.literal('ready'),
  url: z.url(),
  metricsUrl: z.url().optional(),
})

type ServerMessage = z.infer<typeof serverMessage>

export interface StackSettings {
  /** Port of the console; absent: a free one. */
  readonly port?: number
  /** What the lab lives in: its own API server (by default) or a real cluster, built first where it is not there yet. */
  readonly cluster?: LabInfo['cluster']
  /** Options of the lab, such as `world` and `delays`. */
  readonly lab?: z.input<typeof labOptions>
  /** Laid over the server's configuration, setting by setting at the top level. */
  readonly config?: Partial<ConfigInput>
  /** Origin that browsers use, where it is not the server's own: Vite's, in development. */
  readonly publicUrl?: string
  /** Folder for kubeconfig and logs, kept afterwards; absent: a temporary one that is removed. */
  readonly dataDir?: string
  /** `false`: the API only. */
  readonly console?: boolean
  /** Told what is being done, for whoever waits. */
  readonly say?: (words: string) => void
}

/** A running lab with a console before it. */
export interface Stack {
  /** Origin of the console for browsers. */
  readonly url: string
  /** Prometheus metrics of the server. */
  readonly metricsUrl: string | undefined
  readonly info: LabInfo
  readonly lab: LabControl
  /** Settles with words when the lab or the server ends by itself. */
  readonly died: Promise<string>
  /** Ends the server and starts it again at the same address: open pages lose their connection, sessions are gone. */
  restartServer(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts the lab, then the server before it, each as a process of its own on loopback.
 *
 * @throws {Failure} when a part does not start or a folder cannot be written; nothing is left running then.
 */
export async function startStack(settings: StackSettings = {}): Promise<Stack> {
  const { say = () => undefined } = settings
  const port = settings.port ?? (await freePort())
  const publicUrl = settings.publicUrl ?? `http://${LOOPBACK}:${port}`
  const folder = openFolder(settings.dataDir)
  const cleanUp: (() => Promise<void> | void)[] = [folder.remove]
  const stop = async () => {
    for (const step of cleanUp.splice(0).reverse()) await step()
  }
  try {
    if (settings.console !== false) await buildConsole(say)
    const ground =
      settings.cluster === 'real' ? await startClusterForLab({ say, logFolder: folder.path }) : undefined
    if (ground) cleanUp.push(() => ground.cluster.stop())
    say('Starting the lab')
    const lab = await startService({
      name: 'lab',
      cwd: ROOT,
      program: [
        'packages/lab/src/main.ts',
        JSON.stringify({ ...labArguments(settings, publicUrl, folder.path), ...ground?.options }),
      ],
      logFile: join(folder.path, 'lab.log'),
      ready: labMessage,
    })
    cleanUp.push(() => lab.stop())
    const { info } = lab.ready
    const configFile = join(folder.path, 'server.json')
    const caFile = ground?.cluster.files.certificate
    const config = serverConfig(settings, port, publicUrl, info, caFile)
    writeFileSync(configFile, JSON.stringify(config), { mode: 0o600 })
    const startServer = () =>
      startService({
        name: 'server',
        cwd: ROOT,
        program: ['apps/bff/src/main.ts', configFile],
        logFile: join(folder.path, 'server.log'),
        // The issuer's certificate: a server trusts those of its system, and these.
        ...(caFile !== undefined && { env: { NODE_EXTRA_CA_CERTS: caFile } }),
        ready: serverMessage,
      })
    say('Starting the server')
    let server: Service<ServerMessage> = await startServer()
    cleanUp.push(() => server.stop())
    const died = Promise.withResolvers<string>()
    for (const part of [lab, server, ...(ground ? [ground.cluster] : [])]) void part.died.then(died.resolve)
    return {
      url: publicUrl,
      metricsUrl: server.ready.metricsUrl,
      info,
      lab: new LabControl(info.control),
      died: died.promise,
      async restartServer() {
        await server.stop()
        server = await startServer()
        void server.died.then(died.resolve)
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function labArguments(
  { lab }: StackSettings,
  publicUrl: string,
  dataDir: string,
): z.input<typeof labOptions> {
  return { dataDir, consoleUrls: [publicUrl], ...lab }
}

function serverConfig(
  settings: StackSettings,
  port: number,
  publicUrl: string,
  info: LabInfo,
  caFile: string | undefined,
): ConfigInput {
  const organizations = info.people.map(({ realm }) => realm).filter((realm) => realm !== PLATFORM_REALM)
  return {
    listen: { host: LOOPBACK, port },
    publicUrl,
    metrics: { host: LOOPBACK, port: 0 },
    ...(settings.console !== false && { assets: DIST }),
    cluster: { server: info.apiServer, token: info.bff.token, ...(caFile !== undefined && { caFile }) },
    identity: {
      issuer: `${info.issuerBase}/realms/{realm}`,
      clientId: 'kube-dc',
      platform: { realm: PLATFORM_REALM, clientId: 'kube-dc-admin-console' },
      allowInsecureIssuer: true,
      realms: [
        ...[...new Set(organizations)].map((realm) => ({ realm, label: realm })),
        { realm: PLATFORM_REALM, label: 'Platform' },
      ],
    },
    installation: info.installation,
    logLevel: 'info',
    ...settings.config,
  }
}

/** Realm of platform staff (kube-dc.md §8.1). */
const PLATFORM_REALM = 'master'

/** @throws {Failure} when the folder cannot be made or written. */
function openFolder(given: string | undefined): { path: string; remove: () => void } {
  if (given === undefined) {
    const path = mkdtempSync(join(tmpdir(), 'kube-dc-console-'))
    return {
      path,
      remove: () => {
        rmSync(path, { recursive: true, force: true })
      },
    }
  }
  try {
    mkdirSync(given, { recursive: true })
    writeFileSync(join(given, 'lab.log'), '', { mode: 0o600 })
    writeFileSync(join(given, 'server.log'), '', { mode: 0o600 })
  } catch (error) {
    const why = FOLDER_PROBLEMS[errorCode(error)] ?? String(error)
    throw new Failure(`The folder ${given} cannot be used: ${why}. Choose another one with --data.`)
  }
  return {
    path: given,
    remove: () => {
      rmSync(join(given, 'server.json'), { force: true })
    },
  }
}

const FOLDER_PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write to it',
  EPERM: 'you may not write to it',
  EROFS: 'it is on a read-only file system',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is in its way',
  EEXIST: 'a file of that name is in its way',
}
