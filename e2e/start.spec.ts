import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from './fixtures.ts'
import { demandFree, freePort } from '../scripts/ports.ts'
import { ROOT } from '../scripts/run.ts'

test('start prints one address, a kubeconfig and the people, and Ctrl-C stops all of it @start @real', async ({
  request,
  stackSettings,
}) => {
  // A real cluster, a lab and a server come up beside those of the other tests.
  test.setTimeout(240_000)
  const port = await freePort()
  const data = await mkdtemp(join(tmpdir(), 'start-'))
  const { cluster = 'lab' } = stackSettings
  const options = ['--port', `${port}`, '--data', data, '--cluster', cluster]
  const child = spawn(process.execPath, ['scripts/start.ts', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const ended = once(child, 'exit')
  try {
    await expect.poll(() => output, { timeout: 150_000 }).toContain('Ctrl-C stops it.')
    const url = `http://127.0.0.1:${port}`
    expect(output.match(/https?:\S+/g)).toEqual([url])
    expect(output).toContain(`export KUBECONFIG=${join(data, 'kubeconfig')}`)
    for (const person of ['nimbus-developer', 'nimbus-user', 'harbor-developer', 'platform-viewer']) {
      expect(output).toMatch(new RegExp(`^  ${person} +\\S`, 'm'))
    }
    expect((await request.get(url, { headers: { accept: 'text/html' } })).status()).toBe(200)
    const kubeconfig = await readFile(join(data, 'kubeconfig'), 'utf8')
    const [, api = ''] = /server: (\S+)/.exec(kubeconfig) ?? []
    expect(new URL(api).hostname).toBe('127.0.0.1')

    child.kill('SIGINT')
    // pnpm hands on what the terminal has sent already.
    child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
    for (const address of [url, api]) await demandFree(Number(new URL(address).port), 'start')
  } finally {
    // Never by force: the servers of a real cluster would stay behind.
    if (child.exitCode === null) child.kill('SIGTERM')
    await ended
    await rm(data, { recursive: true, force: true })
  }
})
