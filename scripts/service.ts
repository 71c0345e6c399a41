import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import type { z } from 'zod'
import { Failure } from './failure.ts'

/** A program of this repository that runs beside us and says when it is ready. */
export interface Service<Ready> {
  readonly ready: Ready
  /** Settles when the program ends without having been asked to, with the reason in words. */
  readonly died: Promise<string>
  /** Asks it to end and waits until it has; kills it when it takes longer than `STOP_LIMIT_MS`. */
  stop(): Promise<void>
}

export interface ServiceSettings<Ready> {
  /** For words: `lab`, `server`. */
  readonly name: string
  readonly cwd: string
  /** TypeScript file and its arguments; it runs under the Node that runs us. */
  readonly program: readonly [string, ...string[]]
  readonly logFile: string
  /** Variables of the environment beside ours. */
  readonly env?: Readonly<Record<string, string>>
  /** Shape of the one message `{ type: 'ready', … }` that it sends by IPC. */
  readonly ready: z.ZodType<Ready>
}

/** A world of a hundred thousand objects takes most of a minute where others use the machine too. */
const START_LIMIT_MS = 180_000
const STOP_LIMIT_MS = 15_000
const REMEMBERED_OUTPUT = 4_000

/**
 * Starts a program and waits until it says that it is ready.
 *
 * @throws {Failure} when it ends before, says something else, or takes longer than a minute; with its last words.
 */
export async function startService<Ready>(settings: ServiceSettings<Ready>): Promise<Service<Ready>> {
  const { name, cwd, program, logFile, env } = settings
  // In a process group of its own: Ctrl-C in the terminal reaches only us, and we end the parts in order. When we end
  // in any other way the IPC channel closes, which every part takes as the request to stop.
  const child = spawn(process.execPath, program, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const output = follow(child, logFile)
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code ?? 0}`)
    })
    child.once('error', (error) => {
      resolve(`could not be started: ${error.message}`)
    })
  })
  try {
    const message = await firstMessage(child, ended)
    const ready = settings.ready.safeParse(message)
    if (!ready.success) throw new Failure(`it said ${JSON.stringify(message)} instead of being ready`)
    return handle(settings, child, ended, ready.data)
  } catch (error) {
    await end(child, ended)
    const reason = error instanceof Error ? error.message : String(error)
    throw new Failure(`The ${name} did not start: ${reason}.${lastWords(output.last())}`)
  }
}

function handle<Ready>(
  { name, logFile }: ServiceSettings<Ready>,
  child: ChildProcess,
  ended: Promise<string>,
  ready: Ready,
): Service<Ready> {
  let asked = false
  return {
    ready,
    died: new Promise((resolve) => {
      void ended.then((reason) => {
        if (!asked) resolve(`The ${name} ${reason}. Its log is ${logFile}`)
      })
    }),
    async stop() {
      asked = true
      await end(child, ended)
    },
  }
}

function firstMessage(child: ChildProcess, ended: Promise<string>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(new Failure(`it was not ready after ${START_LIMIT_MS / 1000} seconds`))
    }, START_LIMIT_MS)
    child.once('message', (message) => {
      clearTimeout(limit)
      resolve(message)
    })
    void ended.then((reason) => {
      clearTimeout(limit)
      reject(new Failure(`it ${reason}`))
    })
  })
}

async function end(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.kill('SIGTERM')
  const limit = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
  await ended
  clearTimeout(limit)
}

/** Writes what the program says to its log, and remembers the end of it for the case that it fails. */
function follow(child: ChildProcess, logFile: string): { last: () => string } {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  let last = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      last = (last + text).slice(-REMEMBERED_OUTPUT)
      log.write(text)
    })
  }
  child.once('close', () => log.end())
  return { last: () => last.trim() }
}

function lastWords(output: string): string {
  return output === '' ? '' : ` Its last words:\n${output}`
}
