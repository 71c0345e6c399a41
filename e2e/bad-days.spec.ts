import { FOLLOWED } from '../apps/bff/src/cluster/resource.ts'
import { Cluster, eip, PROJECTS } from './support/cluster.ts'
import { expect, signIn, test } from './fixtures.ts'

test.describe('Bad days @external-ips', () => {
  test.afterEach(async ({ stack }) => {
    // A real cluster takes no orders to misbehave.
    if (stack.info.cluster === 'lab') await stack.lab.faults({ api: 'up', watches: 'flow' })
  })

  test('the cluster goes away and comes back: the page says so, keeps what it shows and catches up', async ({
    stack,
    project,
    page,
  }) => {
    const developer = await Cluster.of(stack, project.developer)
    await signIn(page, stack, project.developer, project.page)
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible()
    await stack.lab.faults({ api: 'down' })
    await expect(page.getByText(/The cluster has not answered since/)).toBeVisible({ timeout: 30_000 })
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible()
    await stack.lab.faults({ api: 'up' })
    await developer.create(project.eips, eip('after-the-outage', 'cloud'))
    await expect(page.getByRole('row', { name: /after-the-outage/ })).toBeVisible({ timeout: 60_000 })
    await expect(page.getByText(/The cluster has not answered since/)).toBeHidden()
    await developer.delete(`${project.eips}/after-the-outage`)
  })

  test('a watch that has gone silent is noticed, and nothing is missed', async ({ stack, project, page }) => {
    test.slow()
    const developer = await Cluster.of(stack, project.developer)
    await signIn(page, stack, project.developer, project.page)
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible()
    await stack.lab.faults({ watches: 'freeze' })
    await developer.create(project.eips, eip('behind-silence', 'cloud'))
    await stack.lab.faults({ watches: 'flow' })
    await expect(page.getByRole('row', { name: /behind-silence/ })).toBeVisible({ timeout: 120_000 })
    await developer.delete(`${project.eips}/behind-silence`)
  })

  test('history is compacted while watches are cut: the server lists again', async ({
    stack,
    project,
    page,
  }) => {
    const developer = await Cluster.of(stack, project.developer)
    await signIn(page, stack, project.developer, project.page)
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible()
    await stack.lab.faults({ api: 'down', watches: 'drop' })
    await stack.lab.faults({ api: 'up' })
    await developer.create(project.eips, eip('past-the-410', 'cloud'))
    await stack.lab.compact()
    await expect(page.getByRole('row', { name: /past-the-410/ })).toBeVisible({ timeout: 60_000 })
    await developer.delete(`${project.eips}/past-the-410`)
  })

  test('the session ends while a form is open: what was typed survives the sign-in', async ({
    stack,
    project,
    page,
    context,
  }) => {
    await signIn(page, stack, project.developer, `${project.page}/create`)
    await page.getByRole('textbox', { name: 'Name' }).fill('typed-before')
    await page.getByRole('radio', { name: 'Cloud' }).check()
    // The check of what was typed is over: nothing but the button finds out.
    await expect(page.getByText(/The server accepts it/)).toBeVisible()
    await context.clearCookies({ name: /console|session|kube/i })
    await page.getByRole('button', { name: /^Create/ }).click()
    const ended = page.getByRole('dialog', { name: 'Your session has ended' })
    await expect(ended).toBeVisible()
    await ended.getByRole('button', { name: 'Sign in again' }).click()
    await page
      .getByRole('button', { name: /harbor-developer/ })
      .or(page.getByRole('textbox', { name: 'Name' }))
      .first()
      .waitFor()
    const person = page.getByRole('button', { name: /harbor-developer/ })
    if (await person.isVisible()) await person.click()
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('typed-before')
    await expect(page.getByRole('radio', { name: 'Cloud' })).toBeChecked()
  })

  test('two tabs and the API delete the same address: the slower ones are told, nothing else goes', async ({
    stack,
    project,
    page,
    context,
  }) => {
    const developer = await Cluster.of(stack, project.developer)
    await developer.create(project.eips, eip('contested', 'cloud'))
    await signIn(page, stack, project.developer, `${project.page}/contested/delete`)
    const other = await context.newPage()
    await other.goto(`${stack.url}${project.page}/contested/delete`)
    await page.getByRole('button', { name: 'Delete contested' }).click()
    await expect(page.getByRole('row', { name: /contested/ })).toBeHidden()
    // Made anew under the same name: the second tab still means the first one, and must not delete this.
    await expect.poll(() => developer.status('GET', `${project.eips}/contested`)).toBe(404)
    await developer.create(project.eips, eip('contested', 'cloud'))
    await expect(page.getByRole('row', { name: /contested/ })).toBeVisible()
    expect(await developer.status('GET', `${project.eips}/contested`)).toBe(200)
    await developer.delete(`${project.eips}/contested`)
  })

  test('a Project deleted while it is open says so @real', async ({ stack, project, page }) => {
    const admin = await Cluster.of(stack, 'platform-admin')
    await signIn(page, stack, project.developer, project.page)
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible({ timeout: 30_000 })
    await admin.delete(`${PROJECTS(project.organization)}/${project.name}`)
    await expect(page.getByRole('heading', { name: `${project.name} was deleted` })).toBeVisible({
      timeout: 60_000,
    })
  })

  test('an object without a status is a row with words', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-developer', '/o/nimbus/p/edge/external-ips')
    await expect(page.getByRole('row', { name: /uplink-unseen/ })).toContainText(
      'Not taken up by the platform',
    )
  })

  test('an object whose type the platform does not know is a row with words', async ({
    stack,
    project,
    page,
  }) => {
    await signIn(page, stack, project.developer, project.page)
    const developer = await Cluster.of(stack, project.developer)
    await developer.create(project.eips, {
      apiVersion: 'kube-dc.com/v1',
      kind: 'EIp',
      metadata: { name: 'mistyped', labels: { note: 'x' } },
      spec: { externalNetworkType: 'publik' },
    })
    await expect(page.getByRole('row', { name: /mistyped/ })).toContainText(/publik/)
    await developer.delete(`${project.eips}/mistyped`)
  })

  test('twenty tabs at once cost the cluster no more watches than one', async ({
    stack,
    project,
    page,
    context,
  }) => {
    test.slow()
    await signIn(page, stack, project.developer, project.page)
    await expect(page.getByText('Live', { exact: true })).toBeVisible()
    // Those that the faults before have cut off come back first: one of each kind, and never a second.
    const whole = () =>
      expect.poll(() => openWatches(stack.metricsUrl), { timeout: 60_000 }).toBe(FOLLOWED.length)
    await whole()
    const tabs = await Promise.all(
      Array.from({ length: 19 }, async () => {
        const tab = await context.newPage()
        await tab.goto(`${stack.url}${project.page}`)
        return tab
      }),
    )
    for (const tab of tabs)
      await expect(tab.getByRole('row', { name: /default-gw/ })).toBeVisible({ timeout: 60_000 })
    await whole()
    const developer = await Cluster.of(stack, project.developer)
    await developer.create(project.eips, eip('seen-by-all', 'cloud'))
    for (const tab of tabs) await expect(tab.getByRole('row', { name: /seen-by-all/ })).toBeVisible()
    await developer.delete(`${project.eips}/seen-by-all`)
  })
})

/** Watches that the server holds open at the cluster, from its own metrics. */
async function openWatches(metricsUrl: string | undefined): Promise<number> {
  if (metricsUrl === undefined) throw new Error('The stack serves no metrics')
  const text = await (await fetch(metricsUrl)).text()
  const values = [...text.matchAll(/^\w*watches_open(?:\{[^}]*\})? (\d+)$/gm)].map((match) =>
    Number(match[1]),
  )
  expect(values).not.toHaveLength(0)
  return values.reduce((sum, value) => sum + value, 0)
}
