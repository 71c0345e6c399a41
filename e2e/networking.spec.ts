import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { z } from 'zod'
import { problem } from '../packages/api/src/problem.ts'
import { Cluster } from './support/cluster.ts'
import { collections } from './support/objects.ts'
import { expect, openPanel, rowOf, signIn, test } from './fixtures.ts'

const EDGE = '/o/nimbus/p/edge'
const LISTS = ['external-ips', 'floating-ips', 'load-balancers', 'gateway-routes'] as const

/** Channels of the browser API on which the lists rest. */
const CHANNELS = ['external-ips', 'floating-ips', 'services', 'pods', 'virtual-machines', 'certificates']

test.describe('Reading a Project’s networking', () => {
  test('an address tells who uses it, port by port, and from where it can be reached @external-ips', async ({
    stack,
    page,
  }) => {
    await signIn(page, stack, 'nimbus-developer', `${EDGE}/external-ips/uplink-a`)
    const shared = openPanel(page, 'uplink-a')
    const ports = shared.getByRole('table', { name: 'Ports of uplink-a' })
    await expect(ports.getByRole('row', { name: /^5683\/UDP telemetry/ })).toBeVisible()
    for (const name of ['mqtt', 'mqtt-legacy']) {
      const row = ports.getByRole('row', { name: new RegExp(`^8883/TCP ${name} `) })
      await expect(row).toContainText('more than one has this port')
    }
    await expect(shared).not.toContainText('not reachable from the Internet')
    await ports.getByRole('link', { name: 'telemetry' }).click()
    await expect(openPanel(page, 'telemetry')).toContainText('5683/UDP')

    await page.getByRole('link', { name: /^External IPs/ }).click()
    await expect(rowOf(page, 'uplink-b')).toContainText(/Cloud.*broker-direct/)
    await rowOf(page, 'uplink-b').getByRole('link', { name: 'uplink-b' }).click()
    const cloud = openPanel(page, 'uplink-b')
    await expect(cloud).toContainText('Cloud not reachable from the Internet')
    await expect(cloud.getByRole('group', { name: /^Traffic path/ })).toHaveAccessibleName(
      /From Inside the platform/,
    )
  })

  test('load balancers say what stands behind them, leave as a file, and keep the columns that were chosen @load-balancers', async ({
    stack,
    page,
  }) => {
    await signIn(page, stack, 'nimbus-developer', `${EDGE}/load-balancers`)
    await rowOf(page, 'api').getByRole('button', { name: 'Endpoints' }).click()
    const behind = page.getByRole('table', { name: 'Endpoints of api' })
    await expect(behind.getByRole('row')).toHaveCount(3)
    await expect(behind.getByRole('row').last()).toContainText(/api-.*10\.61\.\d+\.\d+.*not ready/i)

    await page.getByRole('button', { name: 'Columns and row height' }).click()
    const menu = page.getByRole('menu')
    await menu.getByRole('menuitemcheckbox', { name: 'Method' }).click()
    await menu.getByRole('menuitemcheckbox', { name: 'Type' }).click()
    await page.keyboard.press('Escape')
    const chosen = async (tab: Page) => {
      await expect(tab.getByRole('columnheader', { name: 'Type' })).toBeVisible()
      await expect(tab.getByRole('columnheader', { name: 'Method' })).toBeHidden()
    }
    await chosen(page)
    await page.reload()
    await chosen(page)

    await page.getByRole('searchbox').fill('mqtt')
    await expect(page.getByText(/^2 of \d+$/)).toBeVisible()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export what is shown as CSV' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/load-balancers-\d{4}-\d\d-\d\d\.csv$/)
    const [header = '', ...rows] = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
    expect(header).toContain('Type')
    expect(header).not.toContain('Method')
    expect(rows.map((row) => row.split(',')[0]).sort()).toEqual(['mqtt', 'mqtt-legacy'])
    expect(rows.join()).toContain('203.0.113.14')

    // In the same browser, somebody else has the table as everybody begins with it.
    await page.context().clearCookies()
    await signIn(page, stack, 'nimbus-admin', `${EDGE}/load-balancers`)
    await expect(page.getByRole('columnheader', { name: 'Method' })).toBeVisible()
    await expect(page.getByRole('columnheader', { name: 'Type' })).toBeHidden()
  })

  test('the command palette goes to another Project by a few letters', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-developer', `${EDGE}/gateway-routes`)
    await expect(page.getByRole('grid', { name: 'Gateway routes' })).toBeVisible()
    await page.keyboard.press('ControlOrMeta+k')
    const palette = page.getByRole('dialog', { name: 'Search' })
    await palette.getByRole('combobox').fill('aren')
    const found = palette.getByRole('option', { name: /arena/ }).first()
    await expect(found).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(palette).toBeHidden()
    await expect(page).toHaveURL(/\/o\/nimbus\/p\/arena(\/|$)/)
  })
})

