import { CHECKS, type Check } from './checks.ts'
import { runProgram } from './failure.ts'
import { countsLine } from './reports.ts'

const AT_ONCE = 2

const print = (words: string) => process.stdout.write(`${words}\n`)

/** Runs one check and says how it went. @returns whether it passed. */
async function perform({ name, run }: Check): Promise<boolean> {
  const start = performance.now()
  const { code, text } = await run()
  const seconds = ((performance.now() - start) / 1000).toFixed(0)
  const passed = code === 0
  print(`${passed ? 'passed' : 'FAILED'}  ${name}, ${seconds} s`)
  if (text !== '') print(text.replaceAll(/^/gm, '        '))
  return passed
}

await runProgram(async () => {
  const waiting = [...CHECKS]
  const results: boolean[] = []
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await perform(check))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const passed = results.filter(Boolean).length
  const failed = results.length - passed
  print(`\n${countsLine({ passed, failed })}`)
  if (failed > 0) process.exitCode = 1
})
