import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Api } from './api.ts'
import { isObject, listAt, parseJson, textAt, objectAt, type JsonObject } from './json.ts'
import { listOptions } from './options.ts'
import { list } from './reads.ts'
import type { Resource } from './resource.ts'
import { StatusError } from './status.ts'
import { testApi } from './testing.ts'

const plain = { form: 'object', includeObject: 'Metadata' } as const

interface Parts {
  readonly api: Api
  readonly resource: Resource
}

function page(parts: Parts, query: Record<string, string>, namespace = 'test'): JsonObject {
  const options = listOptions(new URLSearchParams(query), false)
  const value = parseJson(list(parts.api, parts.resource, namespace, options, plain))
  if (!isObject(value)) throw new Error('no list')
  return value
}

const names = (value: JsonObject) =>
  listAt(value, 'items').map((item) => textAt(objectAt(item, 'metadata'), 'name'))
const continues = (value: JsonObject) => textAt(objectAt(value, 'metadata'), 'continue')

test('pages together are the whole list as it was when they began, whatever happens meanwhile', async () => {
  const letters = fc.stringMatching(/^[a-z]{1,3}$/)
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(letters, { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      fc.array(letters, { maxLength: 12 }),
      fc.boolean(),
      async (initial, limit, meanwhile, everywhere) => {
        const test = await testApi()
        for (const name of initial) await test.lamp(name, { labels: { first: name.slice(0, 1) } })
        const parts = { api: test.api, resource: test.resource('Lamp', 'test.io/v1') }
        const namespace = everywhere ? '' : 'test'
        const whole = names(page(parts, {}, namespace))
        expect(whole).toEqual([...initial].sort())
        const seen: string[] = []
        const changes = meanwhile.values()
        let token = ''
        do {
          const part = page(
            parts,
            { limit: String(limit), ...(token !== '' && { continue: token }) },
            namespace,
          )
          seen.push(...names(part))
          token = continues(part)
          const { value: name } = changes.next()
          if (name === undefined) continue
          const present = parts.resource.table.get(`test/${name}`)
          if (present) await test.delete(present.object)
          else await test.lamp(name)
        } while (token !== '')
        expect(seen).toEqual(whole)
      },
    ),
    { numRuns: 25 },
  )
})

test('a page tells how many follow, but not with a selector', async () => {
  const test = await testApi()
  for (const name of ['a', 'b', 'c']) await test.lamp(name, { labels: { odd: name === 'b' ? 'no' : 'yes' } })
  const parts = { api: test.api, resource: test.resource('Lamp', 'test.io/v1') }
  expect(page(parts, { limit: '1' })).toMatchObject({ metadata: { remainingItemCount: 2 } })
  const selected = page(parts, { limit: '1', labelSelector: 'odd=yes' })
  expect(names(selected)).toEqual(['a'])
  expect(selected['metadata']).not.toHaveProperty('remainingItemCount')
  expect(names(page(parts, { limit: '1', labelSelector: 'odd=yes', continue: continues(selected) }))).toEqual(
    ['c'],
  )
})

test('a page that begins after history is forgotten is refused, with a token for going on inconsistently', async () => {
  const test = await testApi()
  for (const name of ['a', 'b', 'c']) await test.lamp(name)
  const parts = { api: test.api, resource: test.resource('Lamp', 'test.io/v1') }
  const first = page(parts, { limit: '1' })
  await test.lamp('b2')
  test.api.store.compact()
  await test.lamp('d')
  let token = ''
  try {
    page(parts, { limit: '1', continue: continues(first) })
  } catch (error) {
    expect(error).toMatchObject({ code: 410, reason: 'Expired' })
    if (error instanceof StatusError) token = error.continueToken ?? ''
  }
  expect(names(page(parts, { continue: token }))).toEqual(['b', 'b2', 'c', 'd'])
})

test('lists the state at a revision, and only now or later than that', async () => {
  const test = await testApi()
  const parts = { api: test.api, resource: test.resource('Lamp', 'test.io/v1') }
  const first = await test.lamp('a')
  await test.lamp('b')
  const resourceVersion = first.metadata.resourceVersion ?? ''
  expect(names(page(parts, { resourceVersion, resourceVersionMatch: 'Exact' }))).toEqual(['a'])
  expect(names(page(parts, { resourceVersion, resourceVersionMatch: 'NotOlderThan' }))).toEqual(['a', 'b'])
  expect(names(page(parts, { resourceVersion }))).toEqual(['a', 'b'])
  expect(names(page(parts, { resourceVersion, limit: '9' }))).toEqual(['a'])
  expect(() => page(parts, { resourceVersion: '999' })).toThrow('Too large resource version: 999')
  test.api.store.compact()
  expect(() => page(parts, { resourceVersion, resourceVersionMatch: 'Exact' })).toThrow('too old')
})

test.each([
  [{ resourceVersion: 'abc' }, 'invalid resource version'],
  [{ continue: 'garbage' }, 'invalid continue token'],
  [{ fieldSelector: 'spec.foo=a' }, 'field label not supported: spec.foo'],
])('refuses %j', async (query, message) => {
  const test = await testApi()
  expect(() => page({ api: test.api, resource: test.resource('Lamp', 'test.io/v1') }, query)).toThrow(message)
})

test('items of built-in lists do not repeat their type', async () => {
  const test = await testApi()
  const value = page({ api: test.api, resource: test.resource('Namespace') }, { limit: '1' }, '')
  expect(value).toMatchObject({ kind: 'NamespaceList', items: [{ metadata: { name: 'default' } }] })
  expect(listAt(value, 'items')[0]).not.toHaveProperty('kind')
})
