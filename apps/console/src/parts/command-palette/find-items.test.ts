import { expect, it } from 'vitest'
import { findItems, itemsOf, SHOWN_PER_SOURCE } from './find-items.ts'
import type { PaletteItem, PaletteSource } from './types.ts'

function item(name: string, hint?: string): PaletteItem {
  return { id: name, name, kind: 'External IP', ...(hint !== undefined && { hint }) }
}

const OBJECTS: PaletteSource = {
  id: 'objects',
  label: 'In edge',
  items: [
    item('slb-web', '100.72.3.41'),
    item('web', '203.0.113.14'),
    item('cobweb', '203.0.113.140'),
    item('web-2', '100.72.0.9'),
  ],
}

const ACTIONS: PaletteSource = {
  id: 'actions',
  label: 'Actions',
  items: [{ id: 'create', name: 'Create External IP…', kind: 'Action', words: 'new address' }],
}

function names(typed: string): readonly string[] {
  return findItems([ACTIONS, OBJECTS], typed).flatMap(({ items }) => items.map(({ name }) => name))
}

it.each([
  ['web', ['web', 'web-2', 'slb-web', 'cobweb']],
  ['WEB', ['web', 'web-2', 'slb-web', 'cobweb']],
  ['203.0.113.14', ['web', 'cobweb']],
  ['113.14', ['web', 'cobweb']],
  ['external web', ['slb-web', 'web', 'cobweb', 'web-2']],
  ['new', ['Create External IP…']],
  ['wbe', []],
  ['.*', []],
])('finds by %j in order of how well it fits', (typed, expected) => {
  expect(names(typed)).toEqual(expected)
})

it('puts the group with the better match first', () => {
  const project: PaletteSource = { id: 'p', label: 'Projects', items: [item('edge-web')] }
  const labels = findItems([project, OBJECTS], 'web').map(({ label }) => label)
  expect(labels).toEqual(['In edge', 'Projects'])
})

it('offers the first of everything before anything is typed', () => {
  expect(names('  ')).toEqual(['Create External IP…', 'slb-web', 'web', 'cobweb', 'web-2'])
})

it('shows a few of many, the best of them, and says how many there are', () => {
  const items = Array.from({ length: 10_000 }, (_, index) => item(`a-b${index}`))
  const [group] = findItems([{ ...OBJECTS, items: [...items, item('b7')] }], 'b7')
  expect(group?.items).toHaveLength(SHOWN_PER_SOURCE)
  expect(group?.items[0]?.name).toBe('b7')
  expect(group?.total).toBe(1112)
})

it('finds what was chosen before in the order of choice, and forgets what is gone', () => {
  expect(itemsOf([ACTIONS, OBJECTS], ['web', 'gone', 'create']).map(({ id }) => id)).toEqual([
    'web',
    'create',
  ])
})
