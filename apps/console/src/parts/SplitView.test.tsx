import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { SplitView } from './SplitView.tsx'

it('takes the list out of reach while a panel covers it', () => {
  window.innerWidth = 700
  const { rerender } = render(
    <SplitView panel={<p>details</p>}>
      <p>list</p>
    </SplitView>,
  )
  expect(screen.getByText('list').parentElement).toHaveAttribute('inert')
  rerender(
    <SplitView panel={undefined}>
      <p>list</p>
    </SplitView>,
  )
  expect(screen.getByText('list').parentElement).not.toHaveAttribute('inert')
})
