import { Cluster, eip } from './support/cluster.ts'
import { app, asks, collections, issuer, loadBalancer } from './support/objects.ts'
import { countLoads, expect, openPanel, signIn, test } from './fixtures.ts'

test.describe('The life of a gateway route @gateway-routes', () => {
  test('waits for an Issuer, gets its certificate and hostname, breaks in two ways, and heals @real', async ({
    stack,
    project,
    page,
  }) => {
    test.slow()
    const at = collections(project.namespace)
    const admin = await Cluster.of(stack, 'platform-admin')
    const developer = await Cluster.of(stack, project.developer)
    await signIn(page, stack, project.developer, `${project.home}/gateway-routes`)
    await expect(page.getByText(`${project.name} has none yet.`)).toBeVisible()
    const loads = countLoads(page)

    await admin.create(at.deployments, app('shop', 2))
    await developer.create(at.eips, eip('door', 'cloud'))
    await developer.create(
      at.services,
      loadBalancer('shop', { app: 'shop' }, [80, 8080], { ...asks.address('door'), ...asks.route('https') }),
    )
    const row = page.getByRole('grid', { name: 'Gateway routes' }).getByRole('row').last()
    await expect(row).toContainText('HTTPS')
    await expect(row).toContainText('No certificate: there is no Issuer letsencrypt')
    await expect(page.getByRole('link', { name: /^Gateway routes 1 1 broken$/ })).toBeVisible()

    await developer.create(at.issuers, issuer('letsencrypt', 'operations@lab.invalid'))
    const hostname = `shop-${project.namespace}.apps.lab.invalid`
    await expect(row).toContainText(hostname)
    await expect(row).toContainText(/valid, \d+\sd left/)
    await expect(row.getByRole('gridcell', { name: 'Ready', exact: true })).toBeVisible()
    await expect(row.getByRole('link', { name: `Open https://${hostname}/` })).toBeVisible()

    await row.getByRole('link', { name: hostname, exact: true }).click()
    const panel = openPanel(page, 'shop')
    const path = panel.getByRole('group', { name: /^Traffic path/ })
    await expect(path).toHaveAccessibleName(/HTTP route shop-route: ready\..*Endpoints 2 of 2 ready/)

    // Nothing stands behind it: the cause, and that the Gateway answers 503 folded under it.
    await admin.patch(`${at.deployments}/shop`, { spec: { replicas: 0 } })
    const causes = panel.getByRole('heading', { level: 3 })
    await expect(causes.first()).toHaveAccessibleName('Broken shop selects app=shop, and no pod matches')
    const consequence = panel.getByRole('listitem').filter({ hasText: /503/ })
    await expect(consequence).toBeHidden()
    await panel.getByText('What follows from it').first().click()
    await expect(consequence).toBeVisible()
    await admin.patch(`${at.deployments}/shop`, { spec: { replicas: 2 } })
    await expect(path).toHaveAccessibleName(/Endpoints 2 of 2 ready/)
    await expect(causes.filter({ hasText: 'no pod matches' })).toBeHidden()

    // The authority refuses the account of a new Issuer, and the certificate has to be issued anew.
    await developer.delete(`${at.issuers}/letsencrypt`)
    await developer.create(at.issuers, issuer('letsencrypt', 'somebody@example.com'))
    await admin.delete(`${at.secrets}/shop-tls-secret`)
    await expect(row).toContainText('No certificate: the Issuer letsencrypt is not ready')
    await expect(causes.first()).toHaveAccessibleName('Broken The Issuer letsencrypt cannot sign for shop')
    await expect(panel.getByText('somebody@example.com')).toBeVisible()
    await developer.delete(`${at.issuers}/letsencrypt`)
    await developer.create(at.issuers, issuer('letsencrypt', 'operations@lab.invalid'))
    await expect(panel).toContainText(/valid, \d+\sd left/)
    await expect(path).toHaveAccessibleName(/HTTP route shop-route: ready/)
    expect(loads.count()).toBe(0)
  })
})
