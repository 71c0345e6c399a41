import { Cluster } from './support/cluster.ts'
import { app, collections, machine } from './support/objects.ts'
import { expect, openPanel, rowOf, signIn, test } from './fixtures.ts'

test.describe('A developer changes it in the console', () => {
  test('a load balancer from nothing to gone, on a new address that stays @load-balancers @real', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const admin = await Cluster.of(stack, 'platform-admin')
    await admin.create(at.deployments, app('shop', 2))
    await signIn(page, stack, project.developer, `${project.home}/load-balancers`)
    await page.getByRole('link', { name: 'Create load balancer' }).first().click()

    const form = page.getByRole('complementary', { name: 'Create load balancer' })
    const target = form.getByRole('combobox', { name: 'Target' })
    await expect(target.getByRole('option', { name: /^shop, 2 of 2 ready/ })).toBeAttached()
    await target.selectOption({ label: 'shop, 2 of 2 ready, Deployment' })
    await expect(form.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('shop')
    await form.getByRole('textbox', { name: 'Port', exact: true }).fill('70000')
    await expect(form.getByRole('textbox', { name: 'Port', exact: true })).toHaveAccessibleDescription(
      /65535/,
    )
    await form.getByRole('textbox', { name: 'Port', exact: true }).fill('80')
    await form.getByRole('textbox', { name: 'Leads to' }).fill('http')
    await form.getByRole('radio', { name: 'A new one with a name' }).click()
    await form.getByRole('textbox', { name: 'Name of the External IP' }).fill('door')
    await form.getByRole('radio', { name: 'Cloud' }).click()
    await expect(form.getByText(/The server accepts it/)).toBeVisible()
    await expect(form.getByLabel('shop.yaml', { exact: true })).toContainText('bind-on-eip: door')
    await form.getByRole('button', { name: 'Create shop' }).click()

    // Two objects: an operation, which says how far it is and where its result is.
    const operation = page.getByRole('complementary', { name: 'Create load balancer shop' })
    await expect(operation.getByText('Done.', { exact: true })).toBeVisible()
    await operation.getByRole('link', { name: 'Open shop' }).click()
    const shop = rowOf(page, 'shop')
    await expect(shop).toContainText('Ready, 2 endpoints')
    await expect(shop).toContainText(/100\.72\.\d+\.\d+/)

    const panel = openPanel(page, 'shop')
    await panel.getByRole('button', { name: 'Actions for shop' }).click()
    await page.getByRole('menuitem', { name: /Edit shop/ }).click()
    const edit = page.getByRole('complementary', { name: 'Edit shop' })
    await edit.getByRole('textbox', { name: 'Port', exact: true }).fill('8080')
    await edit.getByRole('button', { name: 'Save shop' }).click()
    await expect(openPanel(page, 'shop')).toContainText('8080/TCP')

    await openPanel(page, 'shop').getByRole('button', { name: 'Actions for shop' }).click()
    await page.getByRole('menuitem', { name: /Delete shop/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete shop?' })
    await expect(dialog).toContainText('8080/TCP, 2 endpoints ready')
    await expect(dialog).toContainText('The External IP door stays with its address')
    await dialog.getByRole('textbox').fill('shop')
    await dialog.getByRole('button', { name: 'Delete shop' }).click()
    await expect(shop).toBeHidden()
    await page.getByRole('link', { name: /^External IPs/ }).click()
    await expect(rowOf(page, 'door')).toContainText('Released')
  })

  test('a floating IP, moved to another VM with its address kept @floating-ips @real', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const developer = await Cluster.of(stack, project.developer)
    for (const name of ['desk', 'bench'])
      await developer.create(at.machines, machine(project.namespace, name))
    await signIn(page, stack, project.developer, `${project.home}/floating-ips`)
    await page.getByRole('link', { name: 'Create floating IP' }).first().click()

    const form = page.getByRole('complementary', { name: 'Create floating IP' })
    const vms = form.getByRole('combobox', { name: 'VM and interface' })
    await expect(vms.getByRole('option', { name: /^desk, vpc_net_0, 10\.61/ })).toBeEnabled()
    await vms.selectOption('desk/vpc_net_0')
    await form.getByRole('radio', { name: 'A new one with a name' }).click()
    await form.getByRole('textbox', { name: 'Name of the External IP' }).fill('line')
    await form.getByRole('radio', { name: 'Cloud' }).click()
    await form.getByRole('button', { name: 'Create desk' }).click()
    const operation = page.getByRole('complementary', { name: 'Create floating IP desk' })
    await expect(operation.getByText('Done.', { exact: true })).toBeVisible()
    await operation.getByRole('link', { name: 'Open desk' }).click()
    const row = rowOf(page, 'desk')
    await expect(row).toContainText('Ready')
    const address = await row
      .getByText(/^100\.72\.\d+\.\d+$/)
      .first()
      .textContent()

    await openPanel(page, 'desk').getByRole('button', { name: 'Actions for desk' }).click()
    await page.getByRole('menuitem', { name: /Move desk/ }).click()
    const move = page.getByRole('complementary', { name: 'Move desk' })
    await expect(move).toContainText(`${address} stays, because it belongs to the External IP line.`)
    await move.getByRole('combobox', { name: 'VM and interface' }).selectOption('bench/vpc_net_0')
    await move.getByRole('button', { name: 'Move desk' }).click()
    const moving = page.getByRole('complementary', { name: 'Move floating IP desk' })
    await expect(moving.getByText('Done.', { exact: true })).toBeVisible({ timeout: 30_000 })
    await moving.getByRole('link', { name: 'Open desk' }).click()
    await expect(openPanel(page, 'desk')).toContainText('bench')
    await expect(row).toContainText(`${address}`)
    await expect(row).toContainText('Ready')
  })

  test('a gateway route with an Issuer made on the way, then removed @gateway-routes @real', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const admin = await Cluster.of(stack, 'platform-admin')
    await admin.create(at.deployments, app('web', 1))
    await signIn(page, stack, project.developer, `${project.home}/gateway-routes`)
    await page.getByRole('link', { name: 'Create gateway route' }).first().click()

    const form = page.getByRole('complementary', { name: 'Create gateway route' })
    await expect(form.getByRole('option', { name: /^web, 1 of 1 ready/ })).toBeAttached()
    await form
      .getByRole('combobox', { name: 'Target' })
      .selectOption({ label: 'web, 1 of 1 ready, Deployment' })
    await form.getByRole('textbox', { name: 'Port of the app' }).fill('8080')
    const email = form.getByRole('textbox', { name: 'E-mail for the certificate authority' })
    await email.fill('operations@example.com')
    await email.blur()
    await expect(email).toHaveAccessibleDescription(/example\.com/)
    await email.fill('operations@nimbus.cloud')
    await expect(form.getByText(/The server accepts it/)).toBeVisible()
    await form.getByRole('button', { name: 'Create web' }).click()
    const operation = page.getByRole('complementary', { name: 'Create gateway route web' })
    await expect(operation.getByText('Done.', { exact: true })).toBeVisible()
    await operation.getByRole('link', { name: 'Open web' }).click()
    const row = page.getByRole('row', { name: /web-/ })
    await expect(row).toContainText(/Ready/, { timeout: 30_000 })

    await openPanel(page, 'web').getByRole('button', { name: 'Actions for web' }).click()
    await page.getByRole('menuitem', { name: /Remove the route of web/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Remove the route of web?' })
    await dialog.getByRole('textbox').fill('web')
    await dialog.getByRole('button', { name: 'Remove the route of web' }).click()
    await expect(row).toBeHidden()
    await page.getByRole('link', { name: /^Load balancers/ }).click()
    await expect(rowOf(page, 'web')).toContainText('Ready, 1 endpoint')
  })
})
