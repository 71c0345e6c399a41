import type { Browser } from '@playwright/test'
import type { Stack } from '../../scripts/stack.ts'
import { openList, signedIn } from '../console.ts'
import type { Measurement } from '../report.ts'
import { gridOf, untilSettled } from '../settled.ts'
import { median } from '../statistics.ts'

const RUNS = 10

/** From the last key in the filter to settled rows: the count has changed, and no frame changes it further. */
export async function filter(browser: Browser, stack: Stack, rows: number): Promise<Measurement[]> {
  const page = await signedIn(browser, stack)
  await openList(page, stack)
  const box = page.getByRole('searchbox')
  const samples: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    await box.fill('node-0')
    await page.getByText(/^[\d,]+ of [\d,]+$/).waitFor()
    samples.push(
      await untilSettled(page, 'keydown', () => box.press(String(run % 2)), gridOf('External IPs')),
    )
  }
  await page.context().close()
  return [
    {
      id: `filter-${rows}`,
      title: `last key in the filter to settled rows, ${rows.toLocaleString('en')} rows`,
      unit: 'ms',
      value: median(samples),
      aim: 50,
    },
  ]
}
