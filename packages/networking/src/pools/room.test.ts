import { describe, expect, it } from 'vitest'
import type { Counted } from './census.ts'
import { DEFAULT_ROOM, roomOf, type RoomLimits } from './room.ts'

type Figures = Partial<Record<keyof Counted['parts'], number>>

function census(family: 4 | 6, figures: Figures): Counted {
  const of = (part: keyof Counted['parts']) => BigInt(figures[part] ?? 0)
  const parts = {
    exclusive: of('exclusive'),
    shared: of('shared'),
    released: of('released'),
    platform: of('platform'),
    excluded: of('excluded'),
    problems: of('problems'),
    free: of('free'),
  }
  const whole = Object.values(parts).reduce((sum, part) => sum + part, 0n)
  return { block: { family }, whole, parts }
}

const SIX = census(6, { free: 2 ** 40 })
const COUNT: RoomLimits = { freeShare: 0, freeAddresses: 5 }

describe('room', () => {
  it.each<[string, readonly Counted[], RoomLimits, ReturnType<typeof roomOf>]>([
    ['is not known where nothing can be read', [], DEFAULT_ROOM, undefined],
    [
      'is there from a tenth on',
      [census(4, { shared: 90, free: 10 })],
      DEFAULT_ROOM,
      { state: 'room', free: 10n, usable: 100n },
    ],
    [
      'is little under a tenth, of what may be given out',
      [census(4, { shared: 91, free: 9, excluded: 50, platform: 20 })],
      DEFAULT_ROOM,
      { state: 'nearly-full', free: 9n, usable: 100n, under: 'share' },
    ],
    [
      'is little under a share that the installation sets',
      [census(4, { shared: 70, free: 30 })],
      { freeShare: 0.5, freeAddresses: 0 },
      { state: 'nearly-full', free: 30n, usable: 100n, under: 'share' },
    ],
    [
      'is little under a number that the installation sets',
      [census(4, { shared: 3, free: 4 })],
      COUNT,
      { state: 'nearly-full', free: 4n, usable: 7n, under: 'count' },
    ],
    ['is there at that number', [census(4, { free: 5 })], COUNT, { state: 'room', free: 5n, usable: 5n }],
    [
      'is none without a free address, whatever the limits are',
      [census(4, { shared: 9 })],
      { freeShare: 0, freeAddresses: 0 },
      { state: 'full', free: 0n, usable: 9n },
    ],
    [
      'is none when IPv4 is full, however much IPv6 is left',
      [census(4, { shared: 9 }), SIX],
      DEFAULT_ROOM,
      { state: 'full', free: 0n, usable: 9n },
    ],
    ['is that of IPv6 alone', [SIX], DEFAULT_ROOM, { state: 'room', free: 2n ** 40n, usable: 2n ** 40n }],
  ])('%s', (_, censuses, limits, expected) => {
    expect(roomOf(censuses, limits)).toEqual(expected)
  })
})
