import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Cluster } from './support/cluster.ts'
import { act, choose, tabTo, type } from './support/keyboard.ts'
import { app, collections } from './support/objects.ts'
import { expect, openPanel, rowOf, signIn, test } from './fixtures.ts'

async function expectNoBarriers(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
}

test('a load balancer from nothing to gone by keyboard alone, without barriers @load-balancers @a11y', async ({
  stack,
  project,
  page,
}) => {
  test.slow()
  const admin = await Cluster.of(stack, 'platform-admin')
  await admin.create(collections(project.namespace).deployments, app('shop', 1))
  await page.emulateMedia({ colorScheme: 'dark' })
  await signIn(page, stack, project.developer, `${project.home}/load-balancers`)
  await act(page, page.getByRole('link', { name: 'Create load balancer' }).first())

  const form = page.getByRole('complementary', { name: 'Create load balancer' })
  const target = form.getByRole('combobox', { name: 'Target' })
  await expect(target.getByRole('option', { name: /^shop, 1 of 1 ready/ })).toBeAttached()
  await tabTo(page, target)
  await page.keyboard.type('shop')
  await type(page, form.getByRole('textbox', { name: 'Port', exact: true }), '80')
  await choose(page, form.getByRole('radio', { name: 'A new one with a name' }))
  await type(page, form.getByRole('textbox', { name: 'Name of the External IP' }), 'door')
  await choose(page, form.getByRole('radio', { name: 'Cloud' }))
  await expect(form.getByText(/The server accepts it/)).toBeVisible()
  await expectNoBarriers(page)
  await act(page, form.getByRole('button', { name: 'Create shop' }))

  const operation = page.getByRole('complementary', { name: 'Create load balancer shop' })
  await expect(operation.getByText('Done.', { exact: true })).toBeVisible()
  await expectNoBarriers(page)
  await act(page, operation.getByRole('link', { name: 'Open shop' }))
  await expect(rowOf(page, 'shop')).toContainText('Ready, 1 endpoint')

  await act(page, openPanel(page, 'shop').getByRole('button', { name: 'Actions for shop' }))
  const edit = page.getByRole('menuitem', { name: /Edit shop/ })
  await expect(edit).toBeVisible()
  while (!(await edit.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const editing = page.getByRole('complementary', { name: 'Edit shop' })
  await type(page, editing.getByRole('textbox', { name: 'Port', exact: true }), '8080')
  await expectNoBarriers(page)
  await act(page, editing.getByRole('button', { name: 'Save shop' }))
  await expect(openPanel(page, 'shop')).toContainText('8080/TCP')

  await page.goto(`${project.home}/load-balancers/shop/delete`)
  const dialog = page.getByRole('dialog', { name: 'Delete shop?' })
  await expect(dialog).toContainText('8080/TCP')
  await expectNoBarriers(page)
  await type(page, dialog.getByRole('textbox'), 'shop')
  await act(page, dialog.getByRole('button', { name: 'Delete shop' }))
  await expect(rowOf(page, 'shop')).toBeHidden()
})
