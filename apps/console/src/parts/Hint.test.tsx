import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { Hint, type HintTrigger } from './Hint.tsx'

function show() {
  render(
    <>
      <Hint words="A range of addresses." more={<a href="#cidr">CIDR in Learn</a>}>
        {(trigger) => (
          <button type="button" {...trigger}>
            CIDR
          </button>
        )}
      </Hint>
      <button type="button">Next</button>
    </>,
  )
  return { user: userEvent.setup(), word: screen.getByRole('button', { name: 'CIDR' }) }
}

const hint = () => screen.queryByRole('tooltip')

it('opens with the focus, describes what it explains, and its link comes next', async () => {
  const { user, word } = show()
  expect(hint()).toBeNull()
  await user.tab()
  expect(word).toHaveAccessibleDescription('A range of addresses.')
  await user.tab()
  expect(screen.getByRole('link', { name: 'CIDR in Learn' })).toHaveFocus()
  expect(hint()).toBeInTheDocument()
  await user.tab()
  expect(screen.getByRole('button', { name: 'Next' })).toHaveFocus()
  expect(hint()).toBeNull()
})

// That it stays while the pointer is on the hint itself, a real browser tells: e2e/words.spec.ts.
it('opens with words that are still on their way, and without any that cannot be had', async () => {
  const user = userEvent.setup()
  const never = Promise.reject<string>(new Error('offline'))
  const trigger = (name: string) => (props: HintTrigger) => (
    <button type="button" {...props}>
      {name}
    </button>
  )
  const fetched = () => Promise.resolve('A range of addresses.')
  const missing = () => never
  render(
    <>
      <Hint words={fetched}>{trigger('CIDR')}</Hint>
      <Hint words={missing}>{trigger('VPC')}</Hint>
    </>,
  )
  await user.tab()
  expect(await screen.findByRole('tooltip')).toHaveTextContent('A range of addresses.')
  await user.tab()
  expect(screen.getByRole('button', { name: 'VPC' })).toHaveFocus()
  expect(hint()).toBeNull()
})

it('opens under a pointer that rests, and closes when it leaves', async () => {
  const { user, word } = show()
  await user.hover(word)
  expect(hint()).toBeNull()
  expect(await screen.findByRole('tooltip')).toBeInTheDocument()
  await user.hover(screen.getByRole('button', { name: 'Next' }))
  await waitFor(() => expect(hint()).toBeNull())
})

it('opens at a tap, and closes at one elsewhere', async () => {
  const { user, word } = show()
  await user.pointer({ keys: '[TouchA]', target: word })
  expect(hint()).toBeInTheDocument()
  await user.pointer({ keys: '[TouchA]', target: screen.getByRole('button', { name: 'Next' }) })
  expect(hint()).toBeNull()
})

it('closes at Esc, which then closes nothing else, and the focus stays', async () => {
  const closePanel = vi.fn<(event: Event) => void>()
  document.addEventListener('keydown', closePanel)
  const { user, word } = show()
  await user.tab()
  closePanel.mockClear()
  await user.keyboard('{Escape}')
  expect(hint()).toBeNull()
  expect(word).toHaveFocus()
  expect(closePanel).not.toHaveBeenCalled()
  await user.keyboard('{Escape}')
  expect(closePanel).toHaveBeenCalledOnce()
  document.removeEventListener('keydown', closePanel)
})
