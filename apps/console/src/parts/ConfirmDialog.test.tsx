import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { ConfirmDialog } from './ConfirmDialog.tsx'

function show(given: { nameToType?: string; disabledReason?: string; busy?: boolean } = {}) {
  const onConfirm = vi.fn()
  const onClose = vi.fn()
  render(
    <ConfirmDialog
      open
      title="Delete uplink-a?"
      confirmLabel="Delete uplink-a"
      onConfirm={onConfirm}
      onClose={onClose}
      {...given}
    >
      <p>mqtt loses its address at once.</p>
    </ConfirmDialog>,
  )
  return { onConfirm, onClose, user: userEvent.setup() }
}

it('asks by its title, tells what breaks, and gives focus to the safe answer', () => {
  show()
  expect(screen.getByRole('dialog', { name: 'Delete uplink-a?' })).toHaveTextContent(
    'mqtt loses its address at once.',
  )
  const [first] = screen.getAllByRole('button')
  expect(first).toHaveTextContent('Keep it')
  expect(first).toHaveFocus()
})

it('does it when asked to', async () => {
  const { user, onConfirm, onClose } = show()
  await user.click(screen.getByRole('button', { name: 'Delete uplink-a' }))
  expect(onConfirm).toHaveBeenCalledTimes(1)
  expect(onClose).not.toHaveBeenCalled()
})

it('wants exactly the name when something is in use, also by Enter', async () => {
  const { user, onConfirm } = show({ nameToType: 'uplink-a' })
  const button = screen.getByRole('button', { name: 'Delete uplink-a' })
  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(button).toHaveAccessibleDescription('Type uplink-a to confirm')
  await user.type(screen.getByRole('textbox', { name: 'Type uplink-a to confirm' }), 'uplink-{Enter}')
  expect(onConfirm).not.toHaveBeenCalled()
  await user.type(screen.getByRole('textbox'), 'a{Enter}')
  expect(onConfirm).toHaveBeenCalledTimes(1)
})

it('keeps it by Escape', async () => {
  const { user, onClose, onConfirm } = show()
  await user.keyboard('{Escape}')
  expect(onClose).toHaveBeenCalled()
  expect(onConfirm).not.toHaveBeenCalled()
})

it('says why it cannot be done at all', async () => {
  const { user, onConfirm } = show({
    nameToType: 'uplink-a',
    disabledReason: 'Offline: nothing can be changed.',
  })
  expect(screen.getByRole('dialog')).toHaveTextContent('Offline: nothing can be changed.')
  expect(screen.getByRole('button', { name: 'Delete uplink-a' })).toHaveAccessibleDescription(
    'Offline: nothing can be changed.',
  )
  expect(screen.queryByRole('textbox')).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Delete uplink-a' }))
  expect(onConfirm).not.toHaveBeenCalled()
})

it('does not run twice', async () => {
  const { user, onConfirm } = show({ busy: true })
  await user.click(screen.getByRole('button', { name: 'Delete uplink-a' }))
  expect(onConfirm).not.toHaveBeenCalled()
})
