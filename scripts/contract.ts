import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { TARGET_VARIABLE } from '../contract/support/target-schema.ts'
import { startTarget } from './contract/target.ts'
import { errorCode, Failure, runProgram } from './failure.ts'
import { ROOT, toolEnvironment } from './run.ts'

const HELP = `Runs the contract: what the console, its server, the lab's controllers and kubectl rely on of a Kubernetes API.

  npx -y pnpm@10 contract --target lab|real [options] [file…]

  --target lab|real  the lab's API server, or a real kube-apiserver, built first where it is not there yet
  --serve            starts the target, tells how to run tests on it again and again, and waits for Ctrl-C
  --report <file>    a JSON report as well
  --help             this text

Files are parts of names of test files: watch, kubectl.`

interface Options {
  readonly target: 'lab' | 'real'
  readonly serve: boolean
  readonly report: string | undefined
  readonly files: readonly string[]
}

const print = (words: string) => process.stdout.write(`${words}\n`)

await runProgram(async () => {
  const options = readOptions(process.argv.slice(2))
  if (!options) {
    print(HELP)
    return
  }
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => undefined)
  const folder = mkdtempSync(join(tmpdir(), 'kube-dc-contract-'))
  const running = await startTarget(options.target, (words) => print(`${words} …`))
  try {
    const file = join(folder, 'target.json')
    writeFileSync(file, JSON.stringify(running.target), { mode: 0o600 })
    if (options.serve) {
      print(`${TARGET_VARIABLE}=${file} node_modules/.bin/vitest run --config contract/vitest.config.ts`)
      await interrupted
    } else {
      process.exitCode = await runTests(file, options, interrupted)
    }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** @returns the exit code. */
async function runTests(
  targetFile: string,
  { report, files }: Options,
  interrupted: Promise<void>,
): Promise<number> {
  const reporters =
    report === undefined ? [] : ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const config = ['--config', join(ROOT, 'contract/vitest.config.ts')]
  const child = spawn(join(ROOT, 'node_modules/.bin/vitest'), ['run', ...config, ...reporters, ...files], {
    cwd: ROOT,
    env: { ...toolEnvironment(), [TARGET_VARIABLE]: targetFile },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  void interrupted.then(() => child.kill())
  const closed: unknown[] = await once(child, 'close')
  const [code] = closed
  return typeof code === 'number' ? code : 1
}

/** @throws {Failure} with one sentence about what is wrong; undefined when only help is wanted. */
function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parse(args)
  if (values.help) return undefined
  const { target, serve = false, report } = values
  if (target !== 'lab' && target !== 'real')
    throw new Failure('Say which target: --target lab or --target real.')
  return { target, serve, report, files: positionals }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // pnpm hands a separating `--` on.
      args: args[0] === '--' ? args.slice(1) : [...args],
      allowPositionals: true,
      options: {
        target: { type: 'string' },
        serve: { type: 'boolean' },
        report: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    if (!errorCode(error).startsWith('ERR_PARSE_ARGS')) throw error
    const [words = ''] = error instanceof Error ? error.message.split('. ') : []
    throw new Failure(
      `${words.replace(/\.?$/, '.')} The options are listed by: npx -y pnpm@10 contract --help`,
    )
  }
}
