import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A program of the cluster that runs until it is stopped. */
export interface Daemon {
  readonly name: string
  /** Settles when the program ends, asked or not, with how it did in words. */
  readonly ended: Promise<string>
  /** Asks it to end, waits until it has, and kills it where that takes too long. */
  stop(): Promise<void>
}

const STOP_LIMIT_MS = 10_000
const LAST_LINES = 15

export interface DaemonSettings {
  /** Where it runs. */
  readonly folder: string
  /** Its output goes to `<logs>/<name>.log`, in place of an earlier one. */
  readonly logs: string
  readonly program: string
  readonly name: string
  readonly flags: readonly string[]
}

/** Starts a program in a process group of its own: Ctrl-C is for us alone. */
export function startDaemon({ folder, logs, program, name, flags }: DaemonSettings): Daemon {
  const log = openSync(logFile(logs, name), 'w', 0o600)
  const child = spawn(program, flags, { cwd: folder, detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code ?? 0}`)
    })
    child.once('error', (error) => {
      resolve(`could not be started: ${error.message}`)
    })
  })
  // The last resort for the case that we end without stopping it, such as by an error nobody caught.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  void ended.then(() => process.off('exit', kill))
  return {
    name,
    ended,
    async stop() {
      child.kill('SIGTERM')
      const limit = setTimeout(kill, STOP_LIMIT_MS)
      await ended
      clearTimeout(limit)
    },
  }
}

/** The end of what a program wrote, for messages about its failure. */
export function lastWords(folder: string, name: string): string {
  const lines = readFileSync(logFile(folder, name), 'utf8').trimEnd().split('\n')
  return lines.slice(-LAST_LINES).join('\n')
}

function logFile(folder: string, name: string): string {
  return join(folder, `${name}.log`)
}
