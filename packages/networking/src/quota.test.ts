import { describe, expect, it } from 'vitest'
import { isSpent, publicQuota, quotaSentence, spentWords } from './quota.ts'
import { NOW, org } from './testing/samples.ts'

describe('the public IPv4 quota', () => {
  it.each([
    [
      undefined,
      'hidden',
      'How many public addresses nimbus uses is not known: the Organization cannot be read here.',
    ],
    [
      org(undefined),
      'unknown',
      'How many public addresses nimbus uses is not known: the platform reports no figures.',
    ],
    [
      org({ hard: '3' }),
      'unknown',
      'Public addresses: limit 3 in nimbus; how many are used is not reported.',
    ],
    [
      org({ used: '', hard: '3' }),
      'unknown',
      'Public addresses: limit 3 in nimbus; how many are used is not reported.',
    ],
    [
      org({ used: '7' }),
      'no-limit',
      'Public addresses: 7 used in nimbus, no limit reported, as of 2 minutes ago.',
    ],
    [org({ used: '2', hard: '3' }), 'room', 'Public addresses: 2 of 3 used in nimbus, as of 2 minutes ago.'],
    [org({ used: '0', hard: '0' }), 'full', 'Public addresses: 0 of 0 used in nimbus, as of 2 minutes ago.'],
    [org({ used: '3', hard: '3' }), 'full', 'Public addresses: 3 of 3 used in nimbus, as of 2 minutes ago.'],
    [org({ used: '4', hard: '3' }), 'over', 'Public addresses: 4 of 3 used in nimbus, as of 2 minutes ago.'],
  ])('case %#: %s', (organization, state, sentence) => {
    const quota = publicQuota('nimbus', organization)
    expect(quota.state).toBe(state)
    expect(quotaSentence(quota, NOW)).toBe(sentence)
    expect(isSpent(quota)).toBe(state === 'full' || state === 'over')
  })

  it('does not invent an age', () => {
    const { figuresFrom: _, ...undated } = org({ used: '2', hard: '3' })
    expect(quotaSentence(publicQuota('nimbus', undated), NOW)).toBe(
      'Public addresses: 2 of 3 used in nimbus, at a time that is not told.',
    )
  })
})

it('tells those that wait from those that have an address, as far as they are known', () => {
  const quota = publicQuota('nimbus', org({ used: '4', hard: '3' }))
  expect(quotaSentence(quota, NOW, 1)).toBe(
    'Public addresses: 3 of 3 used in nimbus, 1 waiting; the platform counts 4, as of 2 minutes ago.',
  )
  expect(quotaSentence(quota, NOW, 5)).toContain('3 of 3 used in nimbus, 1 waiting')
  const room = publicQuota('nimbus', org({ used: '1', hard: '3' }))
  expect(quotaSentence(room, NOW, 2)).toContain('1 of 3 used in nimbus,')
})

it('says within a sentence how a spent quota is used, and never more than is allowed as used', () => {
  const words = (used: string, waiting: number) => {
    const quota = publicQuota('nimbus', org({ used, hard: '3' }))
    return isSpent(quota) ? spentWords(quota, waiting) : undefined
  }
  expect(words('2', 0)).toBeUndefined()
  expect(words('3', 0)).toBe('nimbus uses 3 of 3')
  expect(words('4', 1)).toBe('nimbus uses 3 of 3, 1 more waits')
  expect(words('5', 2)).toBe('nimbus uses 3 of 3, 2 more wait')
  // Those that wait may be in Projects that the viewer does not see.
  expect(words('4', 0)).toBe('nimbus may have 3, and the platform counts 4, waiting ones too')
})
