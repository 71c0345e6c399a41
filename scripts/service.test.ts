import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Failure } from './failure.ts'
import { startService } from './service.ts'

const ready = z.object({ type: z.literal('ready'), pid: z.number() })
const SAY_READY = `process.send({ type: 'ready', pid: process.pid })`
const STAY = `setInterval(() => undefined, 1000)`

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
})

function start(code: string) {
  const file = join(folder, 'program.mjs')
  writeFileSync(file, code)
  return startService({
    name: 'lab',
    cwd: folder,
    program: [file],
    logFile: join(folder, 'lab.log'),
    ready,
  })
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a service', () => {
  it('is there when it says so, and gone when it is stopped', async () => {
    const service = await start(
      `console.log('hello'); process.on('SIGTERM', () => process.exit(0)); ${SAY_READY}; ${STAY}`,
    )
    const { pid } = service.ready
    expect(isRunning(pid)).toBe(true)
    await service.stop()
    expect(isRunning(pid)).toBe(false)
    await expect.poll(() => readFileSync(join(folder, 'lab.log'), 'utf8')).toBe('hello\n')
    await service.stop()
  })

  it('that ends by itself is told, with the place of its log', async () => {
    const service = await start(`${SAY_READY}; setTimeout(() => process.exit(3), 20)`)
    await expect(service.died).resolves.toBe(
      `The lab ended with code 3. Its log is ${join(folder, 'lab.log')}`,
    )
  })

  it('that was stopped has not died', async () => {
    const service = await start(`${SAY_READY}; ${STAY}`)
    let died = false
    void service.died.then(() => {
      died = true
    })
    await service.stop()
    await Promise.resolve()
    expect(died).toBe(false)
  })

  it.each([
    [
      `console.error('no such world'); process.exit(1)`,
      /^The lab did not start: it ended with code 1\. Its last words:\nno such world$/,
    ],
    [`process.exit(0)`, /^The lab did not start: it ended with code 0\.$/],
    [`process.send({ type: 'hello' }); ${STAY}`, /it said {"type":"hello"} instead of being ready/],
  ])('that does not start is refused with its last words, case %#', async (code, words) => {
    const refused = start(code)
    await expect(refused).rejects.toThrow(Failure)
    await expect(refused).rejects.toThrow(words)
  })
})
