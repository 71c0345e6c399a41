import { readFileSync } from 'node:fs'
import { startLab, type Lab } from '@kube-dc/lab/lab'
import { parseOptions, type LabOptions } from '@kube-dc/lab/options'
import { Agent, fetch as request } from 'undici'
import type { ConfigInput } from '../config.ts'
import { Browser } from './browser.ts'
import { startTestServer, type TestServer } from './test-server.ts'

/** Times of a watch that let a test wait for the watchdog. */
export const FAST_WATCH = { serverTimeoutSeconds: 1, silenceSeconds: 1.5 }

/** The lab with the server in front of it, in this process. */
export interface LabSetting {
  readonly lab: Lab
  readonly server: TestServer
  /** A request to the Kubernetes API as a member of system:masters, as `kubectl` would do it beside the console. */
  kubectl(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>
  /** Somebody of the lab's people, signed in. */
  browserOf(username: string): Promise<Browser>
  stop(): Promise<void>
}

export interface LabSettingOptions {
  readonly lab?: Partial<LabOptions>
  readonly server?: Partial<ConfigInput>
  readonly watch?: typeof FAST_WATCH
}

/** Names a file with options that make the lab live in a real cluster; `scripts/matrix.ts` starts one and writes it. */
const GROUND_VARIABLE = 'LAB_GROUND'

function ground(): Pick<LabOptions, 'cluster' | 'issuerPort'> | undefined {
  const file = process.env[GROUND_VARIABLE]
  if (file === undefined) return undefined
  const { cluster, issuerPort } = parseOptions(readFileSync(file, 'utf8'))
  return { issuerPort, ...(cluster && { cluster }) }
}

/** Starts both; everything the platform does takes no time unless told otherwise. */
export async function startLabSetting(options: LabSettingOptions = {}): Promise<LabSetting> {
  const real = ground()
  const lab = await startLab({ delays: { readyMs: 0 }, ...real, ...options.lab }, () => undefined)
  const { apiServer, certificateAuthority: ca, issuerBase, bff, installation, people } = lab.info
  const dispatcher = new Agent({ ...(ca !== undefined && { connect: { ca } }) })
  const server = await startTestServer(issuerBase, {
    cluster: {
      server: apiServer,
      token: bff.token,
      ...(real?.cluster && { caFile: real.cluster.certificateFile }),
      ...(options.watch && { watch: options.watch }),
    },
    installation,
    ...options.server,
  })
  return {
    lab,
    server,
    async kubectl(method, path, body) {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
      const response = await request(`${apiServer}${path}`, {
        method,
        dispatcher,
        headers: { authorization: `Bearer ${lab.adminToken}`, 'content-type': type, 'user-agent': 'test' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      return { status: response.status, body: await response.json() }
    },
    async browserOf(username) {
      const person = people.find((one) => one.username === username)
      if (!person) throw new Error(`The lab has nobody called ${username}`)
      const browser = new Browser(server.url)
      await browser.signIn(person.realm, username)
      return browser
    },
    async stop() {
      await server.stop()
      await dispatcher.close()
      await lab.stop()
    },
  }
}
