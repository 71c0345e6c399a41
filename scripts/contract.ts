import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { TARGET_VARIABLE } from '../contract/support/target-schema.ts'
import { startTarget } from './contract/target.ts'
import { errorCode, Failure, runProgram } from './failure.ts'
import { interruption } from './interruption.ts'
import { countsLine, countsOf, vitestCounts, type Counts } from './reports.ts'
import { ROOT, show } from './run.ts'

const HELP = `Runs the contract: what the console, its server, the lab's controllers and kubectl rely on of a Kubernetes API.

  npx -y pnpm@10 contract --target lab|real [options] [file…]

  --target lab|real  the lab's API server, or a real kube-apiserver, built first where it is not there yet
  --serve            starts the target, tells how to run tests on it again and again, and waits for Ctrl-C
  --help             this text

Files are parts of names of test files: watch, kubectl. The real servers' logs are in test-results/contract-real.`

interface Options {
  readonly target: 'lab' | 'real'
  readonly serve: boolean
  readonly files: readonly string[]
}

const print = (words: string) => process.stdout.write(`${words}\n`)

await runProgram(async () => {
  const options = readOptions(process.argv.slice(2))
  if (!options) {
    print(HELP)
    return
  }
  const interrupted = interruption()
  const folder = mkdtempSync(join(tmpdir(), 'kube-dc-contract-'))
  const logFolder = join(ROOT, 'test-results', `contract-${options.target}`)
  mkdirSync(logFolder, { recursive: true })
  const running = await startTarget(options.target, { logFolder, say: (words) => print(`${words} …`) })
  try {
    const file = join(folder, 'target.json')
    writeFileSync(file, JSON.stringify(running.target), { mode: 0o600 })
    if (options.serve) {
      print(`${TARGET_VARIABLE}=${file} node_modules/.bin/vitest run --config contract/vitest.config.ts`)
      await interrupted
    } else {
      const counts = await runTests(file, folder, options.files)
      print(countsLine(counts))
      if (counts.failed > 0) process.exitCode = 1
    }
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})

async function runTests(targetFile: string, folder: string, files: readonly string[]): Promise<Counts> {
  const report = join(folder, 'report.json')
  const config = ['--config', join(ROOT, 'contract/vitest.config.ts')]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await show('vitest', ['run', ...config, ...reporters, ...files], {
    [TARGET_VARIABLE]: targetFile,
  })
  return countsOf(report, vitestCounts, code)
}

/** @throws {Failure} with one sentence about what is wrong; undefined when only help is wanted. */
function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parse(args)
  if (values.help) return undefined
  const { target, serve = false } = values
  if (target !== 'lab' && target !== 'real')
    throw new Failure('Say which target: --target lab or --target real.')
  return { target, serve, files: positionals }
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
