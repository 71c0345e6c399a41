import { expect, it } from 'vitest'
import { SERVICE_ANNOTATIONS } from '../model/service-annotations.ts'
import { EXAMPLES } from './examples.ts'
import { GLOSSARY } from './glossary.ts'

// Written by the platform (kube-dc.md §4.1): no example sets it.
const NOT_TO_SET: readonly string[] = [SERVICE_ANNOTATIONS.routeHostnameStatus]

it('shows every annotation that a tenant may set, and says which', () => {
  const shown = new Set(EXAMPLES.flatMap(({ annotations }) => annotations))
  const settable = Object.values(SERVICE_ANNOTATIONS).filter((key) => !NOT_TO_SET.includes(key))
  expect([...shown].sort()).toEqual(settable.sort())
  for (const { yaml, annotations } of EXAMPLES) {
    for (const key of Object.values(SERVICE_ANNOTATIONS)) {
      expect(yaml.includes(`${key}:`)).toBe(annotations.includes(key))
    }
  }
})

it('explains each word once, in one or two sentences', () => {
  expect(new Set(GLOSSARY.map(({ id }) => id)).size).toBe(GLOSSARY.length)
  expect(GLOSSARY.map(({ term }) => term)).toEqual(GLOSSARY.map(({ term }) => term).toSorted())
  for (const { short } of GLOSSARY) expect(short).toMatch(/^[A-Z].*\.$/)
})
