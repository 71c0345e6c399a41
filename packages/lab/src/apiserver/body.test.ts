import { expect, test } from 'vitest'
import { decodeBody, duplicateFields } from './body.ts'
import { decodeProtobuf } from './protobuf.ts'
import { testApi } from './testing.ts'

test.each([
  ['{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}', []],
  ['{"a":1,"a":2}', ['a']],
  ['{"spec":{"x":"a","x":"b"},"y":{"x":1}}', ['spec.x']],
  ['{"l":[{"a":1},{"b":1,"b":2}]}', ['l[1].b']],
  ['{"a":"{\\"a\\":1,\\"a\\":2}"}', []],
  ['{"a":",","\\u0061":2}', ['a']],
  ['{"a":[1,[2,{"z":1,"z":1}]]}', ['a[1][1].z']],
])('finds the keys that are written twice in %s', (text, found) => {
  expect(duplicateFields(text)).toEqual(found)
})

const { api } = await testApi()
const lamps = api.registry.find('test.io', 'v1', 'lamps')
const maps = api.registry.builtin('', 'configmaps')
if (!lamps) throw new Error('no lamps')

test.each([
  [
    lamps,
    '{nope',
    "the object provided is unrecognized (must be of type Lamp): couldn't get version/kind; json parse error: invalid character 'n' looking for beginning of object key string ({nope)",
  ],
  [lamps, '', "couldn't get version/kind; json parse error: unexpected end of JSON input (<empty>)"],
  [lamps, '[]', '(5b5d)'],
  [lamps, 'null', "Object 'Kind' is missing in 'null' (6e756c6c)"],
  [
    lamps,
    '{"metadata":{"name":"q"}}',
    `Object 'Kind' is missing in '{"metadata":{"name":"q"}}' ({"metadata":{"name":"q"}})`,
  ],
  [
    lamps,
    '{"apiVersion":"test.io/v2","kind":"Lamp"}',
    'the API version in the data (test.io/v2) does not match the expected API version (test.io/v1)',
  ],
  [
    lamps,
    '{"apiVersion":"test.io/v1","kind":"Candle","metadata":{"name":"c"}}',
    'Candle.test.io "c" is invalid: kind: Invalid value: "Candle": must be Lamp',
  ],
  [
    lamps,
    '{"apiVersion":"test.io/v1","kind":"Lamp","metadata":{"labels":{"a":5}}}',
    'Lamp in version "v1" cannot be handled as a Lamp: json: cannot unmarshal number into Go struct field ObjectMeta.labels of type string',
  ],
  [
    maps,
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"labels":{"a":5}}}',
    'ConfigMap in version "v1" cannot be handled as a ConfigMap: json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string',
  ],
  [maps, '{"apiVersion":"v1","kind":"Secret"}', 'Secret in version "v1" cannot be handled as a ConfigMap'],
  [
    maps,
    '{"data":{"a":5}}',
    'json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
  ],
])('refuses %# in the words of the API server', (resource, text, message) => {
  expect(() => decodeBody(resource, text, 'Warn')).toThrow(message)
})

test('tells unknown and doubled fields as warnings, as an error, or not at all', () => {
  const text =
    '{"apiVersion":"test.io/v1","kind":"Lamp","metadata":{"name":"u","baz":3},"spec":{"foo":1,"watts":1,"watts":2},"bar":2}'
  const problems = [
    'duplicate field "spec.watts"',
    'unknown field "metadata.baz"',
    'unknown field "bar"',
    'unknown field "spec.foo"',
  ]
  expect(decodeBody(lamps, text, 'Warn')).toMatchObject({
    warnings: problems,
    object: { spec: { watts: 2 } },
  })
  expect(decodeBody(lamps, text, 'Ignore').warnings).toEqual([])
  expect(() => decodeBody(lamps, text, 'Strict')).toThrow(
    `Lamp in version "v1" cannot be handled as a Lamp: strict decoding error: ${problems.join(', ')}`,
  )
})

test('a built-in kind may leave out what the URL says', () => {
  expect(decodeBody(maps, '{"metadata":{"name":"a"}}', 'Strict').object).toMatchObject({
    kind: 'ConfigMap',
    apiVersion: 'v1',
  })
})

/** Length-delimited field. */
const field = (number: number, content: Buffer | string) => {
  const bytes = Buffer.from(content)
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes])
}
const envelope = (kind: string, apiVersion: string, raw: Buffer) =>
  Buffer.concat([
    Buffer.from('k8s\0'),
    field(1, Buffer.concat([field(1, apiVersion), field(2, kind)])),
    field(2, raw),
  ])

test('reads the protobuf that kubectl sends', () => {
  const entry = Buffer.concat([field(1, 'a'), field(2, 'b')])
  const metadata = Buffer.concat([
    field(1, 'm'),
    field(8, ''),
    field(11, entry),
    field(14, 'x/y'),
    field(14, 'z/w'),
  ])
  const raw = Buffer.concat([field(1, metadata), field(2, entry), Buffer.from([(4 << 3) | 0, 1])])
  expect(decodeProtobuf(envelope('ConfigMap', 'v1', raw))).toEqual({
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: 'm', labels: { a: 'b' }, finalizers: ['x/y', 'z/w'] },
    data: { a: 'b' },
    immutable: true,
  })
})

test.each([
  ['no magic', Buffer.from('{}')],
  ['an unknown kind', envelope('Pod', 'v1', Buffer.alloc(0))],
  ['a cut message', Buffer.concat([Buffer.from('k8s\0'), Buffer.from([10, 50, 1])])],
])('refuses protobuf with %s', (_what, body) => {
  expect(() => decodeProtobuf(body)).toThrow()
})
