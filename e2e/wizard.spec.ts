import AxeBuilder from '@axe-core/playwright'
import { Cluster } from './support/cluster.ts'
import { act, choose, tabTo, type } from './support/keyboard.ts'
import { app, collections, machine } from './support/objects.ts'
import type { Page } from '@playwright/test'
import { expect, signIn, test } from './fixtures.ts'

test.describe('Somebody who does not know the method @wizard', () => {
  test('exposes a web app by its hostname @real', async ({ stack, project, page }) => {
    test.slow()
    const admin = await Cluster.of(stack, 'platform-admin')
    await admin.create(collections(project.namespace).deployments, app('web', 1))
    await signIn(page, stack, project.developer, project.home)
    await page.getByRole('link', { name: 'Expose something' }).click()
    await page.getByRole('radio', { name: 'Web app or API' }).click()
    await expect(page.getByRole('option', { name: /^web, 1 of 1 ready/ })).toBeAttached()
    await page
      .getByRole('combobox', { name: 'Target' })
      .selectOption({ label: 'web, 1 of 1 ready, Deployment' })
    await page.getByRole('textbox', { name: 'Port' }).fill('8080')
    await expect(page.getByRole('radio', { name: 'Gateway route: Recommended' })).toBeChecked()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page.getByRole('combobox', { name: 'Target' })).toHaveValue(/^deployment\/web$/i)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('textbox', { name: 'Port of the app' })).toHaveValue('8080')
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('textbox', { name: /E-mail/ })).toHaveAccessibleDescription(/./)
    await page.getByRole('textbox', { name: /E-mail/ }).fill('operations@nimbus.cloud')
    await page.reload()
    await expect(page.getByRole('textbox', { name: /E-mail/ })).toHaveValue('operations@nimbus.cloud')
    await expect(page.getByText('Inner address: the platform chooses')).toBeVisible()
    await expect(page.getByRole('group', { name: 'External IP' })).toBeHidden()
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByText(/The server accepts it, dry run at/)).toBeVisible()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page.getByRole('heading', { name: 'It is ready' })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText('Done.', { exact: true })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Open the site' })).toHaveAttribute('href', /^https:\/\/web-/)
    // Whoever comes back to the address later finds the same.
    await page.reload()
    await expect(page.getByLabel('Ask for it', { exact: true })).toContainText(/curl -v https:\/\/web-/)
  })

  test('gives a VM an address of its own, a service a port of one, and another a port of a shared one @real', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const developer = await Cluster.of(stack, project.developer)
    await developer.create(at.machines, machine(project.namespace, 'desk'))
    await developer.create(at.machines, machine(project.namespace, 'broker'))
    await signIn(page, stack, project.developer, `${project.home}/expose?answer=machine&from=platform`)
    await expect(page.getByRole('option', { name: /^desk, 1 of 1 ready/ })).toBeAttached()
    await page.getByRole('combobox', { name: 'Target' }).selectOption('vm/desk')
    await expect(page.getByRole('radio', { name: 'Floating IP: Recommended' })).toBeChecked()
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page.getByRole('combobox', { name: 'VM and interface' })).toHaveValue('desk/vpc_net_0')
    await carryOut(page)
    await expect(page.getByLabel('Log in with SSH', { exact: true })).toContainText('ssh user@100.72.')
    await expect(page.getByText(/^Log in with SSH, works only inside the platform/)).toBeVisible()

    await page.goto(`${project.home}/expose?answer=service&from=platform&target=vm%2Fbroker&port=1883`)
    await expect(page.getByRole('radio', { name: /its own External IP: Recommended/ })).toBeChecked()
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('broker')
    await carryOut(page)
    await expect(page.getByLabel(/1883/).first()).toContainText('nc -vz 100.72.')

    await page.goto(`${project.home}/expose?answer=several&from=platform&target=vm%2Fdesk&port=1883`)
    await expect(page.getByRole('radio', { name: /shared address: Recommended/ })).toBeChecked()
    await page.getByRole('link', { name: 'Continue' }).click()
    await carryOut(page)
  })

  test('is helped to choose and gets there by keyboard alone, on a phone', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const admin = await Cluster.of(stack, 'platform-admin')
    await admin.create(collections(project.namespace).deployments, app('web', 1))
    await page.setViewportSize({ width: 360, height: 740 })
    await signIn(page, stack, project.developer, `${project.home}/expose?help=1`)
    await choose(page, page.getByRole('radio', { name: /Browsers/ }))
    await choose(page, page.getByRole('radio', { name: 'HTTP or HTTPS' }))
    await act(page, page.getByRole('button', { name: 'Take this' }))
    await expect(page.getByRole('radio', { name: 'Gateway route: Recommended' })).toBeChecked()
    await expectNoSideways(page)
    await act(page, page.getByRole('link', { name: 'Continue' }))

    const target = page.getByRole('combobox', { name: 'Target' })
    await expect(target.getByRole('option', { name: /^web, 1 of 1 ready/ })).toBeAttached()
    await tabTo(page, target)
    await page.keyboard.type('web')
    await expect(target).toHaveValue(/^deployment\/web$/i)
    await expectNoSideways(page)
    await onward(page)
    await type(page, page.getByRole('textbox', { name: 'Port of the app' }), '8080')
    await expectNoSideways(page)
    await onward(page)
    await type(page, page.getByRole('textbox', { name: /E-mail/ }), 'operations@nimbus.cloud')
    await expectNoSideways(page)
    await onward(page)
    await expect(page.getByText(/The server accepts it, dry run at/)).toBeVisible()
    await expectNoSideways(page)
    await act(page, page.getByRole('button', { name: 'Apply' }))
    await expect(page.getByRole('heading', { name: 'It is ready' })).toBeVisible({ timeout: 30_000 })
    await expectNoSideways(page)
  })
})

async function expectNoSideways(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
}

function onward(page: Page): Promise<void> {
  return act(page, page.getByRole('button', { name: 'Continue' }))
}

/** From the target on: nothing more has to be said, so it is looked at, applied, and waited for. */
async function carryOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('group', { name: 'External IP' })).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText(/The server accepts it, dry run at/)).toBeVisible()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(page.getByRole('heading', { name: 'It is ready' })).toBeVisible({ timeout: 30_000 })
}
