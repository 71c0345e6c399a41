import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freeName, MAX_NAME_LENGTH, nameAfter, nameProblem, objectName, serviceNameProblem } from './names.ts'

describe('nameProblem', () => {
  it.each(['a', '7', 'uplink-a', 'a--b', 'x'.repeat(MAX_NAME_LENGTH)])('takes “%s”', (name) => {
    expect(nameProblem(name)).toBeUndefined()
  })

  it.each([
    ['', 'Enter a name.'],
    ['Uplink', 'upper case'],
    ['a b', '“ ”'],
    ['a.b', '“.”'],
    ['..', '“.”'],
    ['näh', '“ä”'],
    ['a😀', '“😀”'],
    ['<b>', '“<”'],
    ['-a', 'Start and end'],
    ['a-', 'Start and end'],
    ['x'.repeat(MAX_NAME_LENGTH + 1), 'has 64'],
  ])('refuses “%s”', (name, words) => {
    expect(nameProblem(name)).toContain(words)
    expect(objectName.safeParse(name).error?.issues.map(({ message }) => message)).toEqual([
      nameProblem(name),
    ])
  })

  it('takes only what Kubernetes takes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '0', '-', '.', 'A', 'ß'), maxLength: 70 }),
        (name) => {
          const valid = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) && name.length <= 63
          expect(nameProblem(name) === undefined).toBe(valid)
        },
      ),
    )
  })
})

describe('freeName', () => {
  it.each([
    [[], 'a'],
    [['a'], 'a-2'],
    [['a', 'a-2', 'a-4'], 'a-3'],
    [['a-2'], 'a'],
  ])('beside %j', (taken, name) => {
    expect(freeName('a', new Set(taken))).toBe(name)
  })
})

describe('nameAfter', () => {
  it.each([
    ['web', [], 'web'],
    ['web', ['web'], 'web-2'],
    ['My.App_1', [], 'my-app-1'],
    ['7zip', [], 'zip'],
    ['日本', [], 'app'],
    ['', ['app'], 'app-2'],
  ])('makes of “%s” beside %j', (thing, taken, name) => {
    expect(nameAfter(thing, new Set(taken))).toBe(name)
  })

  it('always gives a name for a Service', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 90 }), (thing) => {
        expect(serviceNameProblem(nameAfter(thing, new Set()))).toBeUndefined()
      }),
    )
  })
})
