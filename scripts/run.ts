import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'

/** Root of the repository. */
export const ROOT = dirname(import.meta.dirname)

export interface Outcome {
  readonly code: number
  /** What it wrote, errors and all, in order. */
  readonly text: string
}

/** Environment for tools of this repository: the Node that runs us comes first in the path. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` }
}

/** Runs a tool to its end. Never rejects: a tool that cannot be started is an outcome too. */
export function run(
  command: string,
  args: readonly string[],
  cwd = ROOT,
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...toolEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
    }
    child.once('error', (error) => {
      resolve({ code: 1, text: `${command} could not be started: ${error.message}` })
    })
    child.once('close', (code) => {
      resolve({ code: code ?? 1, text: text.trim() })
    })
  })
}

/** Runs one of the repository's tools with its output on the screen. @returns its exit code. */
export async function show(
  tool: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<number> {
  const child = spawn(join(ROOT, 'node_modules/.bin', tool), args, {
    cwd: ROOT,
    env: { ...toolEnvironment(), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await Promise.race([once(child, 'close'), once(child, 'error').then(() => [1])])
  return typeof code === 'number' ? code : 1
}
