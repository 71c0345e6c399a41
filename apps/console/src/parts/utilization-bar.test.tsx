import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FreeCount, UtilizationBar, UtilizationFigures, type Utilization } from './UtilizationBar.tsx'

const NOTHING = {
  exclusive: 0n,
  shared: 0n,
  released: 0n,
  platform: 0n,
  excluded: 0n,
  problems: 0n,
  free: 0n,
}

const PUBLIC: Utilization = {
  whole: 30n,
  parts: { exclusive: 4n, shared: 8n, released: 2n, platform: 8n, excluded: 2n, problems: 2n, free: 4n },
}

/** A /64 with one address held. */
const VAST: Utilization = {
  whole: 2n ** 64n - 2n,
  parts: { ...NOTHING, shared: 1n, free: 2n ** 64n - 3n },
}

describe('a utilization bar', () => {
  it('says in text what it shows, in the order that it shows it', () => {
    const { container } = render(<UtilizationBar of={PUBLIC} />)
    expect(
      screen.getByRole('img', {
        name: '4 exclusive, 8 shared, 2 released, 8 platform, 2 excluded, 2 with problems, 4 free of 30',
      }),
    ).toBeVisible()
    expect([...container.querySelectorAll('.segment')].map(({ className }) => className)).toEqual([
      'segment exclusive',
      'segment shared',
      'segment released',
      'segment platform',
      'segment excluded',
      'segment problems',
      'segment',
    ])
  })

  it('shares its width by the parts, and keeps what is next to nothing in sight', () => {
    const { container } = render(<UtilizationBar of={VAST} />)
    const segments = [...container.querySelectorAll<HTMLElement>('.segment')]
    expect(segments.map(({ style }) => style.flexGrow)).toEqual(['0', '999999'])
    expect(segments.map((segment) => getComputedStyle(segment).minWidth)).toEqual(['2px', '2px'])
    expect(screen.getByRole('img')).toHaveAccessibleName(
      '1 shared, 18,446,744,073,709,551,613 free of 18,446,744,073,709,551,614',
    )
  })

  it('of no addresses is empty and says so', () => {
    const { container } = render(<UtilizationBar of={{ whole: 0n, parts: NOTHING }} />)
    expect(screen.getByRole('img', { name: 'No addresses' })).toBeVisible()
    expect(container.querySelector('.segment')).toBeNull()
  })
})

describe('the figures beside it', () => {
  it('lead with what is free', () => {
    const { container } = render(<FreeCount of={PUBLIC} />)
    expect(container).toHaveTextContent('4 free of 30')
  })

  it.each([
    [PUBLIC.parts, ['12 in use', '2 released', '8 platform', '2 excluded', '2 need attention']],
    [{ ...NOTHING, problems: 1n }, ['0 in use', '1 needs attention']],
  ])('leave out what there is none of, but never what is in use', (parts, words) => {
    render(<UtilizationFigures of={{ whole: 30n, parts }} />)
    expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(words)
  })
})
