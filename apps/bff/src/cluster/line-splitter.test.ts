import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { LineSplitter } from './line-splitter.ts'

vi.setConfig({ testTimeout: 30_000 })

describe('LineSplitter', () => {
  it('gives the same lines however the bytes are cut, also inside a character', () => {
    const line = fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replaceAll('\n', ' ') || ' ')
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(), { maxLength: 40 }), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
        const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)
        const splitter = new LineSplitter()
        const result = places.slice(1).flatMap((end, i) => splitter.push(bytes.subarray(places[i], end)))
        expect(result).toEqual(lines.map((text) => Buffer.from(text).toString('utf8')))
      }),
    )
  })

  it('keeps an unfinished line to itself and leaves empty lines out', () => {
    const splitter = new LineSplitter()
    expect(splitter.push(Buffer.from('{"a":1}\n\n{"b":'))).toEqual(['{"a":1}'])
    expect(splitter.push(Buffer.from('2}\n'))).toEqual(['{"b":2}'])
  })

  it('refuses a line that never ends', () => {
    const splitter = new LineSplitter()
    const megabyte = Buffer.alloc(1024 * 1024, 'x')
    expect(() => {
      for (let i = 0; i < 17; i += 1) splitter.push(megabyte)
    }).toThrow('exceeds')
  })
})
