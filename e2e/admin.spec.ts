import { Cluster, eip } from './support/cluster.ts'
import { app, asks, collections, loadBalancer } from './support/objects.ts'
import { countLoads, expect, openPanel, signIn, test } from './fixtures.ts'

test.describe('The shared Gateway, to the platform’s staff @pools', () => {
  const HOSTNAME = 'console.example.net'
  const named = { 'service.nlb.kube-dc.com/route-hostname': HOSTNAME }

  test('shows whose a hostname is, and who else claims it, until they let go', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const admin = await Cluster.of(stack, 'platform-admin')
    const developer = await Cluster.of(stack, project.developer)
    await admin.create(at.deployments, app('web', 1))
    await developer.create(at.eips, eip('door', 'cloud'))
    const service = (name: string, port: number) =>
      loadBalancer(name, { app: 'web' }, [port, 8080], {
        ...asks.address('door'),
        ...asks.route('http'),
        ...named,
      })
    await developer.create(at.services, service('early', 80))

    await signIn(page, stack, 'platform-viewer', '/admin/gateway')
    await expect(page.getByRole('heading', { level: 2, name: 'eg', exact: true })).toBeVisible()
    const listeners = page.getByRole('grid', { name: 'Listeners' })
    await expect(listeners.getByRole('row').filter({ hasText: 'HTTP 80' })).toContainText('every hostname')
    await page
      .getByRole('navigation', { name: 'Parts of the Gateway' })
      .getByRole('link', { name: /^Routes/ })
      .click()
    const rows = page.getByRole('grid', { name: 'Routes' }).getByRole('row').filter({ hasText: HOSTNAME })
    await expect(rows).toHaveCount(1)
    await expect(rows).toContainText('Accepted')
    await expect(rows).toContainText(project.name)
    const loads = countLoads(page)

    await developer.create(at.services, service('late', 8080))
    await expect(rows).toHaveCount(2)
    await expect(rows.first()).toContainText('Hostname claimed 2 times')
    await rows.filter({ hasText: 'late-route' }).getByRole('link', { name: HOSTNAME }).click()
    const panel = openPanel(page, 'late-route')
    await expect(panel).toContainText('On port 80 the oldest is served')
    await expect(panel).toContainText(`${project.namespace}/early-route`)

    await developer.delete(`${at.services}/late`)
    await expect(rows).toHaveCount(1)
    await expect(rows).toContainText('Accepted')
    await expect(panel).toContainText('It is not there any more.')
    expect(loads.count()).toBe(0)
  })
})

test.describe('Reconciliation of all pools @pools', () => {
  const SUBNETS = '/apis/kubeovn.io/v1/subnets'

  test('finds what does not add up as it comes, says what to do, and forgets it as it goes', async ({
    stack,
    page,
  }) => {
    const admin = await Cluster.of(stack, 'platform-admin')
    await signIn(page, stack, 'platform-viewer', '/admin/reconciliation?filter=astray')
    const grid = page.getByRole('grid', { name: 'Differences' })
    const name = 'ext-astray'
    try {
      await admin.create(SUBNETS, {
        apiVersion: 'kubeovn.io/v1',
        kind: 'Subnet',
        metadata: { name, labels: { 'network.kube-dc.com/external-network-type': 'cloud' } },
        spec: {
          protocol: 'IPv4',
          cidrBlock: '192.0.2.0/28',
          gateway: '192.0.2.1',
          excludeIps: ['192.0.2.1'],
          vlan: 'vlan-nowhere',
        },
      })
      const row = grid.getByRole('row').filter({ hasText: 'The VLAN of ext-astray does not exist' })
      await expect(row).toContainText('Make the Vlan vlan-nowhere')
      await row.getByRole('link', { name: /^The VLAN of/ }).click()
      const panel = openPanel(page, 'VLAN missing')
      await expect(panel).toContainText('spec.vlan vlan-nowhere')
      await expect(panel.getByRole('link', { name })).toHaveAttribute('href', `/admin/pools/${name}`)
    } finally {
      await admin.delete(`${SUBNETS}/${name}`)
    }
    await expect(grid.getByRole('row').filter({ hasText: 'The VLAN of ext-astray' })).toHaveCount(0)
    await expect(page.getByRole('complementary', { name: 'Settled' })).toBeVisible()
  })
})

test.describe('What is the provider’s, to a tenant @pools @security', () => {
  for (const path of ['/admin/gateway', '/admin/gateway/routes', '/admin/reconciliation']) {
    test(`${path} is answered like a page that is not there`, async ({ stack, page }) => {
      const asked: string[] = []
      await signIn(page, stack, 'nimbus-org-admin', path)
      page.on('request', (request) => asked.push(request.url()))
      const heading = page.getByRole('heading', { level: 1 })
      await expect(heading).toBeVisible()
      const words = await heading.textContent()
      await page.goto(`${stack.url}/admin/nothing-of-the-kind`)
      await expect(heading).toHaveText(words ?? '')
      expect(
        asked.filter((url) => url.includes('/channels/gateways') || url.includes('/channels/pools')),
      ).toEqual([])
    })
  }
})
