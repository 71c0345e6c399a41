import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { errorCode, Failure } from './failure.ts'
import { ROOT } from './run.ts'

export interface StartOptions {
  readonly port: number
  readonly world: (typeof WORLDS)[number]
  /** What the lab lives in. */
  readonly cluster: 'lab' | 'real'
  /** Folder for the kubeconfig and the logs. */
  readonly data: string
  readonly help: boolean
}

export const HELP = `Starts the console against the lab, a small simulated cloud on this machine.

  npx -y pnpm@10 start [options]

  --port <number>   port of the console (default 8080)
  --world <name>    what the lab holds: default (small, every state once), busy-project (10,000 External IPs) or
                    big-pools (twenty pools, one of them with 40,000 addresses in use, and 500 Projects)
  --cluster <kind>  lab (default): the lab's own Kubernetes API; real: a real one, compiled first where it is not there yet
  --data <folder>   where the kubeconfig and the logs go (default .cache/lab)
  --host <address>  only addresses of this machine itself: anybody who reaches the lab can be anybody in it
  --help            this text

Ctrl-C stops everything.`

const WORLDS = ['default', 'busy-project', 'big-pools'] as const

const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '::1', '[::1]']

/**
 * Reads the options of `start`.
 *
 * @throws {Failure} with one sentence about the first thing that is wrong.
 */
export function startOptions(args: readonly string[]): StartOptions {
  const {
    port = '8080',
    world = 'default',
    cluster = 'lab',
    data,
    host = '127.0.0.1',
    help = false,
  } = values(args)
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Failure(`--port takes a number from 1 to 65535, not “${port}”.`)
  }
  const known = WORLDS.find((name) => name === world)
  if (!known) throw new Failure(`There is no world “${world}”. The worlds are ${list(WORLDS)}.`)
  if (cluster !== 'lab' && cluster !== 'real') {
    throw new Failure(`There is no cluster “${cluster}”. The kinds are lab and real.`)
  }
  if (!LOOPBACK_HOSTS.includes(host)) {
    throw new Failure(
      `The lab does not listen on ${host}: it has no passwords, so it is for this machine only. Leave --host out.`,
    )
  }
  return { port: Number(port), world: known, cluster, data: resolve(data ?? `${ROOT}/.cache/lab`), help }
}

function list(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

function values(args: readonly string[]) {
  try {
    return parseArgs({
      // pnpm hands a separating `--` on.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: {
        port: { type: 'string' },
        world: { type: 'string' },
        cluster: { type: 'string' },
        data: { type: 'string' },
        host: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS')) throw error
    const [words = ''] = error instanceof Error ? error.message.split('. ') : []
    throw new Failure(`${words.replace(/\.?$/, '.')} The options are listed by: npx -y pnpm@10 start --help`)
  }
}
