import type { Browser } from '@playwright/test'
import type { Stack } from '../../scripts/stack.ts'
import { LIST, signedIn } from '../console.ts'
import type { Measurement } from '../report.ts'
import { median } from '../statistics.ts'
import { untilFirst } from './first-row.ts'

const RUNS = 5

/** The other tabs of Networking, each by what tells that it shows the Project's objects. */
const TABS = [
  ['overview', 'main li'],
  ['floating-ips', '[role=gridcell]'],
  ['load-balancers', '[role=gridcell]'],
  ['gateway-routes', '[role=gridcell]'],
] as const

/** From a cold page load to the first content of each tab, against the list of External IPs in the same run. */
export async function tabs(browser: Browser, stack: Stack, rows: number): Promise<Measurement[]> {
  const page = await signedIn(browser, stack)
  const base = `${stack.url}${LIST}`
  const floor: number[] = []
  for (let run = 0; run < RUNS; run += 1) floor.push(await untilFirst(page, base, '[role=gridcell]'))
  const measurements: Measurement[] = []
  for (const [tab, selector] of TABS) {
    const times: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      times.push(await untilFirst(page, base.replace(/external-ips$/, tab), selector))
    }
    measurements.push({
      id: `tab-${tab}-${rows}`,
      title: `${tab} with ${rows.toLocaleString('en')} External IPs`,
      unit: 'ms',
      value: median(times),
      against: { title: 'External IPs, same run', value: median(floor) },
    })
  }
  await page.context().close()
  return measurements
}
