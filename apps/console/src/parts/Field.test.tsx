import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { Field } from './Field.tsx'

it('has help, error and acceptance in the same place, one at a time', () => {
  const { rerender } = render(<Field label="Name" help="Lower case letters" />)
  const field = screen.getByRole('textbox', { name: 'Name' })
  expect(field).toHaveAccessibleDescription('Lower case letters')
  expect(field).not.toBeInvalid()

  rerender(<Field label="Name" help="Lower case letters" error="uplink-a is taken." ok="accepted" />)
  expect(field).toHaveAccessibleDescription('uplink-a is taken.')
  expect(field).toBeInvalid()
  expect(screen.queryByText('Lower case letters')).toBeNull()

  rerender(<Field label="Name" help="Lower case letters" ok="The server accepts it, dry run at 14:02:11" />)
  expect(field).toHaveAccessibleDescription('The server accepts it, dry run at 14:02:11')
  expect(field).not.toBeInvalid()
})

it('takes an empty error for none', () => {
  render(<Field label="Name" help="Help" error="" />)
  expect(screen.getByRole('textbox')).toHaveAccessibleDescription('Help')
})
