import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { Address } from './Address.tsx'

function announced(): string | null | undefined {
  return document.querySelector('[data-announcer]')?.textContent
}

it('copies the address and says so', async () => {
  const user = userEvent.setup()
  render(<Address address="203.0.113.14" />)
  await user.click(screen.getByRole('button', { name: 'Copy 203.0.113.14' }))
  expect(await navigator.clipboard.readText()).toBe('203.0.113.14')
  expect(announced()).toBe('Copied 203.0.113.14.')
})

it('announces a second copy of the same too', async () => {
  const user = userEvent.setup()
  render(<Address address="203.0.113.14" />)
  await user.click(screen.getByRole('button'))
  const first = announced()
  await user.click(screen.getByRole('button'))
  expect(announced()).not.toBe(first)
})

it('says when the browser refuses', async () => {
  const user = userEvent.setup()
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new DOMException('no', 'NotAllowedError'))
  render(<Address address="203.0.113.14" />)
  await user.click(screen.getByRole('button'))
  expect(announced()).toBe('The browser does not allow copying here.')
})

it('has words where there is no address, and nothing to copy', () => {
  render(<Address address={undefined} />)
  expect(screen.getByText('none yet')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})
