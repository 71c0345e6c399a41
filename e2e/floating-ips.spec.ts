import { Cluster, eip } from './support/cluster.ts'
import { collections, floatingIp, machine } from './support/objects.ts'
import { countLoads, expect, openPanel, rowOf, signIn, test } from './fixtures.ts'

test.describe('The life of a floating IP @floating-ips', () => {
  test('waits for its VM, becomes ready, breaks when the VM stops, and heals @real', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const developer = await Cluster.of(stack, project.developer)
    await signIn(page, stack, project.developer, `${project.home}/floating-ips`)
    await expect(page.getByText(`${project.name} has none yet.`)).toBeVisible()
    const loads = countLoads(page)

    // One on an External IP of its own choice, and one for which the platform makes an address.
    await developer.create(at.fips, floatingIp('direct', 'desk', 'own'))
    await developer.create(at.fips, floatingIp('quick', 'desk'))
    const direct = rowOf(page, 'direct')
    const quick = rowOf(page, 'quick')
    await expect(direct).toContainText('No address: there is no External IP own')
    await developer.create(at.eips, eip('own', 'cloud'))
    await expect(direct).toContainText('There is no VM desk')
    await expect(quick).toContainText('There is no VM desk')
    await developer.create(at.machines, machine(project.namespace, 'desk'))
    for (const row of [direct, quick]) {
      await expect(row).toContainText(
        /100\.72\.\d+\.\d+.*VM desk, interface vpc_net_0.*10\.61\.\d+\.\d+.*Ready/,
      )
    }

    await direct.getByRole('link', { name: 'direct' }).click()
    const panel = openPanel(page, 'direct')
    const path = panel.getByRole('group', { name: /^Traffic path/ })
    await expect(path).toHaveAccessibleName(
      /External IP own, 100\.72\.\d+\.\d+: ready\. Traffic passes, to Floating IP direct, 10\.61\.\d+\.\d+: ready/,
    )
    await expect(panel).toContainText('not reachable from the Internet')

    await developer.patch(`${at.machines}/desk`, { spec: { running: false } })
    for (const row of [direct, quick]) await expect(row).toContainText(/VM desk is Stop(ping|ped)/)
    const cause = panel.getByRole('heading', { level: 3 }).first()
    await expect(cause).toHaveAccessibleName('Waiting direct leads to the VM desk, which is Stopped')
    await expect(panel.getByText('Start the VM desk')).toBeVisible()
    await expect(path).toHaveAccessibleName(
      /External IP own, [\d.]+: ready\..*VM desk: waiting, VM desk is Stopped/,
    )

    await developer.patch(`${at.machines}/desk`, { spec: { running: true } })
    for (const row of [direct, quick])
      await expect(row.getByRole('gridcell', { name: 'Ready' })).toBeVisible()
    await expect(cause).not.toContainText('Stopped')
    await expect(path).toHaveAccessibleName(/to VM desk, 10\.61\.\d+\.\d+: ready/)

    await developer.delete(`${at.fips}/quick`)
    await expect(quick).toBeHidden()
    await page.getByRole('link', { name: /^External IPs/ }).click()
    // Made for the floating IP, so gone with it.
    await expect(rowOf(page, 'own')).toContainText('direct')
    await expect(page.getByRole('row', { name: /fip-quick-/ })).toBeHidden()
    expect(loads.count()).toBe(0)
  })
})
