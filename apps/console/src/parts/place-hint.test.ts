import { expect, it } from 'vitest'
import { placeHint } from './place-hint.ts'

const HINT = { width: 280, height: 60 }
const PHONE = { width: 360, height: 640 }

it.each([
  ['under its trigger', { left: 20, top: 100, bottom: 120 }, { left: 20, top: 120 }],
  ['above it at the foot of the window', { left: 20, top: 600, bottom: 620 }, { left: 20, top: 540 }],
  ['inside at the right edge', { left: 300, top: 100, bottom: 120 }, { left: 72, top: 120 }],
  ['inside at the left edge', { left: -40, top: 100, bottom: 120 }, { left: 8, top: 120 }],
])('stands %s', (_, trigger, place) => {
  expect(placeHint(trigger, HINT, PHONE)).toEqual(place)
})

it('stays below where there is room neither below nor above', () => {
  const place = placeHint({ left: 0, top: 40, bottom: 60 }, HINT, { width: 360, height: 100 })
  expect(place.top).toBe(60)
})
