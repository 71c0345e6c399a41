import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CONSOLE } from './console-build.ts'
import { Failure, runProgram } from './failure.ts'
import { demandFree, freePort, LOOPBACK } from './ports.ts'
import { ROOT, toolEnvironment } from './run.ts'
import { startStack, type Stack } from './stack.ts'

/** Vite's address, the one to open: it reloads modules in place and passes requests on to the server. */
const PORT = 5173

/** Editors write several files at once; one restart serves them all. */
const SETTLE_MS = 200

const print = (words: string) => process.stdout.write(`${words}\n`)

await runProgram(async () => {
  await demandFree(PORT, 'npx -y pnpm@10 dev')
  const publicUrl = `http://${LOOPBACK}:${PORT}`
  const port = await freePort()
  const start = () =>
    startStack({
      port,
      publicUrl,
      console: false,
      dataDir: join(ROOT, '.cache/dev'),
      say: (words) => print(`${words} …`),
    })
  const running: { stack?: Stack | undefined } = { stack: await start() }
  const vite = spawn(
    join(CONSOLE, 'node_modules/.bin/vite'),
    ['--port', `${PORT}`, '--strictPort', '--host', LOOPBACK],
    {
      cwd: CONSOLE,
      env: { ...toolEnvironment(), KUBE_DC_BFF: `http://${LOOPBACK}:${port}` },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
  print(
    `\nThe console is at ${publicUrl}\nkubectl: export KUBECONFIG=${running.stack?.info.kubeconfig ?? ''}\nCtrl-C stops it.`,
  )

  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      stopping.abort()
    })
  const reload = async () => {
    for await (const part of changes(stopping.signal)) {
      print(`The ${part} changed.`)
      try {
        if (part === 'server' && running.stack) await running.stack.restartServer()
        else {
          await running.stack?.stop()
          running.stack = undefined
          running.stack = await start()
        }
      } catch (error) {
        // Most likely it was saved half written; the next change starts it anew.
        if (!(error instanceof Failure)) throw error
        print(error.message)
        await running.stack?.stop()
        running.stack = undefined
      }
    }
  }
  const ended = once(vite, 'exit').then(() => {
    stopping.abort()
  })
  await reload()
  vite.kill()
  await ended
  await running.stack?.stop()
})

/** Parts whose sources change, one after the other; a change of the lab stands for one of the server too. */
async function* changes(signal: AbortSignal): AsyncGenerator<'lab' | 'server'> {
  const folders = {
    lab: ['packages/lab/src'],
    server: ['apps/bff/src', 'packages/api/src', 'packages/networking/src'],
  }
  const changed = new Set<'lab' | 'server'>()
  let wake = Promise.withResolvers<undefined>()
  signal.addEventListener('abort', () => {
    wake.resolve(undefined)
  })
  for (const part of ['lab', 'server'] as const) {
    for (const folder of folders[part]) {
      watch(join(ROOT, folder), { recursive: true, signal }, (_event, file) => {
        if (file?.includes('.test.') === true) return
        changed.add(part)
        wake.resolve(undefined)
      })
    }
  }
  while (!signal.aborted) {
    await wake.promise
    wake = Promise.withResolvers()
    try {
      await delay(SETTLE_MS, undefined, { signal })
    } catch {
      return
    }
    const part = changed.has('lab') ? 'lab' : 'server'
    changed.clear()
    yield part
  }
}
