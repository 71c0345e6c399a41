import { Failure, runProgram } from './failure.ts'
import { countsLine, countsOf, forgetReport, REPORTS, vitestCounts } from './reports.ts'
import { show } from './run.ts'

/** The history of pools on the Redis or Valkey that VALKEY_URL names; without it `test` uses a small one of its own. */
await runProgram(async () => {
  if (!process.env['VALKEY_URL']) throw new Failure('VALKEY_URL names no Redis or Valkey.')
  forgetReport(REPORTS.unit)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS.unit}`]
  const file = 'apps/bff/src/pools/valkey.test.ts'
  const code = await show('vitest', ['run', '--project', 'apps/bff', ...reporters, file])
  const counts = countsOf(REPORTS.unit, vitestCounts, code)
  process.stdout.write(`${countsLine(counts)}\n`)
  if (counts.failed > 0) process.exitCode = 1
})
