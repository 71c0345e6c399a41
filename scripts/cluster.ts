import { mkdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { labMessage, type LabInfo } from '../packages/lab/src/info.ts'
import type { Cluster } from './cluster/cluster.ts'
import { startClusterForLab, type ClusterForLab } from './cluster/lab-cluster.ts'
import { errorCode, Failure, runProgram } from './failure.ts'
import { interruption } from './interruption.ts'
import { ROOT } from './run.ts'
import { startService, type Service } from './service.ts'

const HELP = `Starts a real Kubernetes on this machine, with the lab living in it: its people, its Projects, its External IPs.

  npx -y pnpm@10 cluster [options]

  --data <folder>  where everything is written, a new or empty folder (default: a temporary one that is removed)
  --empty          only the cluster and the lab's definitions, without the lab
  --help           this text

The first time it is compiled, which takes minutes and needs Go. Ctrl-C stops everything.`

interface Options {
  readonly data: string | undefined
  readonly empty: boolean
  readonly help: boolean
}

const print = (words: string) => process.stdout.write(`${words}\n`)
const say = (words: string) => print(`${words} …`)

await runProgram(async () => {
  const { data, empty, help } = readOptions(process.argv.slice(2))
  if (help) {
    print(HELP)
    return
  }
  const interrupted = interruption()
  const ground = await startClusterForLab({ say, ...(data !== undefined && { folder: data }) })
  let lab: Service<{ info: LabInfo }> | undefined
  try {
    if (!empty) lab = await startLab(ground)
    print(welcome(ground.cluster, lab?.ready.info))
    const died = await Promise.race([interrupted, ground.cluster.died, ...(lab ? [lab.died] : [])])
    print('Stopping …')
    if (died !== undefined) throw new Failure(`${died}.`)
  } finally {
    await lab?.stop()
    await ground.cluster.stop()
  }
})

async function startLab({ cluster, options }: ClusterForLab): Promise<Service<{ info: LabInfo }>> {
  say('Moving the lab in')
  const folder = join(dirname(cluster.files.key), 'lab')
  mkdirSync(folder)
  return startService({
    name: 'lab',
    cwd: ROOT,
    program: ['packages/lab/src/main.ts', JSON.stringify({ ...options, dataDir: folder })],
    logFile: join(folder, 'lab.log'),
    ready: labMessage,
  })
}

function welcome({ url, files, programs }: Cluster, info: LabInfo | undefined): string {
  const people = info ? `\n  export KUBECONFIG=${info.kubeconfig}   # the lab's people, one context each` : ''
  return `
Kubernetes is at ${url}

  export PATH=${dirname(programs.kubectl)}:$PATH
  export KUBECONFIG=${files.adminKubeconfig}   # may do everything${people}

Who asked for what is in ${files.auditLog}

Ctrl-C stops it.`
}

/** @throws {Failure} with one sentence about what is wrong. */
function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      // pnpm hands a separating `--` on.
      args: args[0] === '--' ? args.slice(1) : [...args],
      options: {
        data: { type: 'string' },
        empty: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
    const { data, empty = false, help = false } = values
    return { data: data === undefined ? undefined : resolve(data), empty, help }
  } catch (error) {
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS')) throw error
    const [words = ''] = error instanceof Error ? error.message.split('. ') : []
    throw new Failure(
      `${words.replace(/\.?$/, '.')} The options are listed by: npx -y pnpm@10 cluster --help`,
    )
  }
}
