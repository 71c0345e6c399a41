import { chromium, type Browser, type Page } from '@playwright/test'
import { browserLaunch } from '../scripts/chromium.ts'
import type { Stack } from '../scripts/stack.ts'

/** Somebody of the lab's people, by where they sign in. */
export interface Viewer {
  readonly realm: string
  readonly username: string
}

/** Who looks, and where. */
const TENANT: Viewer = { realm: 'nimbus', username: 'nimbus-developer' }
export const STAFF: Viewer = { realm: 'master', username: 'platform-viewer' }
export const LIST = '/o/nimbus/p/edge/external-ips'
export const COLLECTION = '/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips'

export function launch(): Promise<Browser> {
  return chromium.launch(browserLaunch())
}

/** A signed-in page on nothing yet, in a browser context of its own. */
export async function signedIn(browser: Browser, stack: Stack, who: Viewer = TENANT): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
  const query = new URLSearchParams({ realm: who.realm, return: '/sign-in' })
  await page.goto(`${stack.url}/auth/sign-in?${query.toString()}`)
  await page.getByRole('button', { name: new RegExp(`^${who.username} `) }).click()
  await page.waitForURL(({ origin }) => origin === stack.url)
  return page
}

/** Opens a list and waits until it is live, sorted by name so that rows stay where they are. */
export async function openList(page: Page, stack: Stack): Promise<void> {
  await page.goto(`${stack.url}${LIST}?sort=name`)
  await page.getByRole('gridcell').first().waitFor()
  await page.getByText('Live', { exact: true }).waitFor()
}

/**
 * Milliseconds since 1970 at which a text first stands in the page, seen by the page itself after each change of it.
 * Call it before the change.
 */
export async function whenShown(page: Page, text: string): Promise<{ readonly at: Promise<number> }> {
  const handle = await page.evaluateHandle(
    (wanted) => ({
      at: new Promise<number>((resolve) => {
        const look = () => {
          if (!document.body.textContent.includes(wanted)) return
          observer.disconnect()
          resolve(performance.timeOrigin + performance.now())
        }
        const observer = new MutationObserver(look)
        observer.observe(document.body, { subtree: true, childList: true, characterData: true })
        look()
      }),
    }),
    text,
  )
  return { at: handle.evaluate((watched) => watched.at) }
}
