import { Cluster, type WatchEvent } from './support/cluster.ts'
import { expect, openPanel, signIn, test } from './fixtures.ts'

/** What the lab takes to make an address ready where nobody says otherwise. */
const READY_MS = 1_500

const EDGE = '/o/nimbus/p/edge/external-ips'

test.describe('The life of an External IP @external-ips', () => {
  test.afterEach(async ({ stack }) => {
    await stack.lab.delays({ readyMs: READY_MS })
  })

  test('is made, seen pending and then ready by everybody who may, and by nobody else @real', async ({
    stack,
    project,
    browser,
    page,
  }) => {
    test.slow()
    // Long enough for slow eyes to see it wait.
    await stack.lab.delays({ readyMs: 4_000 })
    const developer = await Cluster.of(stack, project.developer)
    const ended = new AbortController()
    const seen: WatchEvent[] = []
    const watching = (async () => {
      for await (const event of developer.watch(project.eips, ended.signal)) seen.push(event)
    })()

    const second = await browser.newPage()
    await signIn(second, stack, project.developer, project.page)
    await signIn(page, stack, project.developer, project.page)

    await page.getByRole('link', { name: 'Create External IP' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('front-door')
    await page.getByRole('radio', { name: 'Public' }).check()
    await expect(page.getByText(/The server accepts it/)).toBeVisible()
    await page.getByRole('button', { name: /^Create/ }).click()

    // At the same time: the pending state passes by itself.
    await Promise.all(
      [page, second].map(async (tab) => {
        const row = tab.getByRole('row', { name: /front-door/ })
        await expect(row).toContainText('Waiting for')
        await expect(row).toContainText(/203\.0\.113\.\d+/)
        await expect(row).toContainText('Ready')
      }),
    )
    await expect.poll(() => seen.map(({ type }) => type)).toContain('MODIFIED')
    expect(seen[0]).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'front-door' } } })

    const rival = await browser.newPage()
    await signIn(rival, stack, project.rival, project.page)
    await expect(
      rival.getByText(`There is no Project ${project.name} in harbor that you may open`),
    ).toBeVisible()

    await second.getByRole('row', { name: /front-door/ }).click()
    await page
      .getByRole('button', { name: /More|Actions/ })
      .first()
      .waitFor()
    await developer.delete(`${project.eips}/front-door`)
    await expect(page.getByRole('row', { name: /front-door/ })).toBeHidden()
    await expect(second.getByText(`There is no External IP front-door in ${project.name}`)).toBeVisible()
    ended.abort()
    await watching
  })

  test('a public one that the quota refuses exists, and says why it waits', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-developer', EDGE)
    await page.getByRole('link', { name: 'Create External IP' }).click()
    await expect(page.getByText(/3 of 3, 1 more waits/).first()).toBeVisible()
    await page.goto(`${stack.url}${EDGE}/slb-orders-x7k2p`)
    const panel = openPanel(page, 'slb-orders-x7k2p')
    await expect(panel).toContainText('No public address left for nimbus')
    await expect(panel).toContainText('publicIPv4')
    await expect(panel.getByRole('link', { name: /Delete uplink-old/ })).toBeVisible()
  })

  test('a delete names what breaks and asks for the name of one in use', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-developer', `${EDGE}/uplink-a/delete`)
    const dialog = page.getByRole('dialog', { name: 'Delete uplink-a?' })
    await expect(dialog).toContainText('Disconnects load balancer mqtt')
    await expect(dialog).toContainText('203.0.113.14 goes back to the pool')
    const confirm = dialog.getByRole('button', { name: 'Delete uplink-a' })
    await expect(confirm).toBeDisabled()
    await dialog.getByRole('textbox').fill('uplink-a')
    await expect(confirm).toBeEnabled()
    await dialog.getByRole('button', { name: 'Keep it' }).click()
    await expect(dialog).toBeHidden()
  })

  test('the default gateway is explained and cannot be deleted', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-developer', `${EDGE}/default-gw`)
    const panel = openPanel(page, 'default-gw')
    await expect(panel).toContainText(
      'Everything in edge that has no address of its own reaches out through this one',
    )
    await page.goto(`${stack.url}${EDGE}/default-gw/delete`)
    const dialog = page.getByRole('dialog', { name: 'Delete default-gw?' })
    await expect(dialog).toContainText('default-gw is the way out of edge')
    await expect(dialog.getByRole('button', { name: 'Delete default-gw' })).toBeDisabled()
  })

  test('is made and deleted in the browser @real', async ({ stack, project, page }) => {
    await signIn(page, stack, project.developer, project.page)
    await page.getByRole('link', { name: 'Create External IP' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('short-lived')
    await page.getByRole('radio', { name: 'Cloud' }).check()
    await page.getByRole('button', { name: /^Create/ }).click()
    const row = page.getByRole('row', { name: /short-lived/ })
    await expect(row).toContainText(/100\.72\./)
    await page.goto(`${stack.url}${project.page}/short-lived/delete`)
    await page.getByRole('button', { name: 'Delete short-lived' }).click()
    await expect(row).toBeHidden()
  })
})

test.describe('The list @external-ips', () => {
  test('finds, filters and sorts, and keeps what was chosen in the address', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-developer', EDGE)
    await expect(page.getByRole('row', { name: /uplink-a/ })).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type('203.0.113.14')
    await expect(page.getByText(/^1 of \d+$/)).toBeVisible()
    await expect(page.getByRole('row', { name: /uplink-a/ })).toBeVisible()
    await expect(page).toHaveURL(/filter=203\.0\.113\.14/)
    await page.reload()
    await expect(page.getByText(/^1 of \d+$/)).toBeVisible()
    await page.getByRole('searchbox').fill('uplink-z')
    await expect(page.getByText('No External IP matches')).toBeVisible()
  })

  test('shows every tab of the details', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-developer', `${EDGE}/uplink-a`)
    const panel = openPanel(page, 'uplink-a')
    await panel.getByRole('link', { name: /Related/ }).click()
    await expect(panel).toContainText('mqtt')
    await panel.getByRole('link', { name: 'YAML' }).click()
    await expect(panel).toContainText('apiVersion: kube-dc.com/v1')
    await expect(panel).toContainText('externalNetworkType: public')
    await panel.getByRole('link', { name: 'Events' }).click()
    await expect(page).toHaveURL(/tab=events/)
  })
})
