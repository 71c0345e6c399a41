import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { tabTo } from './support/keyboard.ts'
import { expect, signIn, test } from './fixtures.ts'

/** What a hint needs a browser for: the top layer, hover that is held, and a panel that Esc would close as well. */
test.describe('The words of the pages @a11y', () => {
  test('are explained under the pointer for as long as that is on them', async ({ stack, page }) => {
    await signIn(page, stack, 'nimbus-developer', '/o/nimbus/p/edge/external-ips')
    const hint = page.getByRole('tooltip')
    await page.getByRole('columnheader', { name: 'Ownership' }).getByRole('button').hover()
    await expect(hint).toContainText('Shared: load balancers and the way out may use it together.')
    await expectWholeOnScreen(page)
    await hint.hover()
    await expect(hint).toBeVisible()
    await page.getByRole('heading', { level: 1 }).hover()
    await expect(hint).toBeHidden()
  })

  test('are explained to the keyboard: Esc closes the hint and not the panel, Tab leads on to Learn', async ({
    stack,
    page,
  }) => {
    await signIn(page, stack, 'nimbus-developer', '/o/nimbus/p/edge/external-ips/default-gw')
    const panel = page.getByRole('complementary', { name: 'default-gw' })
    const word = panel.getByRole('button', { name: 'Ownership' })
    const hint = page.getByRole('tooltip')
    await tabTo(page, word)
    await expect(hint).toBeVisible()
    await expect(word).toHaveAccessibleDescription(/^Shared: /)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    await page.keyboard.press('Escape')
    await expect(hint).toBeHidden()
    await expect(panel).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(hint).toBeVisible()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Glossary' })).toBeVisible()
    await expect(page.getByRole('term').filter({ hasText: 'Ownership' })).toBeFocused()
  })

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 360, height: 740 }, hasTouch: true })

    test('are explained at a tap, inside the screen', async ({ stack, page }) => {
      await signIn(page, stack, 'nimbus-developer', '/o/nimbus/p/edge/overview')
      const hint = page.getByRole('tooltip')
      for (const word of ['Subnet', 'Default External IP']) {
        await page.getByRole('button', { name: word, exact: true }).tap()
        await expect(hint).toBeVisible()
        await expectWholeOnScreen(page)
        await page.getByRole('heading', { level: 1 }).tap()
        await expect(hint).toBeHidden()
      }
    })
  })
})

/** On the screen and over everything else that is there. */
async function expectWholeOnScreen(page: Page): Promise<void> {
  const words = page.getByRole('tooltip')
  await expect(words).toBeInViewport({ ratio: 1 })
  const isOnTop = await words.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect()
    return element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2))
  })
  expect(isOnTop).toBe(true)
}
