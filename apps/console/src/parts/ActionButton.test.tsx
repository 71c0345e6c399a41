import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { MemoryRouter } from 'react-router'
import { expect, it, vi } from 'vitest'
import { ActionButton } from './ActionButton.tsx'

const REASON = 'Your role, user, cannot create Floating IPs. A developer or admin can.'

it('stays focusable when it cannot be used, says why in text, and does nothing', async () => {
  const onClick = vi.fn()
  const onSubmit = vi.fn()
  render(
    <form onSubmit={onSubmit}>
      <ActionButton type="submit" onClick={onClick} disabledReason={REASON}>
        Create Floating IP
      </ActionButton>
    </form>,
  )
  const button = screen.getByRole('button', { name: 'Create Floating IP' })
  expect(button).toHaveAccessibleDescription(REASON)
  expect(screen.getByText(REASON)).toBeVisible()
  await userEvent.tab()
  expect(button).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  await userEvent.click(button)
  expect(onClick).not.toHaveBeenCalled()
  expect(onSubmit).not.toHaveBeenCalled()
})

it('is a link where it leads somewhere, and no link while it must not be followed', () => {
  const { rerender } = render(<ActionButton to="/create">Create External IP</ActionButton>, {
    wrapper: MemoryRouter,
  })
  expect(screen.getByRole('link', { name: 'Create External IP' })).toHaveAttribute('href', '/create')
  rerender(
    <ActionButton to="/create" disabledReason={REASON}>
      Create External IP
    </ActionButton>,
  )
  expect(screen.queryByRole('link')).toBeNull()
  expect(screen.getByRole('button')).toHaveAttribute('aria-disabled', 'true')
})

it('runs once while it is busy', async () => {
  const onClick = vi.fn()
  const { rerender } = render(<ActionButton onClick={onClick}>Delete</ActionButton>)
  await userEvent.click(screen.getByRole('button'))
  rerender(
    <ActionButton onClick={onClick} busy>
      Delete
    </ActionButton>,
  )
  await userEvent.click(screen.getByRole('button', { busy: true }))
  expect(onClick).toHaveBeenCalledTimes(1)
})
