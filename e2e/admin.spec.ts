import { randomBytes } from 'node:crypto'
import { Cluster, eip, PROJECTS } from './support/cluster.ts'
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
  for (const path of [
    '/admin/organizations',
    '/admin/external-ips',
    '/admin/floating-ips',
    '/admin/holders?filter=203.0.113.14',
    '/admin/gateway',
    '/admin/gateway/routes',
    '/admin/reconciliation',
  ]) {
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

test.describe('Organizations @pools', () => {
  test('what each holds stands beside its limit, with what its Projects hold under it', async ({
    stack,
    page,
  }) => {
    await signIn(page, stack, 'platform-viewer', '/admin/organizations')
    await expect(page.getByRole('row', { name: /harbor/ })).toContainText('Plan partner-pool sets no limit')
    const nimbus = page.getByRole('row', { name: /nimbus/ })
    await expect(nimbus).toContainText(/\d+ of 3/)
    await nimbus.getByRole('button', { name: 'Projects' }).click()
    const projects = page.getByRole('table', { name: 'Projects of nimbus' })
    await projects.getByRole('link', { name: 'arena' }).click()
    await expect(page).toHaveURL(/\/o\/nimbus\/p\/arena\/external-ips/)
  })

  test('a Project without any address is there, with nothing, from when it is made until it is gone', async ({
    stack,
    page,
  }) => {
    const admin = await Cluster.of(stack, 'platform-admin')
    const name = `idle-${randomBytes(3).toString('hex')}`
    await signIn(page, stack, 'platform-viewer', '/admin/organizations?filter=harbor')
    await page
      .getByRole('row', { name: /harbor/ })
      .getByRole('button', { name: 'Projects' })
      .click()
    const row = page
      .getByRole('table', { name: 'Projects of harbor' })
      .getByRole('row', { name: new RegExp(`^${name} none yet 0 0 0 0 0$`) })
    // The platform leaves it alone, so it gets neither a namespace nor its default gateway.
    const metadata = { name, annotations: { 'lab.kube-dc.com/hold': 'true' } }
    await admin.create(PROJECTS('harbor'), {
      apiVersion: 'kube-dc.com/v1',
      kind: 'Project',
      metadata,
      spec: { cidrBlock: '10.61.72.0/22', egressNetworkType: 'cloud' },
    })
    try {
      await expect(row).toBeVisible()
    } finally {
      await admin.delete(`${PROJECTS('harbor')}/${name}`)
    }
    await expect(row).toHaveCount(0)
  })
})

test.describe('External IPs of all tenants @pools', () => {
  test('a platform admin deletes a released one; the cluster has it no more', async ({
    stack,
    project,
    page,
  }) => {
    const admin = await Cluster.of(stack, 'platform-admin')
    await admin.create(project.eips, eip('left-over', 'cloud'))
    await signIn(page, stack, 'platform-admin', '/admin/external-ips')
    const row = page.getByRole('row', {
      name: new RegExp(`left-over ${project.organization} ${project.name}`),
    })
    await expect(row).toContainText(/100\.72\.\d+\.\d+/)
    await row.getByRole('checkbox').click()
    await page.getByRole('button', { name: 'Delete…' }).click()
    await page
      .getByRole('dialog', { name: 'Delete 1 External IP?' })
      .getByRole('button', { name: 'Delete 1 External IP' })
      .click()
    // Behind the dialog the list is hidden, so the cluster is asked first; its finalizer takes a moment.
    const left = async () => (await admin.list(project.eips)).map(({ metadata }) => metadata.name)
    await expect.poll(left).not.toContain('left-over')
    await expect(row).toHaveCount(0)
  })

  test('the way out of a Project cannot be chosen', async ({ stack, page }) => {
    await signIn(page, stack, 'platform-admin', '/admin/external-ips?filter=default-gw+gate')
    const box = page.getByRole('row', { name: /default-gw harbor gate/ }).getByRole('checkbox')
    await expect(box).toHaveAttribute('aria-disabled', 'true')
  })

  test('the read-only viewer sees all and deletes nothing', async ({ stack, page }) => {
    await signIn(page, stack, 'platform-viewer', '/admin/external-ips')
    await page
      .getByRole('row', { name: /uplink-old nimbus edge/ })
      .getByRole('checkbox')
      .click()
    await expect(page.getByRole('button', { name: 'Delete…' })).toHaveAttribute('aria-disabled', 'true')
    await expect(page.getByText(/cannot delete External IPs/)).toBeVisible()
  })
})

test.describe('Who holds this address @pools', () => {
  test('is answered from the head of any page, and leads to the address', async ({ stack, page }) => {
    await signIn(page, stack, 'platform-viewer', '/admin/pools')
    const box = page.getByRole('searchbox', { name: 'Who holds this address?' })
    await box.fill('203.0.113.14')
    await box.press('Enter')
    await expect(
      page.getByText('203.0.113.14 in ext-public is shared: nimbus / edge, uplink-a.'),
    ).toBeVisible()
    await page
      .getByRole('row', { name: /203\.0\.113\.14/ })
      .getByRole('link', { name: '203.0.113.14' })
      .click()
    await expect(page.getByRole('complementary', { name: '203.0.113.14' })).toContainText('uplink-a')
  })

  test('is offered by the palette', async ({ stack, page }) => {
    await signIn(page, stack, 'platform-viewer', '/admin/pools')
    await expect(page.getByRole('searchbox', { name: 'Who holds this address?' })).toBeVisible()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('203.0.113.1')
    await page.getByRole('option', { name: /Who holds 203\.0\.113\.1\?/ }).click()
    await expect(page.getByText('203.0.113.1 is the gateway of ext-public')).toBeVisible()
  })
})
