import type { BrowserContext, Page } from '@playwright/test'
import { DEMO_DELAYS } from '../packages/lab/src/controllers/settings.ts'
import { Cluster } from './support/cluster.ts'
import { app, collections, issuer, machine } from './support/objects.ts'
import { expect, signIn, test } from './fixtures.ts'

/** One way through the wizard; what is typed on the way has to be there again in every new tab. */
interface Way {
  readonly answer: string
  readonly target: string
  readonly method: string
  /** What is said at the third step, and where it stands. */
  readonly say: (page: Page) => Promise<void>
  readonly said: (page: Page) => Promise<void>
  /** Everything of the Project that is there in the end, by its name. */
  readonly makes: { readonly services: number; readonly fips: number; readonly eips: number }
}

const named = (page: Page) => page.getByRole('radio', { name: 'A new one with a name' })
const door = (page: Page) => page.getByRole('textbox', { name: 'Name of the External IP' })

async function sayDoor(page: Page): Promise<void> {
  await named(page).check()
  await door(page).fill('door')
  await page.getByRole('radio', { name: 'Cloud' }).check()
}

async function saidDoor(page: Page): Promise<void> {
  await expect(named(page)).toBeChecked()
  await expect(door(page)).toHaveValue('door')
  await expect(page.getByRole('radio', { name: 'Cloud' })).toBeChecked()
}

const ports = (page: Page) => page.getByRole('textbox', { name: 'Port', exact: true })
const hostname = (page: Page) => page.getByRole('textbox', { name: 'Hostname' })

const WAYS: readonly Way[] = [
  {
    answer: 'Web app or API',
    target: 'web, 1 of 1 ready, Deployment',
    method: 'Gateway route',
    say: async (page) => {
      await page.getByRole('radio', { name: 'A hostname of my own' }).check()
      await hostname(page).fill('shop.example.org')
    },
    said: async (page) => {
      await expect(hostname(page)).toHaveValue('shop.example.org')
      await expect(page.getByRole('textbox', { name: 'Port of the app' })).toHaveValue('8080')
    },
    makes: { services: 1, fips: 0, eips: 1 },
  },
  {
    answer: 'VM by SSH or RDP',
    target: 'desk, 1 of 1 ready',
    method: 'Floating IP',
    say: sayDoor,
    said: saidDoor,
    makes: { services: 0, fips: 1, eips: 1 },
  },
  {
    answer: 'TCP or UDP service',
    target: 'desk, 1 of 1 ready',
    method: 'Load balancer on its own External IP',
    say: async (page) => {
      await ports(page).fill('9443')
      await sayDoor(page)
    },
    said: async (page) => {
      await expect(ports(page)).toHaveValue('9443')
      await saidDoor(page)
    },
    makes: { services: 1, fips: 0, eips: 1 },
  },
  {
    answer: 'Several services',
    target: 'desk, 1 of 1 ready',
    method: 'Load balancer on a shared address',
    say: (page) => ports(page).fill('9443'),
    said: (page) => expect(ports(page)).toHaveValue('9443'),
    makes: { services: 1, fips: 0, eips: 0 },
  },
]

/** A tab that is closed at every step of each method, and its address opened in another one. */
test.describe('A wizard whose tab is closed at every step @wizard', () => {
  test.afterEach(({ stack }) => stack.lab.delays(DEMO_DELAYS))

  for (const { answer, target, method, say, said, makes } of WAYS) {
    test(`${method}: nothing is asked for again, made twice or left behind`, async ({
      stack,
      project,
      page: first,
      context,
    }) => {
      test.slow()
      const at = collections(project.namespace)
      const admin = await Cluster.of(stack, 'platform-admin')
      await admin.create(at.deployments, app('web', 1))
      await admin.create(at.machines, machine(project.namespace, 'desk'))
      await admin.create(at.issuers, issuer('letsencrypt', 'operations@nimbus.cloud'))
      const there = async () => ({
        services: await countOf(admin, at.services),
        fips: await countOf(admin, at.fips),
        eips: await countOf(admin, at.eips),
      })
      const nothing = { services: 0, fips: 0, eips: 0 }
      const onward = (page: Page) => page.getByRole('button', { name: 'Continue' }).click()

      let page = first
      await signIn(page, stack, project.developer, `${project.home}/expose?from=platform`)
      await page.getByRole('radio', { name: answer }).click()
      const targets = page.getByRole('combobox', { name: 'Target' })
      await expect(targets.getByRole('option', { name: target })).toBeAttached()
      await targets.selectOption({ label: target })
      await page.getByRole('textbox', { name: 'Port' }).fill('8080')

      page = await inAnotherTab(page, context)
      await expect(page.getByRole('radio', { name: answer })).toBeChecked()
      await expect(
        page.getByRole('combobox', { name: 'Target' }).getByRole('option', { selected: true }),
      ).toHaveText(target)
      await expect(page.getByRole('textbox', { name: 'Port' })).toHaveValue('8080')
      await expect(page.getByRole('radio', { name: `${method}: Recommended` })).toBeChecked()
      await page.getByRole('link', { name: 'Continue' }).click()
      await page.getByRole('textbox', { name: 'Name' }).fill('mine')

      page = await inAnotherTab(page, context)
      await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('mine')
      await onward(page)
      await say(page)

      page = await inAnotherTab(page, context)
      await said(page)
      await onward(page)
      await expect(page.getByText(/The server accepts it, dry run at/)).toBeVisible()

      page = await inAnotherTab(page, context)
      await expect(page.getByText(/The server accepts it, dry run at/)).toBeVisible()
      expect(await there()).toEqual(nothing)
      await stack.lab.delays({ readyMs: 4000, issueMs: 4000 })
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.waitForURL(/\/expose\/apply\?/)

      page = await inAnotherTab(page, context)
      await expect(page.getByRole('heading', { level: 1, name: 'Expose mine' })).toBeVisible()
      await expect(page.getByRole('heading', { name: /^It is being made ready|^It is ready/ })).toBeVisible()

      page = await inAnotherTab(page, context)
      await expect(page.getByRole('heading', { name: 'It is ready' })).toBeVisible({ timeout: 30_000 })
      expect(await there()).toEqual(makes)
    })
  }
})

/** Closes the tab, and opens the address that it was at in a new one. */
async function inAnotherTab(page: Page, context: BrowserContext): Promise<Page> {
  const url = page.url()
  await page.close()
  const next = await context.newPage()
  await next.goto(url)
  return next
}

/** What people made; the platform's companions and the way out are always there. */
async function countOf(admin: Cluster, collection: string): Promise<number> {
  const objects = await admin.list(collection)
  return objects.filter(({ metadata: { name } }) => !name.endsWith('-ext') && name !== 'default-gw').length
}
