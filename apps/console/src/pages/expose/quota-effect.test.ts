import { expect, it } from 'vitest'
import { effectWords } from './quota-effect.ts'

it.each([
  [{ added: 1, used: 3, limit: 10, waiting: 0 }, '4 of 10, now 3'],
  [{ added: 0, used: 3, limit: 10, waiting: 0 }, 'none needed'],
  [{ added: 1, used: 3 }, '4, now 3'],
  [{ added: 1 }, '1 more; how many are used is not known here'],
  // A public address beyond the limit waits; the platform counts it as used.
  [{ added: 1, used: 3, limit: 3, waiting: 0 }, '3 of 3 used; this one waits'],
  [{ added: 1, used: 4, limit: 3, waiting: 1 }, '3 of 3 used, 1 more waits; this one waits too'],
  // A load balancer beyond it is refused.
  [{ added: 1, used: 3, limit: 3 }, '4 of 3, now 3'],
])('%o: %s', (effect, words) => {
  expect(effectWords({ what: 'x', ...effect })).toBe(words)
})
