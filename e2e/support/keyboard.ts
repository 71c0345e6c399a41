import type { Locator, Page } from '@playwright/test'
import { expect } from '../fixtures.ts'

/** More stops than any page has. */
const MOST_STOPS = 80

const isFocused = (element: Element) => element === document.activeElement

async function press(page: Page, key: string, until: Locator): Promise<void> {
  await expect(until).toBeVisible()
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await until.evaluate(isFocused)) return
    await page.keyboard.press(key)
  }
  await expect(until).toBeFocused()
}

/** Goes on with the Tab key until something has the focus. */
export function tabTo(page: Page, to: Locator): Promise<void> {
  return press(page, 'Tab', to)
}

/** Goes to a link or button by Tab and presses it. */
export async function act(page: Page, on: Locator): Promise<void> {
  await tabTo(page, on)
  await page.keyboard.press('Enter')
}

/** Goes to a field by Tab and types over what stands there. */
export async function type(page: Page, into: Locator, text: string): Promise<void> {
  await tabTo(page, into)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** Into the group by Tab, to the radio by arrows, as browsers have it. */
export async function choose(page: Page, radio: Locator): Promise<void> {
  await expect(radio).toBeVisible()
  const group = await radio.getAttribute('name')
  const inGroup = () => page.evaluate((name) => document.activeElement?.getAttribute('name') === name, group)
  for (let stops = 0; stops < MOST_STOPS && !(await inGroup()); stops += 1) await page.keyboard.press('Tab')
  await press(page, 'ArrowDown', radio)
  await page.keyboard.press('Space')
  await expect(radio).toBeChecked()
}
