import AxeBuilder from '@axe-core/playwright'
import { Cluster } from './support/cluster.ts'
import { app, collections, machine } from './support/objects.ts'
import { expect, openPanel, rowOf, signIn, test } from './fixtures.ts'

test.describe('Somebody who does not know the method @wizard', () => {
  test('exposes a web app by its hostname @real', async ({ stack, project, page }) => {
    test.slow()
    const admin = await Cluster.of(stack, 'platform-admin')
    await admin.create(collections(project.namespace).deployments, app('web', 1))
    await signIn(page, stack, project.developer, project.home)
    await page.getByRole('link', { name: 'Expose something' }).click()
    await page.getByRole('radio', { name: 'Web app or API' }).click()
    await expect(page.getByRole('option', { name: /^web, 1 of 1 ready/ })).toBeAttached()
    await page.getByRole('combobox', { name: 'Target' }).selectOption({ label: 'web, 1 of 1 ready' })
    await page.getByRole('textbox', { name: 'Port' }).fill('8080')
    await expect(page.getByRole('radio', { name: 'Gateway route: Recommended' })).toBeChecked()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.getByRole('link', { name: 'Continue' }).click()
    const form = page.getByRole('complementary', { name: 'Create gateway route' })
    await expect(form.getByRole('combobox', { name: 'Target' })).toHaveValue(/^deployment\/web$/i)
    await expect(form.getByRole('textbox', { name: 'Port of the app' })).toHaveValue('8080')
    await form.getByRole('textbox', { name: /E-mail/ }).fill('operations@nimbus.cloud')
    await form.getByRole('button', { name: 'Create web' }).click()
    await page.getByRole('link', { name: 'Open web' }).click()
    const panel = openPanel(page, 'web')
    await expect(panel.getByRole('heading', { name: 'How to connect' })).toBeVisible({ timeout: 30_000 })
    await expect(panel.getByLabel('Ask for it', { exact: true })).toContainText(/curl -v https:\/\/web-/)
  })

  test('gives a VM an address of its own, and a service a port of one', async ({ stack, project, page }) => {
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
    await page.getByRole('button', { name: 'Create desk' }).click()
    await expect(rowOf(page, 'desk')).toContainText('Ready')
    await expect(openPanel(page, 'desk').getByLabel('Log in with SSH', { exact: true })).toContainText('ssh user@100.72.')

    await page.goto(`${project.home}/expose?answer=service&from=platform&target=vm%2Fbroker&port=1883`)
    await expect(page.getByRole('radio', { name: /its own External IP: Recommended/ })).toBeChecked()
    await page.getByRole('link', { name: 'Continue' }).click()
    await expect(page.getByRole('textbox', { name: 'Port', exact: true })).toHaveValue('1883')
    await page.getByRole('button', { name: 'Create broker' }).click()
    await expect(rowOf(page, 'broker')).toContainText('Ready, 1 endpoint')

    // Another service on an address that is shared: the port that is taken is said, and the next one offered.
    await page.goto(`${project.home}/expose?answer=several&from=platform&target=vm%2Fdesk&port=1883`)
    await expect(page.getByRole('radio', { name: /shared address: Recommended/ })).toBeChecked()
    await page.getByRole('link', { name: 'Continue' }).click()
    await page.getByRole('button', { name: /^Create desk/ }).click()
    await expect(
      page
        .getByRole('complementary')
        .getByText(/Ready|Done\./)
        .first(),
    ).toBeVisible()
  })

  test('is helped to choose, by keyboard alone and on a phone', async ({ stack, project, page }) => {
    await page.setViewportSize({ width: 360, height: 740 })
    await signIn(page, stack, project.developer, `${project.home}/expose?help=1`)
    await page.getByRole('radio', { name: /Browsers/ }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('radio', { name: 'HTTP or HTTPS' }).focus()
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Take this' }).press('Enter')
    await expect(page.getByRole('radio', { name: 'Gateway route: Recommended' })).toBeChecked()
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBe(360)
    await page.getByRole('link', { name: 'Continue' }).press('Enter')
    await expect(page.getByRole('heading', { name: 'Create gateway route' })).toBeVisible()
  })
})
