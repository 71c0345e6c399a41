import type { Page } from '@playwright/test'
import { z } from 'zod'
import { Cluster, eip } from './support/cluster.ts'
import { collections, machine } from './support/objects.ts'
import { expect, rowOf, signIn, test } from './fixtures.ts'

/** Keeps what is deleted until somebody takes it away, as a controller that cleans up does. */
const FINALIZER = 'example.net/held'

const floating = z.object({
  metadata: z.object({ uid: z.string(), deletionTimestamp: z.string().optional() }),
  spec: z.object({ vmTarget: z.object({ vmName: z.string() }) }),
})

test.describe('An operation that takes its time @overview', () => {
  test('is found again after a reload, turned back by somebody else, and then finished @floating-ips @real', async ({
    stack,
    project,
    page,
    browser,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const developer = await Cluster.of(stack, project.developer)
    const admin = await Cluster.of(stack, 'platform-admin')
    for (const name of ['desk', 'bench'])
      await developer.create(at.machines, machine(project.namespace, name))
    await developer.create(project.eips, eip('line', 'cloud'))
    await developer.create(at.fips, {
      apiVersion: 'kube-dc.com/v1',
      kind: 'FIp',
      metadata: { name: 'desk', finalizers: [FINALIZER] },
      spec: { eip: 'line', vmTarget: { vmName: 'desk' } },
    })
    const fip = `${at.fips}/desk`
    const now = async () => floating.parse(await admin.get(fip))
    const release = () => admin.patch(fip, { metadata: { finalizers: null } })
    const { uid } = (await now()).metadata

    await signIn(page, stack, project.developer, `${project.home}/floating-ips`)
    await expect(rowOf(page, 'desk')).toContainText('Ready')
    await move(page, project.home)
    const operation = page.getByRole('complementary', { name: 'Move floating IP desk' })
    await expect(operation.getByText('Under way: 0 of 2 steps done.')).toBeVisible()
    await expect.poll(async () => (await now()).metadata.deletionTimestamp).toBeDefined()

    // The tab is closed: it goes on without, and the Overview leads back to it.
    await page.goto(project.home)
    const open = page.getByRole('list', { name: 'Operations that are not finished' })
    await expect(open).toContainText('Move floating IP desk')
    await open.getByRole('link').first().click()
    await expect(operation).toBeVisible()
    await page.reload()
    await expect(operation.getByText('Under way: 0 of 2 steps done.')).toBeVisible()

    // Somebody else with the right sees what it does, and turns it back; it waits until what was begun is through.
    const other = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage()
    await signIn(other, stack, 'platform-admin', new URL(page.url()).pathname)
    const theirs = other.getByRole('complementary', { name: 'Move floating IP desk' })
    await expect(theirs).toContainText(`Started by ${project.developer}`)
    await theirs.getByRole('button', { name: 'Cancel and undo' }).click()
    await expect(theirs.getByText(/Being undone/).first()).toBeVisible()
    await release()
    await expect(theirs.getByText('Undone: everything is as it was before.')).toBeVisible({ timeout: 30_000 })
    await other.context().close()
    await expect(operation.getByText('Undone: everything is as it was before.')).toBeVisible()
    const undone = await now()
    expect(undone.spec.vmTarget.vmName).toBe('desk')
    expect(undone.metadata.uid).not.toBe(uid)

    await move(page, project.home)
    await expect(operation.getByText('Done.', { exact: true })).toBeVisible({ timeout: 30_000 })
    expect((await now()).spec.vmTarget.vmName).toBe('bench')
    await operation.getByRole('button', { name: 'Close it' }).click()
    await expect(operation).toBeHidden()
  })
})

async function move(page: Page, home: string): Promise<void> {
  await page.goto(`${home}/floating-ips/desk/move`)
  const form = page.getByRole('complementary', { name: 'Move desk' })
  const vms = form.getByRole('combobox', { name: 'VM and interface' })
  await expect(vms.getByRole('option', { name: /^bench, vpc_net_0, 10\.61/ })).toBeEnabled()
  await vms.selectOption('bench/vpc_net_0')
  await form.getByRole('button', { name: 'Move desk' }).click()
}
