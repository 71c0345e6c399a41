import { describe, expect, it } from 'vitest'
import css from './tokens.css?raw'

/** Colours of tokens.css by name, as [light, dark]. */
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    ([, name = '', light = '', dark = '']) => [name, [light, dark] as const],
  ),
)

/** Relative luminance of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string, scheme: 0 | 1): number {
  const [light = 0, dark = 0] = [one, other]
    .map((name) => luminance(tokens.get(name)?.[scheme] ?? `no token ${name}`))
    .sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const PLANES = ['page', 'surface', 'raised', 'sunken', 'fill', 'hover', 'accent-tint']
const WORDS = ['text', 'text-2', 'text-3', 'accent', 'ok', 'wait', 'bad', 'unk', 'hid']

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('the colours in %s', (_name, scheme) => {
  it.each(WORDS.flatMap((word) => PLANES.map((plane) => [word, plane] as const)))(
    '%s is read on %s',
    (word, plane) => {
      expect(contrast(word, plane, scheme)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each([
    ['on-ink', 'ink'],
    ['on-ink', 'ink-hover'],
    ['text', 'flash'],
    ['text-3', 'flash'],
    ['ok', 'ok-tint'],
    ['wait', 'wait-tint'],
    ['bad', 'bad-tint'],
    ['text-2', 'wait-tint'],
    ['text-2', 'bad-tint'],
    ['text', 'cell-shared'],
    ['surface', 'cell-exclusive'],
    ['surface', 'cell-platform'],
    ['surface', 'bad'],
  ])('%s is read on %s', (word, plane) => {
    expect(contrast(word, plane, scheme)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['page', 'surface', 'raised', 'sunken'])('the edge of a control is seen on %s', (plane) => {
    expect(contrast('ctl', plane, scheme)).toBeGreaterThanOrEqual(3)
  })

  it.each(['cell-shared', 'cell-exclusive', 'cell-platform'])('%s is seen beside what is free', (cell) => {
    expect(contrast(cell, 'surface', scheme)).toBeGreaterThanOrEqual(3)
  })
})
