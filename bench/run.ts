import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { unpackChromium } from '../scripts/chromium.ts'
import { runProgram } from '../scripts/failure.ts'
import { ROOT } from '../scripts/run.ts'
import { startStack } from '../scripts/stack.ts'
import { launch } from './console.ts'
import { table, writeJson, type Measurement } from './report.ts'
import { changes } from './scenarios/change.ts'
import { filter } from './scenarios/filter.ts'
import { firstRow } from './scenarios/first-row.ts'
import { joins } from './scenarios/joins.ts'
import { pools } from './scenarios/pools.ts'
import { tabs } from './scenarios/tabs.ts'
import { tenants } from './scenarios/tenants.ts'
import { upstream } from './scenarios/upstream.ts'

/** Sizes of the list; the smaller one is what the larger one is held against. */
const SIZES = [1_000, 10_000]

await runProgram(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: join(ROOT, 'bench/results/latest.json') },
      only: { type: 'string' },
    },
  })
  await unpackChromium()
  const browser = await launch()
  const measurements: Measurement[] = []
  for (const rows of values.only === 'pools' ? [] : SIZES) {
    measurements.push(...joins(rows))
    const stack = await startStack({ lab: { world: 'busy-project', externalIps: rows } })
    try {
      process.stderr.write(`${rows} rows …\n`)
      measurements.push(...(await firstRow(browser, stack, rows)))
      measurements.push(...(await changes(browser, stack, rows)))
      measurements.push(...(await filter(browser, stack, rows)))
      if (rows === SIZES.at(-1)) {
        measurements.push(...(await tabs(browser, stack, rows)))
        measurements.push(...(await upstream(browser, stack)))
      }
    } finally {
      await stack.stop()
    }
  }
  if (values.only === undefined || values.only === 'pools') {
    process.stderr.write('pools …\n')
    const stack = await startStack({ lab: { world: 'big-pools' } })
    try {
      measurements.push(...(await pools(browser, stack)))
      measurements.push(...(await tenants(browser, stack)))
    } finally {
      await stack.stop()
    }
  }
  await browser.close()
  const [small = 0, large = 0] = SIZES
  const compared = measurements.map((measurement) => held(measurement, measurements, small, large))
  writeJson(values.out, compared)
  process.stdout.write(`${table(compared)}\n`)
})

/** Puts the same figure of the smaller list beside that of the larger one. */
function held(
  measurement: Measurement,
  all: readonly Measurement[],
  small: number,
  large: number,
): Measurement {
  if (measurement.against || !measurement.id.endsWith(`-${large}`)) return measurement
  const twin = all.find(({ id }) => id === measurement.id.replace(`-${large}`, `-${small}`))
  return twin
    ? { ...measurement, against: { title: `${small.toLocaleString('en')} rows`, value: twin.value } }
    : measurement
}
