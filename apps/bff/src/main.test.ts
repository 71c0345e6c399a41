import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startLab, type Lab } from '@kube-dc/lab/lab'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { FOLLOWED } from './cluster/resource.ts'
import { Browser } from './testing/browser.ts'
import { LiveClient } from './testing/live-client.ts'
import { eventually } from './testing/eventually.ts'

vi.setConfig({ testTimeout: 30_000 })

const MAIN = join(import.meta.dirname, 'main.ts')

const ready = z.object({ type: z.literal('ready'), url: z.url(), metricsUrl: z.url().optional() })

let folder: string
let lab: Lab
const children: ChildProcess[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'console-main-'))
  lab = await startLab({}, () => undefined)
}, 60_000)

afterAll(async () => {
  await lab.stop()
  rmSync(folder, { recursive: true })
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function configFile(changes: object = {}): string {
  const path = join(folder, `config-${Math.random()}.json`)
  const config = {
    listen: { port: 0 },
    metrics: { port: 0 },
    cluster: { server: lab.info.apiServer, token: lab.info.bff.token },
    identity: { issuer: `${lab.info.issuerBase}/realms/{realm}`, allowInsecureIssuer: true },
    installation: lab.info.installation,
    logLevel: 'error',
    ...changes,
  }
  writeFileSync(path, JSON.stringify(config))
  return path
}

interface Ended {
  readonly code: number | null
  readonly stderr: string
}

function run(...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = fork(MAIN, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execArgv: [] })
  children.push(child)
  let stderr = ''
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stderr })))
  return { child, ended }
}

async function start(changes?: object) {
  const { child, ended } = run(configFile(changes))
  const message = await new Promise((resolve, reject) => {
    child.once('message', resolve)
    void ended.then(({ stderr }) => reject(new Error(stderr)))
  })
  return { child, ended, ...ready.parse(message) }
}

describe('the process', () => {
  it('says where it listens, serves, and stops on SIGTERM: tabs are told to go elsewhere', async () => {
    const { child, ended, url } = await start()
    const browser = new Browser(url)
    await browser.signIn('nimbus', 'nimbus-developer')
    const client = new LiveClient(browser.live())
    await client.first('hello')
    child.kill('SIGTERM')
    expect(await client.whenClosed()).toMatchObject({ code: 1001 })
    expect(await ended).toEqual({ code: 0, stderr: '' })
    await expect(browser.open('/healthz')).rejects.toThrow()
  }, 20_000)

  it('counts what happens, on a port of its own', async () => {
    const { url, metricsUrl = '' } = await start()
    const browser = new Browser(url)
    await browser.signIn('nimbus', 'nimbus-developer')
    await browser.api('GET', '/api/channels/external-ips/nimbus-edge')
    await eventually(async () => {
      expect((await browser.open('/readyz')).status).toBe(200)
      expect(await (await fetch(metricsUrl)).text()).toContain(
        `kube_dc_console_watches_open ${FOLLOWED.length}`,
      )
    })
    const text = await (await fetch(metricsUrl)).text()
    expect(text).toMatch(/kube_dc_console_sign_ins_total\{outcome="signed-in"\} 1/)
    expect(text).toMatch(/kube_dc_console_access_reviews_total\{outcome="allowed"\} 1/)
    expect(text).toMatch(
      /kube_dc_console_http_request_duration_seconds_count\{endpoint="channel",status="200"\} 1/,
    )
    expect(text).toMatch(/kube_dc_console_objects_external_ips \d+/)
    expect((await browser.open('/metrics')).status).toBe(404)
  }, 20_000)

  it('stops with whoever started it', async () => {
    const { child } = await start()
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.disconnect()
    expect(await exited).toBe(0)
  }, 20_000)
})

describe('a start that cannot be', () => {
  it.each<[string, () => string[], RegExp]>([
    ['without a configuration', () => [], /^Give the path of the configuration file: .*\.\n$/],
    [
      'with a file that is not there',
      () => [join(folder, 'none')],
      /^The configuration file .* does not exist\.\n$/,
    ],
    [
      'with a setting that is none',
      () => [configFile({ port: 1 })],
      /^The configuration file .* is not usable: unknown setting port\.\n$/,
    ],
    [
      'with pages that were not built',
      () => [configFile({ assets: folder })],
      /^The setting assets is .*, which is no built console: .*\.\n$/,
    ],
    [
      'with a short secret',
      () => [configFile({ session: { secret: 'short' } })],
      /^The setting session\.secret needs at least 32 characters\.\n$/,
    ],
  ])(
    '%s is one sentence',
    async (_, args, sentence) => {
      const { code, stderr } = await run(...args()).ended
      expect(code).toBe(1)
      expect(stderr).toMatch(sentence)
    },
    20_000,
  )

  it.each(['listen', 'metrics'])(
    'on a port in use (%s) is one sentence',
    async (setting) => {
      const occupant = createServer()
      await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve))
      const address = occupant.address()
      const isPort = (value: unknown): value is AddressInfo => typeof value === 'object' && value !== null
      const port = isPort(address) ? address.port : 0
      const { code, stderr } = await run(configFile({ [setting]: { port } })).ended
      occupant.close()
      expect(code).toBe(1)
      expect(stderr).toBe(
        `127.0.0.1:${port} of the setting ${setting} is in use by another program. Choose another one.\n`,
      )
    },
    20_000,
  )
})
