import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { Failure } from '../failure.ts'
import { ROOT } from '../run.ts'

/** Paths of the programs that make a cluster, and of the one that people use it with. */
export interface Programs {
  readonly etcd: string
  readonly apiServer: string
  readonly controllerManager: string
  readonly kubectl: string
}

/** Exit code of a shell that Ctrl-C has ended. */
const INTERRUPTED = 130

/**
 * The programs of `cluster/build.sh`, built first if they are not there yet, which takes minutes.
 *
 * @param say Told what the build does.
 * @throws {Failure} when they are neither there nor can be built.
 */
export async function findPrograms(say: (words: string) => void): Promise<Programs> {
  const build = spawn('bash', [join(ROOT, 'cluster/build.sh')], { stdio: ['ignore', 'pipe', 'pipe'] })
  let last = ''
  createInterface(build.stderr).on('line', (line) => {
    last = line.replace(/^cluster: /, '')
    say(last)
  })
  const closing: Promise<unknown[]> = once(build, 'close')
  const folder = await text(build.stdout)
  const [code, signal] = await closing
  if (signal === 'SIGINT' || code === INTERRUPTED)
    throw new Failure('The build of Kubernetes was interrupted.')
  if (code !== 0) throw new Failure(`Kubernetes could not be built: ${last}`)
  const program = (name: string) => join(folder.trim(), name)
  return {
    etcd: program('etcd'),
    apiServer: program('kube-apiserver'),
    controllerManager: program('kube-controller-manager'),
    kubectl: program('kubectl'),
  }
}
