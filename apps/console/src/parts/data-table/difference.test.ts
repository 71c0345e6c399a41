import fc from 'fast-check'
import { expect, it } from 'vitest'
import { difference } from './difference.ts'

function letters(word: string): readonly string[] {
  return Array.from(word)
}

it.each([
  ['nothing', 'abc', 'abc', '', ''],
  ['a removal', 'abc', 'ac', 'b', ''],
  ['an insertion', 'ac', 'abc', '', 'b'],
  ['one in place of another', 'abc', 'axc', 'b', 'x'],
  ['a change and an addition at the end', 'abc', 'axcd', 'b', 'xd'],
  ['everything', 'abc', 'xyz', 'abc', 'xyz'],
  ['an empty list', '', 'ab', '', 'ab'],
])('finds %s', (_what, before, now, gone, came) => {
  expect(difference(letters(before), letters(now))).toEqual({ gone: letters(gone), came: letters(came) })
})

it('turns one list into the other, for any two lists of different items', () => {
  const list = fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 80 })
  fc.assert(
    fc.property(list, list, (before, now) => {
      const { gone, came } = difference(before, now)
      const left = new Set(before)
      for (const item of gone) expect(left.delete(item)).toBe(true)
      for (const item of came) left.add(item)
      expect(left).toEqual(new Set(now))
    }),
  )
})
