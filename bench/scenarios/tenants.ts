import type { Browser, Page } from '@playwright/test'
import type { Stack } from '../../scripts/stack.ts'
import { LIST, signedIn, STAFF } from '../console.ts'
import type { Measurement } from '../report.ts'
import { repeat } from '../repeat.ts'
import { gridOf, untilSettled } from '../settled.ts'
import { median } from '../statistics.ts'
import { untilFirst } from './first-row.ts'

const RUNS = 5

/** The list of all tenants' External IPs, 40,000 of them, against a tenant's small list in the same run. */
export async function tenants(browser: Browser, stack: Stack): Promise<Measurement[]> {
  const page = await signedIn(browser, stack, STAFF)
  const floor = await repeat(RUNS, () => untilFirst(page, `${stack.url}${LIST}`, '[role=gridcell]'))
  await page.addInitScript(watchTasks)
  const url = `${stack.url}/admin/external-ips`
  const opened = await repeat(RUNS, async () => {
    const first = await untilFirst(page, url, '[role=gridcell]')
    return { first, task: await longestTask(page) }
  })
  const filtered = await keys(page)
  await page.context().close()
  const of = 'of 40,000 External IPs of all tenants'
  return [
    {
      id: 'tenants-open',
      title: `first row ${of}`,
      unit: 'ms',
      value: median(opened.map(({ first }) => first)),
      against: { title: 'External IPs of a small Project, same run', value: median(floor) },
    },
    {
      id: 'tenants-task',
      title: `longest task until the first row ${of}`,
      unit: 'ms',
      value: median(opened.map(({ task }) => task)),
    },
    {
      id: 'tenants-filter',
      title: `last key in the filter to settled rows ${of}`,
      unit: 'ms',
      value: median(filtered),
      aim: 50,
    },
  ]
}

async function keys(page: Page): Promise<number[]> {
  const box = page.getByRole('searchbox', { name: 'Filter External IPs' })
  return repeat(RUNS * 2, async (run) => {
    await box.fill('100.72.3')
    await page.getByText(/^[\d,]+ of [\d,]+$/).waitFor()
    return untilSettled(page, 'keydown', () => box.press(String(run % 10)), gridOf('External IPs'))
  })
}

/** Notes in the page how long the longest task took so far: as long it answered nothing. */
function watchTasks(): void {
  new PerformanceObserver((list) => {
    const root = document.documentElement
    const longest = Math.max(
      Number(root.dataset['longest'] ?? 0),
      ...list.getEntries().map((one) => one.duration),
    )
    root.dataset['longest'] = String(longest)
  }).observe({ type: 'longtask', buffered: true })
}

function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => Number(document.documentElement.dataset['longest'] ?? 0))
}