test.describe('Who sees what of a Project’s networking @security', () => {
  test('a user who may list but not watch sees what a developer sees', async ({ stack, page }) => {
    const seen = async (who: string) => {
      await page.context().clearCookies()
      await signIn(page, stack, who, `${EDGE}/external-ips`)
      const lists: string[][] = []
      for (const list of LISTS) {
        // By name: how bad something is changes with time.
        await page.goto(`${stack.url}${EDGE}/${list}?sort=name`)
        await expect(page.getByRole('gridcell').first()).toBeVisible()
        await expect(page.getByText('Live', { exact: true })).toBeVisible()
        await expect(page.getByText(/are not shown/)).toBeHidden()
        lists.push(await page.getByRole('rowheader').allInnerTexts())
      }
      return lists
    }
    const developer = await seen('nimbus-developer')
    expect(developer.every((names) => names.length > 0)).toBe(true)
    expect(await seen('nimbus-user')).toEqual(developer)
  })

  test('whoever is of another Organization sees nothing of it, on no page and no channel @real', async ({
    stack,
    page,
  }) => {
    await signIn(page, stack, 'harbor-developer', `${EDGE}/external-ips`)
    for (const path of [
      ...LISTS,
      'load-balancers/mqtt',
      'floating-ips/broker-direct',
      'gateway-routes/web',
    ]) {
      await page.goto(`${stack.url}${EDGE}/${path}`)
      await expect(page.getByText('There is no Project edge in nimbus that you may open')).toBeVisible()
      await expect(page.getByText(/mqtt|broker|203\.0\.113/)).toHaveCount(0)
    }
    await page.goto(`${stack.url}/o/nimbus`)
    await expect(page.getByRole('heading', { name: 'No such Organization' })).toBeVisible()
    for (const channel of CHANNELS) {
      const answer = await page.request.get(`${stack.url}/api/channels/${channel}/nimbus-edge`)
      expect(answer.status(), channel).toBe(403)
      expect(problem.parse(await answer.json()).error).not.toMatch(/mqtt|broker/)
    }
  })

  test('a role that hides one kind hides nothing else, and the page names what is hidden @real', async ({
    stack,
    project,
    page,
  }) => {
    const admin = await Cluster.of(stack, 'platform-admin')
    await hide(admin, project.namespace, ['certificates', 'pods'])
    await signIn(page, stack, project.developer, `${project.home}/load-balancers`)
    await expect(page.getByText('Pods are not shown')).toBeVisible()
    await expect(page.getByText('Unknown without them: why endpoints are not ready.')).toBeVisible()
    await expect(page.getByText(`${project.name} has none yet.`)).toBeVisible()
    await page.getByRole('link', { name: /^Gateway routes/ }).click()
    await expect(page.getByText('Certificates are not shown')).toBeVisible()
    await page.getByRole('link', { name: /^External IPs/ }).click()
    await expect(rowOf(page, 'default-gw')).toBeVisible()
  })
})

const roleObject = z.looseObject({
  rules: z.array(
    z.looseObject({
      apiGroups: z.array(z.string()),
      resources: z.array(z.string()),
      verbs: z.array(z.string()),
    }),
  ),
})

const bindingObject = z.looseObject({ subjects: z.array(z.looseObject({ name: z.string() })) })

/** Gives the developers a role of their own that reads all that theirs reads but these kinds, in place of their roles. */
async function hide(admin: Cluster, namespace: string, kinds: readonly string[]): Promise<void> {
  const at = collections(namespace)
  const { rules } = roleObject.parse(await admin.get(`${at.roles}/developer`))
  const binding = `${at.roleBindings}/developer-developers`
  const { subjects } = bindingObject.parse(await admin.get(binding))
  const left = rules
    .map((rule) => ({ ...rule, resources: rule.resources.filter((plural) => !kinds.includes(plural)) }))
    .filter(({ resources }) => resources.length > 0)
  const api = 'rbac.authorization.k8s.io'
  const about = { apiVersion: `${api}/v1`, metadata: { name: 'careful' } }
  await admin.create(at.roles, { ...about, kind: 'Role', rules: left })
  const roleRef = { apiGroup: api, kind: 'Role', name: 'careful' }
  await admin.create(at.roleBindings, { ...about, kind: 'RoleBinding', roleRef, subjects })
  for (const name of ['user', 'developer-developers']) await admin.delete(`${at.roleBindings}/${name}`)
}
