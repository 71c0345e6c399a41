import type { Browser, Page } from '@playwright/test'
import type { Stack } from '../../scripts/stack.ts'
import { serveBarePage } from '../bare-page.ts'
import { COLLECTION, LIST, signedIn } from '../console.ts'
import type { Measurement } from '../report.ts'
import { median } from '../statistics.ts'

const RUNS = 5

/** From a cold page load to the first row on the screen, against the bare page with the same list. */
export async function firstRow(browser: Browser, stack: Stack, rows: number): Promise<Measurement[]> {
  const token = await stack.lab.tokenOf('platform-admin')
  const bare = await serveBarePage(stack.info.apiServer, token)
  const page = await signedIn(browser, stack)
  const console: number[] = []
  const floor: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    console.push(await untilFirst(page, `${stack.url}${LIST}`, '[role=gridcell]'))
    floor.push(await untilFirst(page, bare.url(COLLECTION), '#rows p'))
  }
  await page.context().close()
  await bare.stop()
  return [
    {
      id: `first-row-${rows}`,
      title: `first row of ${rows.toLocaleString('en')}`,
      unit: 'ms',
      value: median(console),
      against: { title: 'bare page, same list', value: median(floor) },
      aim: rows <= 1000 ? 575 : 775,
    },
  ]
}

/** Milliseconds from the beginning of a page load until something is on the page. */
export async function untilFirst(page: Page, url: string, selector: string): Promise<number> {
  await page.goto(url, { waitUntil: 'commit' })
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(wanted)) resolve(performance.now())
          else requestAnimationFrame(look)
        }
        look()
      }),
    selector,
  )
}
