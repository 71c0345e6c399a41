import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { RadioCards } from './RadioCards.tsx'

const options = [
  { value: 'public', label: 'Public', detail: 'The Internet can reach it.' },
  { value: 'cloud', label: 'Cloud', detail: 'Inside the platform.', disabledReason: 'Not offered here.' },
] as const

it('offers each answer with its meaning, or with why it cannot be chosen', async () => {
  const onChange = vi.fn()
  render(
    <RadioCards legend="Network type" name="type" options={options} value={undefined} onChange={onChange} />,
  )
  expect(screen.getByRole('group', { name: 'Network type' })).toBeVisible()
  const cloud = screen.getByRole('radio', { name: /Cloud/ })
  expect(cloud).toHaveAccessibleDescription('Not offered here.')
  expect(cloud).toHaveAttribute('aria-disabled', 'true')
  await userEvent.click(cloud)
  expect(onChange).not.toHaveBeenCalled()
  await userEvent.click(screen.getByText('The Internet can reach it.'))
  expect(onChange).toHaveBeenCalledExactlyOnceWith('public')
})

it('says what is wrong with the whole choice', () => {
  render(
    <RadioCards
      legend="Network type"
      name="type"
      options={options}
      value="public"
      onChange={() => {}}
      error="Choose one of the offered network types."
    />,
  )
  expect(screen.getByRole('group')).toHaveAccessibleDescription('Choose one of the offered network types.')
})
