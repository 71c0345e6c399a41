import { describe, expect, it } from 'vitest'
import { isKindName, KIND_NAMES, KINDS } from './kinds.ts'

describe('kinds', () => {
  it.each(KIND_NAMES)('%s names itself', (name) => {
    expect(isKindName(name)).toBe(true)
    expect(KINDS[name].plural).toMatch(/^[a-z]+(-[a-z]+)*$/)
  })

  it.each(['eips', 'secrets', '', 'constructor', '__proto__'])('“%s” is none', (name) => {
    expect(isKindName(name)).toBe(false)
  })

  it('are defined exactly once each', () => {
    expect(Object.keys(KINDS).sort()).toEqual([...KIND_NAMES].sort())
  })
})
