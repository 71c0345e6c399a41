import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { Search } from './Search.tsx'

function Palette({ onClose }: { onClose: () => void }) {
  return (
    <div role="dialog" aria-label="Search">
      <button onClick={onClose}>Close</button>
    </div>
  )
}

it('opens by its field, and closes', async () => {
  const user = userEvent.setup()
  const onIntent = vi.fn()
  render(<Search palette={Palette} onIntent={onIntent} />)
  await user.click(screen.getByRole('button', { name: 'Search names, addresses, actions', expanded: false }))
  expect(onIntent).toHaveBeenCalled()
  expect(screen.getByRole('dialog', { name: 'Search' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('dialog')).toBeNull()
})

it.each(['{Control>}k{/Control}', '{Meta>}k{/Meta}'])('opens by %s from anywhere', async (keys) => {
  const user = userEvent.setup()
  render(
    <>
      <input aria-label="A field" />
      <Search palette={Palette} />
    </>,
  )
  await user.click(screen.getByRole('textbox'))
  await user.keyboard(keys)
  expect(screen.getByRole('dialog', { name: 'Search' })).toBeVisible()
})

it('stays closed where a dialog waits for an answer, and for other keys', async () => {
  const user = userEvent.setup()
  render(
    <>
      <div role="dialog" aria-label="Delete uplink-a?">
        <button>Keep it</button>
      </div>
      <Search palette={Palette} />
    </>,
  )
  await user.keyboard('k{Control>}j{/Control}')
  screen.getByRole('button', { name: 'Keep it' }).focus()
  await user.keyboard('{Control>}k{/Control}')
  expect(screen.queryByRole('dialog', { name: 'Search' })).toBeNull()
})
