import { expect, signIn, test } from './fixtures.ts'

const BAD_NAMES: readonly { name: string; words: RegExp }[] = [
  { name: '', words: /Enter a name/ },
  { name: 'a'.repeat(64), words: /at most 63 characters: this name has 64/ },
  { name: 'Uplink', words: /lower case/ },
  { name: 'größe', words: /“ö” is not allowed/ },
  { name: '名前', words: /is not allowed/ },
  { name: '..', words: /“\.” is not allowed/ },
  { name: '<img src=x onerror=alert(1)>', words: /“<” is not allowed/ },
  { name: '-front', words: /Start and end with a letter or a digit/ },
  { name: 'uplink-a', words: /(already|taken|exists)/i },
]

test.describe('Names that cannot be @external-ips', () => {
  for (const { name, words } of BAD_NAMES) {
    test(`“${name.slice(0, 30)}” is refused in words at its field`, async ({ stack, page }) => {
      await signIn(page, stack, 'nimbus-developer', '/o/nimbus/p/edge/external-ips/create')
      const field = page.getByRole('textbox', { name: 'Name' })
      await field.fill(name)
      await field.blur()
      await expect(field).toHaveAccessibleDescription(words)
      await expect(field).toHaveAttribute('aria-invalid', 'true')
      await page.getByRole('button', { name: /^Create/ }).click()
      await expect(page).toHaveURL(/\/create$/)
      await expect(field).toHaveValue(name)
    })
  }
})
