import { expect, signIn, test } from './fixtures.ts'

const EDGE = '/o/nimbus/p/edge/external-ips'

test.describe('Signing in and out @security @real', () => {
  test('leads through the Organization to the page that was asked for', async ({ stack, page }) => {
    await page.goto(`${stack.url}${EDGE}`)
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await page.getByRole('link', { name: 'nimbus' }).click()
    await page.getByRole('button', { name: /^nimbus-developer / }).click()
    await expect(page).toHaveURL(`${stack.url}${EDGE}`)
    await expect(page.getByRole('row', { name: /uplink-a/ })).toBeVisible()
  })

  test('signing out ends the session here and at the identity provider', async ({ stack, page, context }) => {
    await signIn(page, stack, 'nimbus-developer', EDGE)
    await expect(page.getByRole('row', { name: /uplink-a/ })).toBeVisible()
    const cookies = await context.cookies(stack.url)
    await page.getByRole('button', { name: 'Account of nimbus-developer' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

    // The cookies of before open nothing either: the session itself is gone.
    await context.addCookies(cookies)
    const answer = await page.request.get(`${stack.url}/api/session`)
    expect(answer.status()).toBe(401)
    await page.goto(`${stack.url}${EDGE}`)
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    await page.getByRole('link', { name: 'nimbus' }).click()
    await expect(page.getByRole('button', { name: /^nimbus-user / })).toBeVisible()
  })
})
