import type { Browser } from '@playwright/test'
import type { Stack } from '../../scripts/stack.ts'
import { LIST, signedIn } from '../console.ts'
import type { Measurement } from '../report.ts'

const MORE_TABS = 9

/** What browsers cost the cluster, and what one page load costs the network. */
export async function upstream(browser: Browser, stack: Stack): Promise<Measurement[]> {
  const page = await signedIn(browser, stack)
  const loaded = await bytesOf(page.context().newPage(), `${stack.url}${LIST}`)
  const one = await openWatches(stack)
  for (let tab = 0; tab < MORE_TABS; tab += 1) {
    const another = await page.context().newPage()
    await another.goto(`${stack.url}${LIST}`)
    await another.getByRole('gridcell').first().waitFor()
  }
  const many = await openWatches(stack)
  await page.context().close()
  return [
    {
      id: 'upstream-watches',
      title: `watches at the cluster with ${MORE_TABS + 1} tabs open`,
      unit: 'count',
      value: many,
      against: { title: 'with one', value: one },
    },
    {
      id: 'page-bytes',
      title: 'a whole page load with its list, as transferred',
      unit: 'KB',
      value: loaded / 1024,
    },
  ]
}

async function bytesOf(opening: Promise<import('@playwright/test').Page>, url: string): Promise<number> {
  const page = await opening
  const network = await page.context().newCDPSession(page)
  let bytes = 0
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  await network.send('Network.enable')
  await network.send('Network.setCacheDisabled', { cacheDisabled: true })
  await page.goto(url)
  await page.getByRole('gridcell').first().waitFor()
  await page.waitForLoadState('networkidle')
  return bytes
}

/** From the server's own metrics. */
async function openWatches({ metricsUrl }: Stack): Promise<number> {
  if (metricsUrl === undefined) throw new Error('The stack serves no metrics')
  const text = await (await fetch(metricsUrl)).text()
  return [...text.matchAll(/^kube_dc_console_watches_open(?:\{[^}]*\})? (\d+)$/gm)]
    .map((match) => Number(match[1]))
    .reduce((sum, value) => sum + value, 0)
}
