import { join } from 'node:path'
import { test as base, type Locator, type Page } from '@playwright/test'
import { startStack, type Stack, type StackSettings } from '../scripts/stack.ts'
import { makeProject, newProject, removeProject, type OwnProject } from './support/project.ts'

interface TestFixtures {
  /** A Project made for this test alone and removed after it. Ask for it before signing in: a token names Projects. */
  readonly project: OwnProject
}

interface WorkerFixtures {
  /** Settings of the stack; a spec that sets them with `test.use` gets a worker and a stack of its own. */
  readonly stackSettings: StackSettings
  /** A lab with a console before it, shared by the tests of one worker: leave it as it was found. */
  readonly stack: Stack
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  stackSettings: [{}, { scope: 'worker', option: true }],

  stack: [
    async ({ stackSettings }, use, { project, workerIndex }) => {
      // Every part's log stays there; after a failed test a new worker begins, with a folder of its own.
      const dataDir = join(project.outputDir, `stack-${workerIndex}`)
      const stack = await startStack({ dataDir, ...stackSettings })
      await use(stack)
      await stack.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  project: [
    async ({ stack }, use) => {
      const project = newProject()
      try {
        await makeProject(stack, project)
        await use(project)
      } finally {
        await removeProject(stack, project)
      }
    },
    { timeout: 120_000 },
  ],

  baseURL: ({ stack }, use) => use(stack.url),
})

export { expect } from '@playwright/test'

/** Signs somebody in by name and waits until the console is back at `path`. Each browser context has its own session. */
export async function signIn(page: Page, stack: Stack, username: string, path = '/'): Promise<void> {
  const person = stack.info.people.find((each) => each.username === username)
  if (!person) throw new Error(`Nobody in the lab is called ${username}`)
  const query = new URLSearchParams({ realm: person.realm, return: path })
  await page.goto(`${stack.url}/auth/sign-in?${query.toString()}`)
  await page.getByRole('button', { name: new RegExp(`^${username} `) }).click()
  await page.waitForURL(({ origin }) => origin === stack.url)
}

/** The panel over the list that shows one object. */
export function openPanel(page: Page, name: string): Locator {
  return page.getByRole('complementary', { name })
}

/** The row of one object, told by its name; what an expanded row shows stands in a row of its own. */
export function rowOf(page: Page, name: string): Locator {
  const named = page.getByRole('rowheader').filter({ has: page.getByRole('link', { name, exact: true }) })
  return page.getByRole('row').filter({ has: named })
}

/** Counts page loads from now on: what a page shows live it shows without any. */
export function countLoads(page: Page): { readonly count: () => number } {
  let loads = 0
  page.on('load', () => (loads += 1))
  return { count: () => loads }
}
