import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { freePort, LOOPBACK } from './ports.ts'
import { ROOT, run } from './run.ts'

const start = (...args: string[]) => run(process.execPath, [join(ROOT, 'scripts/start.ts'), ...args])

// The whole way up and down is walked by the browser tests; here are the ways that end before anything is built.
describe('start', () => {
  it('explains itself', async () => {
    const { code, text } = await start('--help')
    expect(code).toBe(0)
    expect(text).toContain('--port <number>')
  })

  it('refuses a bad option in one sentence', async () => {
    expect(await start('--world', 'nether')).toEqual({
      code: 1,
      text: 'There is no world “nether”. The worlds are default, busy-project and big-pools.',
    })
  })

  it('refuses a port that is in use', async () => {
    const port = await freePort()
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(port, LOOPBACK, resolve))
    const { code, text } = await start('--port', `${port}`)
    server.close()
    expect(code).toBe(1)
    expect(text).toMatch(/^Port \d+ of this machine is in use .* --port \d+$/)
  })

  it('refuses a folder that cannot be written', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'start-'))
    const file = join(folder, 'taken')
    writeFileSync(file, '')
    const { code, text } = await start('--port', `${await freePort()}`, '--data', join(file, 'lab'))
    rmSync(folder, { recursive: true })
    expect({ code, text }).toEqual({
      code: 1,
      text: `The folder ${join(file, 'lab')} cannot be used: a file is in its way. Choose another one with --data.`,
    })
  })
})
