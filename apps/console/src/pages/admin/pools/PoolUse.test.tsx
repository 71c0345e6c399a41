import type { CensusReport } from '@kube-dc/networking/pools/report'
import type { Growth } from '@kube-dc/networking/pools/trend'
import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { poolReport } from '../../../test/platform.ts'
import { PoolUse } from './PoolUse.tsx'

const HOUR = 3_600_000
const WEEK = 7 * 24 * HOUR

/** 25 that can be given out or are the platform's, of which 19 are. */
const CENSUS: CensusReport = {
  family: 4,
  whole: '30',
  parts: {
    exclusive: '2',
    shared: '14',
    released: '1',
    platform: '2',
    excluded: '5',
    problems: '0',
    free: '6',
  },
}

function show(growth: Partial<Growth>) {
  const report = { ...poolReport(), censuses: [CENSUS] }
  return render(<PoolUse report={{ ...report, growth: { ...report.growth, ...growth } }} />)
}

const ago = (length: number, used: number) => ({ at: Date.now() - length, used })

describe('the use of a pool over time', () => {
  it('is no picture before there is an hour of it, and says since when it is watched', () => {
    show({ samples: [ago(HOUR / 2, 17), ago(HOUR / 3, 18), ago(0, 19)] })
    const use = screen.getByRole('region', { name: 'Use over time' })
    expect(use).toHaveTextContent('There is too little to draw yet')
    expect(use).toHaveTextContent(/since \d+ \w+.*, of this server/)
    expect(screen.queryByRole('img')).not.toBeInTheDocument()
  })

  it('says nothing of a beginning where nothing has been seen', () => {
    show({ samples: [] })
    expect(screen.getByRole('region', { name: 'Use over time' })).not.toHaveTextContent('since')
  })

  it('is told in words as the picture shows it, with where it leads, and in figures with the newest first', async () => {
    const exhaustedAt = Date.now() + 6 * WEEK + HOUR
    show({
      source: 'store',
      samples: [ago(13 * WEEK, 6), ago(6 * WEEK, 13), ago(0, 19)],
      trend: {
        state: 'growing',
        since: Date.now() - 13 * WEEK,
        perWeek: 1,
        exhaustedAt,
        between: { from: exhaustedAt - WEEK, to: exhaustedAt + WEEK },
      },
    })
    const picture = screen.getByRole('img')
    expect(picture).toHaveAccessibleName(/^In use: 6 on .*, 19 of 25 now\. Full in about 6 weeks, likely: /)
    expect(picture.querySelectorAll('path')).toHaveLength(4)
    expect(screen.getByRole('region', { name: 'Use over time' })).not.toHaveTextContent('of this server')
    await userEvent.click(screen.getByText('Figures'))
    const rows = within(screen.getByRole('table', { name: 'Use over time' })).getAllByRole('row')
    expect(rows.slice(1).map((row) => within(row).getAllByRole('cell').at(-1)?.textContent)).toEqual([
      '19',
      '13',
      '6',
    ])
  })

  it('says that the history that is kept does not answer', () => {
    show({ away: true, samples: [ago(2 * HOUR, 19), ago(HOUR, 19), ago(0, 19)] })
    expect(screen.getByRole('region', { name: 'Use over time' })).toHaveTextContent(
      'of this server; the history that is kept does not answer',
    )
    expect(screen.getByRole('img').querySelectorAll('path')).toHaveLength(2)
  })
})
