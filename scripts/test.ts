import { browserTests } from './browser-tests.ts'
import { buildConsole } from './console-build.ts'
import { runProgram } from './failure.ts'
import { countsLine, countsOf, forgetReport, REPORTS, vitestCounts, type Counts } from './reports.ts'
import { show } from './run.ts'

const print = (words: string) => process.stdout.write(`${words}\n`)

interface Step {
  readonly name: string
  readonly run: () => Promise<Counts>
}

const STEPS: readonly Step[] = [
  {
    name: 'Unit tests',
    run: async () => {
      forgetReport(REPORTS.unit)
      const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORTS.unit}`]
      const code = await show('vitest', ['run', ...reporters])
      return countsOf(REPORTS.unit, vitestCounts, code)
    },
  },
  {
    name: 'Browser tests',
    run: async () => {
      await buildConsole((words) => print(`${words} …`))
      return browserTests('lab')
    },
  },
]

await runProgram(async () => {
  const done: { name: string; counts: Counts; seconds: number }[] = []
  for (const { name, run } of STEPS) {
    print(`\n${name}`)
    const start = performance.now()
    const counts = await run()
    done.push({ name, counts, seconds: (performance.now() - start) / 1000 })
    // What follows stands on what came before: with a broken core its failures would say nothing new.
    if (counts.failed > 0) break
  }
  print('')
  for (const { name, counts, seconds } of done)
    print(`${name}: ${countsLine(counts)} in ${seconds.toFixed(0)} s`)
  for (const { name } of STEPS.slice(done.length)) print(`${name}: not run`)
  const passed = done.reduce((sum, { counts }) => sum + counts.passed, 0)
  const failed = done.reduce((sum, { counts }) => sum + counts.failed, 0)
  print(countsLine({ passed, failed }))
  if (failed > 0) process.exitCode = 1
})
