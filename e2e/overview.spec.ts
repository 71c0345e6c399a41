import { Cluster, eip } from './support/cluster.ts'
import { app, asks, collections, loadBalancer } from './support/objects.ts'
import { countLoads, expect, signIn, test } from './fixtures.ts'

test.describe('The Overview of a Project’s network @overview', () => {
  test('begins with the way out, counts what comes, and names one cause where two things break', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const admin = await Cluster.of(stack, 'platform-admin')
    const developer = await Cluster.of(stack, project.developer)
    await signIn(page, stack, project.developer, project.home)
    await expect(page.getByRole('region', { name: 'Nothing is exposed yet' })).toBeVisible()
    const loads = countLoads(page)
    await expect(page.getByRole('group', { name: /^The way out/ })).toHaveAccessibleName(
      new RegExp(
        `From Pods and VMs of ${project.name}, 10\\.61\\.64\\.0/22\\..*External IP default-gw, 100\\.72\\.\\d+\\.\\d+: ready`,
      ),
    )
    const counts = page.getByRole('list', { name: `What ${project.name} has` })
    await expect(counts.getByRole('link', { name: '0 Load balancers None yet' })).toBeVisible()
    const attention = page.getByRole('region', { name: 'Needs attention' })
    await expect(attention).toContainText('Nothing is found to be wrong.')

    await developer.create(at.eips, eip('door', 'cloud'))
    await developer.create(
      at.services,
      loadBalancer('shop', { app: 'shop' }, [80, 8080], { ...asks.address('door'), ...asks.route('http') }),
    )
    await expect(counts.getByRole('link', { name: '1 Load balancer 1 broken' })).toBeVisible()
    await expect(counts.getByRole('link', { name: '1 Gateway route 1 broken' })).toBeVisible()
    await expect(page.getByRole('region', { name: 'Nothing is exposed yet' })).toBeHidden()
    await expect(attention.getByText('1 cause, 2 objects')).toBeVisible()
    await expect(attention.getByRole('heading', { level: 3 })).toHaveText([
      'shop selects app=shop, and no pod matches',
    ])
    const ways = page.getByRole('table', { name: 'Ways in from the Internet' })
    const way = ways.getByRole('row', { name: new RegExp(`^shop-${project.namespace}\\.`) })
    await expect(way.getByRole('img', { name: 'Broken' })).toBeVisible()

    await admin.create(at.deployments, app('shop', 2))
    await expect(attention).toContainText('Nothing is found to be wrong.')
    await expect(counts.getByRole('link', { name: '1 Gateway route Ready' })).toBeVisible()
    await expect(way.getByRole('img', { name: 'Ready' })).toBeVisible()
    await counts.getByRole('link', { name: /Load balancer/ }).click()
    await expect(page.getByRole('heading', { name: 'Load balancers', level: 1 })).toBeVisible()
    expect(loads.count()).toBe(0)
  })
})
