import { problem } from '../packages/api/src/problem.ts'
import { Cluster, ROLE_BINDINGS } from './support/cluster.ts'
import { expect, signIn, test } from './fixtures.ts'

const EDGE = '/o/nimbus/p/edge/external-ips'

test.describe('What a role may @security', () => {
  for (const { who, role } of [
    { who: 'nimbus-user', role: 'user' },
    { who: 'nimbus-project-manager', role: 'project-manager' },
  ]) {
    test(`${who} sees the list and why it cannot be changed @real`, async ({ stack, page }) => {
      await signIn(page, stack, who, EDGE)
      await expect(page.getByRole('row', { name: /uplink-a/ })).toBeVisible()
      const create = page
        .getByRole('link', { name: 'Create External IP' })
        .or(page.getByRole('button', { name: 'Create External IP' }))
      await expect(create).toHaveAttribute('aria-disabled', 'true')
      await expect(page.getByText(`Your role, ${role}, cannot create External IPs`).first()).toBeVisible()
      await page.goto(`${stack.url}${EDGE}/uplink-old/delete`)
      await expect(page.getByRole('button', { name: 'Delete uplink-old' })).toBeDisabled()
      await expect(page.getByText(`Your role, ${role}, cannot delete External IPs`).first()).toBeVisible()
    })
  }

  test('a member of a group only opens the Project that the token names', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-group-developer', '/')
    await expect(page).toHaveURL(/\/o\/nimbus\/p\/edge\//)
    await page.getByRole('link', { name: /^External IPs/ }).click()
    await expect(page.getByRole('row', { name: /uplink-a/ })).toBeVisible()
    await page.goto(`${stack.url}/o/nimbus/p/arena/external-ips`)
    await expect(page.getByText('There is no Project arena in nimbus that you may open')).toBeVisible()
  })

  test('platform staff open any Project; the viewer changes nothing', async ({ stack, page }) => {
    await signIn(page, stack, 'platform-viewer', '/o/harbor/p/gate/external-ips')
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible()
    await expect(page.getByText(/cannot create External IPs/).first()).toBeVisible()
  })

  test('a role taken away while the page is open empties it and says so @real', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const admin = await Cluster.of(stack, 'platform-admin')
    const bindings = ROLE_BINDINGS(project.namespace)
    await signIn(page, stack, project.developer, project.page)
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible()
    const taken = (await admin.list(bindings)).filter(
      ({ metadata: { name } }) => name === 'user' || name === 'developer-developers',
    )
    expect(taken).toHaveLength(2)
    for (const { metadata } of taken) await admin.delete(`${bindings}/${metadata.name}`)
    await expect(page.getByText('External IPs are not shown')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeHidden()
    for (const { apiVersion, kind, metadata, roleRef, subjects } of taken) {
      const { name, labels } = metadata
      const binding = { apiVersion, kind, metadata: { name, labels }, roleRef, subjects }
      await admin.create(bindings, binding).catch(() => undefined)
    }
    // A refusal is looked at again within a minute.
    await expect(page.getByRole('row', { name: /default-gw/ })).toBeVisible({ timeout: 90_000 })
  })

  test('an unknown Project and a foreign one get the same answer @real', async ({ stack, page }) => {
    await signIn(page, stack, 'harbor-developer', '/o/nimbus/p/edge/external-ips')
    await expect(page.getByText('There is no Project edge in nimbus that you may open')).toBeVisible()
    await page.goto(`${stack.url}/o/nimbus/p/nowhere/external-ips`)
    await expect(page.getByText('There is no Project nowhere in nimbus that you may open')).toBeVisible()
    const answers = await Promise.all(
      ['nimbus-edge', 'nowhere'].map(async (namespace) => {
        const answer = await page.request.get(`${stack.url}/api/channels/external-ips/${namespace}`)
        expect(answer.status()).toBe(403)
        return problem.parse(await answer.json()).error
      }),
    )
    expect(answers[0]).toBe(answers[1])
  })
})
