import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures.ts'

const EDGE = '/o/nimbus/p/edge/external-ips'

/** Every page and state of this console so far, with what tells that it has come up. */
const PLACES: readonly { path: string; shows: (page: Page) => ReturnType<Page['getByText']> }[] = [
  {
    path: EDGE,
    shows: (page) =>
      page
        .getByRole('grid')
        .or(page.getByRole('list', { name: 'External IPs' }))
        .first(),
  },
  { path: `${EDGE}?filter=nothing-like-it`, shows: (page) => page.getByText('No External IP matches') },
  { path: `${EDGE}/create`, shows: (page) => page.getByRole('textbox', { name: 'Name' }) },
  { path: `${EDGE}/slb-orders-x7k2p`, shows: (page) => page.getByText('No public address left for nimbus') },
  { path: `${EDGE}/uplink-a?tab=related`, shows: (page) => page.getByText('mqtt').first() },
  { path: `${EDGE}/uplink-a?tab=yaml`, shows: (page) => page.getByText('apiVersion').first() },
  { path: `${EDGE}/uplink-a?tab=events`, shows: (page) => page.getByRole('heading', { name: 'uplink-a' }) },
  { path: `${EDGE}/uplink-a/delete`, shows: (page) => page.getByRole('dialog') },
  {
    path: '/o/nimbus/p/nowhere/external-ips',
    shows: (page) => page.getByText('There is no Project nowhere'),
  },
  { path: '/no-such-page', shows: (page) => page.getByRole('heading').first() },
]

const HOME = '/o/nimbus/p/edge'

/** What stands beside the External IPs: other tabs, details, forms, the wizard, Learn. */
const OTHERS: readonly { path: string; shows: string | RegExp }[] = [
  { path: `${HOME}/overview`, shows: 'Project network' },
  { path: `${HOME}/floating-ips`, shows: 'Floating IPs' },
  { path: `${HOME}/load-balancers`, shows: 'Load balancers' },
  { path: `${HOME}/load-balancers/mqtt`, shows: 'mqtt' },
  { path: `${HOME}/load-balancers/mqtt/edit`, shows: 'Edit mqtt' },
  { path: `${HOME}/load-balancers/create`, shows: 'Create load balancer' },
  { path: `${HOME}/floating-ips/create`, shows: 'Create floating IP' },
  { path: `${HOME}/gateway-routes`, shows: 'Gateway routes' },
  { path: `${HOME}/gateway-routes/web`, shows: 'web' },
  { path: `${HOME}/gateway-routes/create`, shows: 'Create gateway route' },
  { path: `${HOME}/operations`, shows: 'Operations' },
  { path: `${HOME}/expose?answer=service&port=8883`, shows: /Expose|What are you exposing/ },
  { path: `${HOME}/learn/which-method`, shows: 'Which method should I use?' },
  { path: `${HOME}/learn/exposure-reference`, shows: 'Service exposure reference' },
  { path: '/o/nimbus', shows: /nimbus/ },
]

/** The provider's side: every page, and what opens over it. */
const ADMIN: typeof OTHERS = [
  { path: '/admin/pools', shows: 'Pools' },
  { path: '/admin/pools/add', shows: 'Add a pool' },
  { path: '/admin/pools/ext-public', shows: 'ext-public' },
  { path: '/admin/pools/ext-cloud?zoom=100.72.3.0/24', shows: 'ext-cloud' },
  { path: '/admin/pools/ext-cloud/addresses/100.72.3.77', shows: '100.72.3.77' },
  { path: '/admin/pools/ext-public/exclusions?do=reserve', shows: /Reserve/ },
  { path: '/admin/pools/ext-public/change', shows: /Change/ },
  { path: '/admin/organizations', shows: 'Organizations' },
  { path: '/admin/external-ips', shows: 'External IPs' },
  { path: '/admin/floating-ips', shows: 'Floating IPs' },
  { path: '/admin/gateway', shows: 'Gateway' },
  { path: '/admin/gateway/routes', shows: 'Gateway' },
  { path: '/admin/reconciliation', shows: 'Reconciliation' },
  { path: '/admin/holders?filter=203.0.113.14', shows: /Who holds/ },
  { path: '/admin/operations', shows: 'Operations' },
]

for (const [who, pages] of [
  ['nimbus-developer', OTHERS],
  ['platform-admin', ADMIN],
] as const) {
  for (const [colorScheme, width] of [
    ['light', 1440],
    ['dark', 360],
  ] as const) {
    test(`axe finds nothing on the other pages of ${who} in ${colorScheme} at ${width} px @a11y`, async ({
      stack,
      page,
    }) => {
      test.slow()
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })
      await signIn(page, stack, who, pages[0]?.path ?? '/')
      for (const { path, shows } of pages) {
        await page.goto(`${stack.url}${path}`)
        await expect(page.getByRole('heading', { name: shows }).first()).toBeVisible()
        expect(await problems(page), path).toEqual([])
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth)
        expect(sideways, path).toBeLessThanOrEqual(width)
      }
    })
  }
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [1440, 360]) {
    test(`axe finds nothing on any page in ${colorScheme} at ${width} px @a11y`, async ({ stack, page }) => {
      test.slow()
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 800 })
      await page.goto(`${stack.url}/sign-in`)
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
      expect(await problems(page), 'sign-in').toEqual([])
      await signIn(page, stack, 'nimbus-developer', EDGE)
      for (const { path, shows } of PLACES) {
        await page.goto(`${stack.url}${path}`)
        await expect(shows(page)).toBeVisible()
        expect(await problems(page), path).toEqual([])
      }
    })
  }
}

async function problems(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

test('nothing scrolls sideways at 360 px and at 200 % zoom @a11y', async ({ stack, page }) => {
  await signIn(page, stack, 'nimbus-developer', EDGE)
  for (const width of [360, 720]) {
    await page.setViewportSize({ width, height: 800 })
    for (const { path, shows } of PLACES) {
      await page.goto(`${stack.url}${path}`)
      await expect(shows(page)).toBeVisible()
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(overflow, `${path} at ${width} px`).toBeLessThanOrEqual(0)
    }
  }
})

test('the whole life of an External IP by keyboard alone @a11y @external-ips', async ({
  stack,
  project,
  page,
}) => {
  await signIn(page, stack, project.developer, project.page)
  await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible()

  await tabTo(page, page.getByRole('link', { name: 'Create External IP' }))
  await page.keyboard.press('Enter')
  const name = page.getByRole('textbox', { name: 'Name' })
  await tabTo(page, name)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('by-keyboard')
  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: /^Create/ }))
  await page.keyboard.press('Enter')
  const panel = page.getByRole('heading', { name: 'by-keyboard', exact: true })
  await expect(panel).toBeVisible()
  await expect(page.getByText(/100\.72\.\d+\.\d+/).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()

  await page.keyboard.press('/')
  await page.keyboard.type('by-keyboard')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(panel).toBeVisible()
  await page.goto(`${stack.url}${project.page}/by-keyboard/delete`)
  await tabTo(page, page.getByRole('button', { name: 'Delete by-keyboard' }))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /by-keyboard/ })).toBeHidden()
})

/** Presses Tab until the element has focus, as a person would; fails when it cannot be reached. */
async function tabTo(page: Page, target: ReturnType<Page['getByRole']>): Promise<void> {
  await expect(target).toBeVisible()
  for (let presses = 0; presses < 60; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error('The element cannot be reached with Tab')
}
