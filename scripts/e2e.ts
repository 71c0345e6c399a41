import { parseArgs } from 'node:util'
import { E2E_TARGETS, targetOf } from '../e2e/support/target.ts'
import { browserTests } from './browser-tests.ts'
import { findPrograms } from './cluster/programs.ts'
import { Failure, runProgram } from './failure.ts'
import { countsLine } from './reports.ts'

const HELP = `Runs people's tasks in a browser, each worker with a console, a server and a cluster of its own.

  npx -y pnpm@10 e2e [--target lab|real] [options of Playwright] [file…]

  --target lab|real  the lab's own API server (default): every test;
                     real: a real Kubernetes, built first where it is not there yet: the tests tagged @real
  --help             this text

  npx -y pnpm@10 e2e --grep @a11y
  npx -y pnpm@10 e2e --target real permissions

Traces of failed tests and the logs of every part are kept in test-results/e2e-<target>.`

const print = (words: string) => process.stdout.write(`${words}\n`)

await runProgram(async () => {
  const { target, help, rest } = readOptions(process.argv.slice(2))
  if (help) {
    print(HELP)
    return
  }
  // Before the tests, whose patience is shorter than a build takes.
  if (target === 'real') await findPrograms((words) => print(`${words} …`))
  const counts = await browserTests(target, rest)
  print(countsLine(counts))
  if (counts.failed > 0) process.exitCode = 1
})

/** Takes out what is ours; all the rest is Playwright's. */
function readOptions(args: readonly string[]) {
  const { tokens } = parseArgs({
    args: args[0] === '--' ? args.slice(1) : [...args],
    options: { target: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
  })
  let target = targetOf(undefined)
  let help = false
  const taken = new Set<number>()
  const list = args[0] === '--' ? args.slice(1) : args
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    if (token.name === 'help' || token.name === 'h') help = true
    if (token.name !== 'target') continue
    taken.add(token.index)
    if (!token.inlineValue) taken.add(token.index + 1)
    const known = E2E_TARGETS.find((name) => name === token.value)
    if (!known) throw new Failure('Say which target: --target lab or --target real.')
    target = known
  }
  return { target, help, rest: list.filter((_, index) => !taken.has(index)) }
}
