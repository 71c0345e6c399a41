import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, expect, it, vi } from 'vitest'
import { Panel } from './Panel.tsx'
import { SplitView } from './SplitView.tsx'

function Page({ onClosed }: { onClosed?: () => void }) {
  const [name, setName] = useState<string>()
  return (
    <SplitView
      panel={
        name !== undefined && (
          <Panel
            kind="External IP"
            title={name}
            onClose={() => {
              setName(undefined)
              onClosed?.()
            }}
          >
            <button onClick={() => setName('uplink-b')}>next</button>
          </Panel>
        )
      }
    >
      <button onClick={() => setName('<b>uplink-a</b>')}>open</button>
    </SplitView>
  )
}

afterEach(() => vi.unstubAllGlobals())

it('is named by its title, which takes focus, also when it shows another object', async () => {
  const user = userEvent.setup()
  render(<Page />)
  await user.click(screen.getByRole('button', { name: 'open' }))
  expect(screen.getByRole('complementary', { name: '<b>uplink-a</b>' })).toBeVisible()
  expect(screen.getByRole('heading', { name: '<b>uplink-a</b>' })).toHaveFocus()
  await user.click(screen.getByRole('button', { name: 'next' }))
  expect(screen.getByRole('heading', { name: 'uplink-b' })).toHaveFocus()
})

it.each([['{Escape}'], ['the close button']])('closes by %s and gives focus back', async (way) => {
  const user = userEvent.setup()
  render(<Page />)
  await user.click(screen.getByRole('button', { name: 'open' }))
  if (way === '{Escape}') await user.keyboard(way)
  else await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(screen.queryByRole('complementary')).toBeNull()
  expect(screen.getByRole('button', { name: 'open' })).toHaveFocus()
})

it('leaves an Escape alone that closed something above it', async () => {
  const user = userEvent.setup()
  const onClosed = vi.fn()
  render(
    <>
      <Page onClosed={onClosed} />
      <div role="dialog">
        <button>inside</button>
      </div>
    </>,
  )
  await user.click(screen.getByRole('button', { name: 'open' }))
  screen.getByRole('button', { name: 'inside' }).focus()
  await user.keyboard('{Escape}')
  expect(onClosed).not.toHaveBeenCalled()
})
