import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { labMessage } from './info.ts'

vi.setConfig({ testTimeout: 30_000 })

const MAIN = join(import.meta.dirname, 'main.ts')

function start(options: string): { child: ChildProcess; exit: Promise<number | null>; words: () => string } {
  const child = fork(MAIN, [options], { silent: true })
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    words += chunk.toString()
  })
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return { child, exit, words: () => words }
}

/** What the child says when it is up; throws its words when it ends instead. */
async function ready({ child, exit, words }: ReturnType<typeof start>) {
  const message = new Promise<unknown>((resolve) => child.once('message', resolve))
  const early = exit.then((code) => {
    throw new Error(`The lab ended with ${code}: ${words()}`)
  })
  return labMessage.parse(await Promise.race([message, early]))
}

test.each(['SIGTERM', 'SIGINT'] as const)('says when it is up and stops cleanly on %s', async (signal) => {
  const lab = start('{}')
  const { child, exit, words } = lab
  const { info } = await ready(lab)
  expect((await fetch(`${info.issuerBase}/realms/nimbus/.well-known/openid-configuration`)).status).toBe(200)
  child.kill(signal)
  expect(await exit).toBe(0)
  expect(words()).toBe('')
  await expect(fetch(info.issuerBase)).rejects.toThrow()
})

test('stops when its parent goes', async () => {
  const lab = start('{}')
  await ready(lab)
  lab.child.disconnect()
  expect(await lab.exit).toBe(0)
})

test('ends with one sentence when an option is wrong', async () => {
  const { exit, words } = start('{"world":"elsewhere"}')
  expect(await exit).toBe(1)
  expect(words().trim().split('\n')).toHaveLength(1)
  expect(words()).toContain('world')
})
