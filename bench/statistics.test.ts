import { expect, test } from 'vitest'
import { median, percentile } from './statistics.ts'

test.each([
  { samples: [5], share: 0.5, expected: 5 },
  { samples: [3, 1, 2], share: 0.5, expected: 2 },
  { samples: [4, 1, 3, 2], share: 0.95, expected: 4 },
  { samples: [4, 1, 3, 2], share: 0, expected: 1 },
])('percentile $share of $samples', ({ samples, share, expected }) => {
  expect(percentile(samples, share)).toBe(expected)
})

test('no samples is an error, not a figure', () => {
  expect(() => median([])).toThrow('No samples')
})
