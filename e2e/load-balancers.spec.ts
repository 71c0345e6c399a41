import { Cluster, eip } from './support/cluster.ts'
import { app, asks, collections, loadBalancer, machine, ofMachine } from './support/objects.ts'
import { countLoads, expect, openPanel, rowOf, signIn, test } from './fixtures.ts'

test.describe('The life of a load balancer @load-balancers', () => {
  test('is seen without an address, gets one, loses its pods and its VM, and heals @real', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const admin = await Cluster.of(stack, 'platform-admin')
    const developer = await Cluster.of(stack, project.developer)
    await signIn(page, stack, project.developer, `${project.home}/load-balancers`)
    await expect(page.getByText(`${project.name} has none yet.`)).toBeVisible()
    const loads = countLoads(page)

    await developer.create(
      at.services,
      loadBalancer('shop', { app: 'shop' }, [80, 8080], asks.address('door')),
    )
    const shop = rowOf(page, 'shop')
    await expect(shop).toContainText('No address: there is no External IP door')
    await developer.create(at.eips, eip('door', 'cloud'))
    await expect(shop).toContainText(/100\.72\.\d+\.\d+/)
    // An address alone is not yet an application that answers.
    await expect(shop).toContainText('No pod matches app=shop')
    await admin.create(at.deployments, app('shop', 2))
    await expect(shop).toContainText('Ready, 2 endpoints')

    const onMachine = loadBalancer('desk-rdp', ofMachine('desk'), [3389, 3389], asks.address('door'))
    await developer.create(at.machines, machine(project.namespace, 'desk'))
    await developer.create(at.services, onMachine)
    const rdp = rowOf(page, 'desk-rdp')
    await expect(rdp).toContainText('Ready, 1 endpoint')
    await rdp.getByRole('button', { name: 'Endpoints' }).click()
    const behind = page.getByRole('table', { name: 'Endpoints of desk-rdp' })
    await expect(behind.getByRole('row', { name: /VM desk/ })).toContainText(/10\.61\.\d+\.\d+.*Ready/)

    await developer.patch(`${at.machines}/desk`, { spec: { running: false } })
    await expect(rdp).toContainText('No endpoint: desk is not running')
    await expect(behind).toBeHidden()
    await expect(page.getByText('Nothing stands behind desk-rdp: it has no endpoint.')).toBeVisible()
    await developer.patch(`${at.machines}/desk`, { spec: { running: true } })
    await expect(rdp).toContainText('Ready, 1 endpoint')
    await expect(behind.getByRole('row', { name: /VM desk/ })).toContainText('Ready')

    await shop.getByRole('link', { name: 'shop' }).click()
    const panel = openPanel(page, 'shop')
    const path = panel.getByRole('group', { name: /^Traffic path/ })
    await expect(path).toHaveAccessibleName(/to Load balancer shop, 80\/TCP: ready.*Endpoints 2 of 2 ready/)
    await admin.patch(`${at.deployments}/shop`, { spec: { replicas: 0 } })
    const heading = panel.getByRole('heading', { level: 3 }).first()
    await expect(heading).toHaveAccessibleName('Broken shop selects app=shop, and no pod matches')
    await expect(path).toHaveAccessibleName(
      /Load balancer shop, 80\/TCP: ready\. Not proven that traffic passes, to 8080, to Endpoints none: broken/,
    )
    // In sentences, for whoever reads rather than looks.
    await panel.getByRole('button', { name: 'As text' }).click()
    await expect(path).toContainText('to Endpoints none: broken, No pod matches app=shop.')
    await expect(page.getByRole('link', { name: /^Load balancers 2 1 broken$/ })).toBeVisible()
    await admin.patch(`${at.deployments}/shop`, { spec: { replicas: 2 } })
    await expect(path).toContainText('to Endpoints 2 of 2 ready.')
    await expect(panel.getByRole('heading', { name: /no pod matches/ })).toBeHidden()
    await expect(page.getByRole('link', { name: /^Load balancers 2$/ })).toBeVisible()

    await developer.delete(`${at.services}/shop`)
    await expect(shop).toBeHidden()
    await expect(panel).toContainText(`There is no load balancer shop in ${project.name}`)
    expect(loads.count()).toBe(0)
  })
})
