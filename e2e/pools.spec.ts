import { randomBytes } from 'node:crypto'
import type { Locator } from '@playwright/test'
import { z } from 'zod'
import { expect, openPanel, signIn, test } from './fixtures.ts'
import { Cluster, eip } from './support/cluster.ts'
import { act, choose, tabTo, type } from './support/keyboard.ts'
import { asks, collections, loadBalancer } from './support/objects.ts'

const SUBNETS = '/apis/kubeovn.io/v1/subnets'
const VLANS = '/apis/kubeovn.io/v1/vlans'

const holder = z.looseObject({ status: z.object({ ipAddress: z.string().min(1) }) })

const sized = z.looseObject({ spec: z.object({ mtu: z.number() }) })

const excluding = z.looseObject({ spec: z.object({ excludeIps: z.array(z.string()) }) })

/** Kube-OVN and the platform need a while, and more of it on a real cluster. */
const PATIENCE = { timeout: 30_000 }

interface Wanted {
  readonly name: string
  readonly cidr: string
  readonly vlan: string
}

test.describe('Pools @pools', () => {
  test('one is added, undone, added for good, and found again after the browser was closed @real', async ({
    stack,
    page,
  }) => {
    test.slow()
    const admin = await Cluster.of(stack, 'platform-admin')
    const name = `ext-${randomBytes(3).toString('hex')}`
    const wanted = { name, cidr: '198.18.40.0/28', vlan: '1340' }
    const there = () => admin.status('GET', `${SUBNETS}/${name}`)
    const operation = openPanel(page, `Add pool ${name}`)
    try {
      await signIn(page, stack, 'platform-admin', '/admin/pools')
      await page.getByRole('link', { name: 'Add a pool' }).click()
      const form = openPanel(page, 'Add a pool')
      await fill(form, wanted)
      await expect(form.getByLabel('Gateway')).toHaveValue('198.18.40.1')
      await form.getByRole('button', { name: 'Add a range' }).click()
      await form.getByLabel('Address or range 1').fill('198.18.40.2-198.18.40.4')
      await expect(form.getByRole('group', { name: 'What it will give out' })).toContainText('10 free of 14')
      await expect(form).toContainText('The server accepts it')
      await form.getByRole('button', { name: `Add ${name}` }).click()
      await expect(operation.getByText('Done.', { exact: true })).toBeVisible(PATIENCE)
      expect(await there()).toBe(200)
      await operation.getByRole('button', { name: 'Undo it' }).click()
      await expect(operation.getByText('Undone: everything is as it was before.')).toBeVisible(PATIENCE)
      expect(await there()).toBe(404)
      expect(await admin.status('GET', `${VLANS}/vlan${wanted.vlan}`)).toBe(404)

      await page.goto('/admin/pools/add')
      await fill(form, wanted)
      await form.getByRole('button', { name: `Add ${name}` }).click()
      await expect(operation).toBeVisible()
      await page.goto('/admin/operations')
      // The newest first: the one that was undone is there too.
      await page
        .getByRole('link', { name: `Add pool ${name}` })
        .first()
        .click()
      await expect(operation.getByText('Done.', { exact: true })).toBeVisible(PATIENCE)
      await operation.getByRole('button', { name: 'Close it' }).click()
      await expect(operation).toBeHidden()
      await page.goto(`/admin/pools/${name}`)
      await expect(page.getByText('13 free of 14')).toBeVisible(PATIENCE)
    } finally {
      if ((await there()) === 200) await admin.delete(`${SUBNETS}/${name}`)
      await expect.poll(there, PATIENCE).toBe(404)
      if ((await admin.status('GET', `${VLANS}/vlan${wanted.vlan}`)) === 200)
        await admin.delete(`${VLANS}/vlan${wanted.vlan}`)
    }
  })

  test('a free range and an address that somebody holds are reserved, and released', async ({
    stack,
    project,
    page,
  }) => {
    const admin = await Cluster.of(stack, 'platform-admin')
    const { status } = holder.parse(await admin.get(`${project.eips}/default-gw`))
    const held = status.ipAddress
    const excluded = async () =>
      excluding.parse(await admin.get(`${SUBNETS}/ext-cloud`)).spec.excludeIps.join()
    const before = await excluded()
    await signIn(page, stack, 'platform-admin', '/admin/pools/ext-cloud')

    await page.getByRole('link', { name: 'Reserve or release addresses…' }).click()
    const form = openPanel(page, 'Reserve or release')
    await form.getByLabel('Address or range 1').fill('100.72.200.10..100.72.200.12')
    await expect(form.getByRole('group', { name: 'What comes of it' })).toContainText('3 addresses')
    await form.getByRole('button', { name: 'Reserve 3 addresses' }).click()
    await expect(page.getByText('100.72.200.10..100.72.200.12 of ext-cloud are reserved.')).toBeVisible()
    expect(await excluded()).toContain('100.72.200.10..100.72.200.12')

    await page.goto(`/admin/pools/ext-cloud/addresses/${held}`)
    await page.getByRole('link', { name: 'Reserve this address…' }).click()
    await expect(form.getByRole('list', { name: 'Who holds them' })).toContainText(
      `harbor / ${project.name}, default-gw`,
    )
    await form.getByRole('button', { name: 'Reserve 1 address' }).click()
    const question = page.getByRole('dialog', { name: 'Reserve 1 address of ext-cloud?' })
    await question.getByLabel('Type ext-cloud to confirm').fill('ext-cloud')
    await question.getByRole('button', { name: 'Reserve 1 address' }).click()
    await expect(openPanel(page, held)).toContainText('excluded')
    expect(await excluded()).toContain(held)

    await page.goto('/admin/pools/ext-cloud/exclusions?do=release')
    await form.getByLabel('Address or range 1').fill('100.72.200.8/29')
    await form.getByRole('button', { name: 'Add another range' }).click()
    await form.getByLabel('Address or range 2').fill(held)
    await form.getByRole('button', { name: 'Release 4 addresses' }).click()
    await expect(page.getByText(/of ext-cloud are released\./)).toBeVisible()
    expect(await excluded()).toBe(before)
  })

  test('no pool is added where it would meet another network, a VLAN or a router elsewhere', async ({
    stack,
    project,
    page,
  }) => {
    await signIn(page, stack, 'platform-admin', '/admin/pools/add')
    const form = openPanel(page, 'Add a pool')
    await fill(form, { name: 'ext-never', cidr: '203.0.113.16/28', vlan: '1203' })
    const says = (field: string, words: string) =>
      expect(form.getByLabel(field)).toHaveAccessibleDescription(new RegExp(words))
    await says('CIDR', 'overlaps with the pool ext-public')
    await form.getByLabel('CIDR').fill('10.61.64.0/24')
    await says('CIDR', `overlaps with .*the Project harbor / ${project.name}`)
    await form.getByLabel('CIDR').fill('198.18.41.0/28')
    await form.getByLabel('Gateway').fill('198.18.42.1')
    await form.getByRole('button', { name: 'Add ext-never' }).click()
    await says('Gateway', 'is not inside of 198.18.41.0/28')
    await says('VLAN id', 'VLAN 1203 of ext-net is vlan1203 already, which ext-public uses')
    expect(await (await Cluster.of(stack, 'platform-admin')).status('GET', `${SUBNETS}/ext-never`)).toBe(404)
  })

  test('a used External IP is deleted from the allocations, with what breaks; the way out of a Project never', async ({
    stack,
    project,
    page,
  }) => {
    const developer = await Cluster.of(stack, project.developer)
    const { services } = collections(project.namespace)
    await developer.create(project.eips, eip('spare', 'cloud'))
    await developer.create(services, loadBalancer('web', { app: 'web' }, [80, 8080], asks.address('spare')))
    const spare = `${project.eips}/spare`
    const read = async () => holder.safeParse(await developer.get(spare)).data?.status.ipAddress
    await expect.poll(read, PATIENCE).toBeDefined()
    const gateway = holder.parse(await developer.get(`${project.eips}/default-gw`)).status.ipAddress

    const address = (await read()) ?? ''

    await signIn(page, stack, 'platform-admin', `/admin/pools/ext-cloud?filter=${project.name}+spare`)
    const row = page
      .getByRole('grid', { name: 'Allocations of ext-cloud' })
      .getByRole('row')
      .filter({ hasText: 'spare' })
    await expect(row).toContainText('web', PATIENCE)
    await row.getByRole('link', { name: address }).click()
    const panel = openPanel(page, address)
    const history = panel.locator('section', { has: page.getByRole('heading', { name: /^History/ }) })
    const holding = `harbor / ${project.name}, spare`
    await expect(history).toContainText(/since .*, of this server/)
    await expect(history.getByRole('link', { name: holding })).toBeVisible()
    await panel.getByRole('link', { name: 'Delete External IP…' }).click()
    const question = page.getByRole('dialog', { name: 'Delete spare?' })
    await expect(question).toContainText('Disconnects load balancer web.')
    await question.getByLabel('Type spare to confirm').fill('spare')
    await question.getByRole('button', { name: 'Delete spare' }).click()
    await expect(question).toBeHidden()
    await expect.poll(() => developer.status('GET', spare), PATIENCE).toBe(404)
    await expect(panel).toContainText(`${address} is free: whoever asks next may get it.`)
    // Who let it go is still told, and is nobody to go to.
    await expect(history).toContainText(holding)
    await expect(history.getByRole('link', { name: holding })).toHaveCount(0)

    await page.goto(`/admin/pools/ext-cloud/addresses/${gateway}`)
    await expect(page.getByRole('button', { name: 'Delete External IP…' })).toHaveAccessibleDescription(
      new RegExp(`default-gw is the way out of harbor / ${project.name}`),
    )
  })

  test('an address is opened from the picture by keyboard, and leads back to its cell, however wide that is', async ({
    stack,
    page,
  }) => {
    await signIn(page, stack, 'platform-viewer', '/admin/pools/ext-public')
    await tabTo(page, page.getByRole('gridcell', { name: /^203\.0\.113\.0, network address/ }))
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowDown')
    const cell = page.getByRole('gridcell').and(page.locator(':focus'))
    const name = (await cell.getAttribute('aria-label')) ?? ''
    await page.keyboard.press('Enter')
    const panel = page.getByRole('complementary').getByRole('heading', { level: 2 })
    await expect(panel).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(panel).toHaveCount(0)
    await expect(page.getByRole('gridcell', { name })).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await expect(page.getByRole('gridcell', { name })).not.toBeFocused()
    await expect(cell).toHaveCount(1)
  })

  test('the form is filled in, refused and left by keyboard alone', async ({ stack, page }) => {
    await signIn(page, stack, 'platform-admin', '/admin/pools')
    const add = page.getByRole('link', { name: 'Add a pool' })
    await act(page, add)
    const form = openPanel(page, 'Add a pool')
    await expect(form.getByRole('heading', { name: 'Add a pool' })).toBeFocused()
    await type(page, form.getByLabel('Name'), 'ext-never')
    await type(page, form.getByLabel('CIDR'), '198.18.44.0/28')
    await act(page, form.getByRole('button', { name: 'Add a range' }))
    await choose(page, form.getByRole('radio', { name: 'One that is there' }))
    await act(page, form.getByRole('button', { name: 'Add ext-never' }))
    await expect(form.getByLabel('Which VLAN')).toHaveAccessibleDescription('Choose a VLAN.')
    await expect(form.getByLabel('Address or range 1')).toHaveAccessibleDescription(
      /Enter an address or a range/,
    )
    await page.keyboard.press('Escape')
    await expect(form).toBeHidden()
    await expect(add).toBeFocused()
  })

  test('another MTU shows what it comes to and asks for the name of the pool', async ({ stack, page }) => {
    const admin = await Cluster.of(stack, 'platform-admin')
    const mtu = async () => sized.parse(await admin.get(`${SUBNETS}/ext-cloud`)).spec.mtu
    const before = await mtu()
    await signIn(page, stack, 'platform-admin', '/admin/pools/ext-cloud')
    // What is drawn after an hour is in the tests of the part; a server that has just begun says so.
    const use = page.getByRole('region', { name: 'Use over time' })
    await expect(use).toContainText(/since .*, of this server/)
    await expect(use).toContainText('There is too little to draw yet')
    await page.getByRole('link', { name: 'Change MTU…' }).click()
    const form = openPanel(page, 'Change ext-cloud')
    await form.getByLabel('MTU').fill('1280')
    const preview = form.getByRole('group', { name: 'What comes of it' })
    await expect(preview).toContainText('1,400 bytes now, 1,280 bytes afterwards')
    await expect(preview).toContainText(/\d+ addresses in use/)
    await expect(form).toContainText('The server accepts it')
    try {
      await form.getByRole('button', { name: 'Change the MTU' }).click()
      const question = page.getByRole('dialog', { name: 'Change the MTU of ext-cloud?' })
      await expect(question).toContainText('Longer ones than 1280 are lost on the way out')
      const confirm = question.getByRole('button', { name: 'Change the MTU of ext-cloud' })
      await expect(confirm).toHaveAttribute('aria-disabled', 'true')
      await question.getByLabel('Type ext-cloud to confirm').fill('ext-cloud')
      await confirm.click()
      await expect(page.getByText('The MTU of ext-cloud is 1280.')).toBeVisible()
      expect(await mtu()).toBe(1280)
    } finally {
      await admin.patch(`${SUBNETS}/ext-cloud`, { spec: { mtu: before } })
    }
  })

  test('who may only look finds every button with the reason', async ({ stack, page }) => {
    await signIn(page, stack, 'platform-viewer', '/admin/pools')
    const reason = /A platform admin can\./
    const blocked = (name: string) =>
      expect(page.getByRole('button', { name })).toHaveAccessibleDescription(reason)
    await blocked('Add a pool')
    await page.goto('/admin/pools/ext-public')
    for (const name of ['Change MTU…', 'Reserve or release addresses…']) await blocked(name)
    await page.goto('/admin/pools/add')
    await fill(openPanel(page, 'Add a pool'), { name: 'ext-never', cidr: '198.18.43.0/28', vlan: '1343' })
    await blocked('Add ext-never')
    await page.goto('/admin/pools/ext-public/exclusions?address=203.0.113.25')
    await blocked('Reserve addresses')
    await page.goto('/admin/pools/ext-public/change')
    await blocked('Change the MTU')
    await page.goto('/admin/pools/ext-public/addresses/203.0.113.14')
    await blocked('Reserve this address…')
    await expect(page.getByRole('button', { name: 'Delete External IP…' })).toHaveAccessibleDescription(
      /cannot delete External IPs/,
    )
    await page.goto('/admin/pools/ext-public/addresses/203.0.113.14/delete/eip-nimbus-edge.uplink-a')
    const question = page.getByRole('dialog', { name: 'Delete uplink-a?' })
    await expect(question.getByRole('button', { name: 'Delete uplink-a' })).toHaveAccessibleDescription(
      /cannot delete External IPs/,
    )
  })
})

async function fill(form: Locator, { name, cidr, vlan }: Wanted): Promise<void> {
  await form.getByLabel('Name').fill(name)
  await form.getByLabel('CIDR').fill(cidr)
  await form.getByLabel('VLAN id').fill(vlan)
}
