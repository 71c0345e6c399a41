import { chromium } from '@playwright/test'
import { browserLaunch } from './chromium.ts'
import { startStack } from './stack.ts'
import { signIn } from '../e2e/fixtures.ts'
const stack = await startStack({})
const browser = await chromium.launch(browserLaunch())
const E = '/o/nimbus/p/edge/external-ips'
for (const [scheme, width] of [
  ['light', 1440],
  ['dark', 1440],
  ['light', 360],
  ['dark', 360],
] as const) {
  const context = await browser.newContext({
    colorScheme: scheme,
    viewport: { width, height: width > 400 ? 900 : 780 },
  })
  const page = await context.newPage()
  page.on('console', (m) => m.type() === 'error' && console.error(m.text()))
  page.on('pageerror', (e) => console.error('PAGEERROR', e))
  await page.goto(stack.url)
  await page.waitForTimeout(1200)
  if (scheme === 'light') await page.screenshot({ path: `/tmp/shots/signin-${width}.png` })
  await signIn(page, stack, 'nimbus-developer', E)
  await page.waitForTimeout(1500)
  await page.screenshot({ path: `/tmp/shots/list-${scheme}-${width}.png` })
  for (const [n, p] of [
    ['details', 'slb-orders-x7k2p'],
    ['create', 'create'],
    ['delete', 'uplink-a/delete'],
    ['gw', 'default-gw'],
  ] as const) {
    await page.goto(`${stack.url}${E}/${p}`)
    await page.waitForTimeout(1500)
    await page.screenshot({ path: `/tmp/shots/${n}-${scheme}-${width}.png` })
  }
}
await browser.close()
await stack.stop()
