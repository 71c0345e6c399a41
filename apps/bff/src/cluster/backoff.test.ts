import { describe, expect, it } from 'vitest'
import { backoffCeiling } from './backoff.ts'

describe('backoffCeiling', () => {
  const options = { firstMs: 200, maxMs: 8_000 }

  it.each([
    [1, 200],
    [2, 400],
    [5, 3_200],
    [7, 8_000],
    [5_000, 8_000],
  ])('after %i failures is at most %i ms', (failures, ceiling) => {
    expect(backoffCeiling(failures, options)).toBe(ceiling)
  })
})
