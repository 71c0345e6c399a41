import { expect, test } from 'vitest'
import type { Json } from '../json.ts'
import { checkRules, ruleProblems } from './cel.ts'
import { duplicateEntries } from './list-types.ts'
import { fillDefaults, prune } from './prune.ts'
import { schema as parseSchema, type Schema } from './schema.ts'
import { decodeStruct } from './typed.ts'
import { compileSchema } from './validate.ts'

const lamp: Schema = {
  type: 'object',
  required: ['socket'],
  properties: {
    socket: { type: 'string', enum: ['E14', 'E27'] },
    watts: { type: 'integer', minimum: 1, maximum: 100, default: 5 },
    port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
    note: { type: 'string', nullable: true, minLength: 2, maxLength: 4, pattern: '^[a-z]*$' },
    free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    tags: { type: 'object', additionalProperties: { type: 'string' } },
    parts: {
      type: 'array',
      maxItems: 2,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, size: { type: 'number', default: 1 } },
      },
    },
    since: { type: 'string', format: 'date-time' },
  },
}

const texts = (value: Json, path?: string) =>
  compileSchema(lamp)(value, path)
    .map(({ field, message }) => `${field}: ${message}`)
    .sort()

test.each<[Json, string[]]>([
  [{ socket: 'E14' }, []],
  [{}, ['socket: Required value']],
  [{ socket: 'B22' }, ['socket: Unsupported value: "B22": supported values: "E14", "E27"']],
  [
    { socket: 'E14', watts: 101 },
    ['watts: Invalid value: 101: watts in body should be less than or equal to 100'],
  ],
  [
    { socket: 'E14', watts: 0 },
    ['watts: Invalid value: 0: watts in body should be greater than or equal to 1'],
  ],
  [
    { socket: 'E14', watts: 1.5 },
    ['watts: Invalid value: "number": watts in body must be of type integer: "number"'],
  ],
  [
    { socket: 'E14', watts: '1' },
    ['watts: Invalid value: "string": watts in body must be of type integer: "string"'],
  ],
  [{ socket: 'E14', port: 'http' }, []],
  [{ socket: 'E14', port: 80 }, []],
  [
    { socket: 'E14', port: true },
    ['port: Invalid value: "boolean": port in body must be of type integer,string: "boolean"'],
  ],
  [{ socket: 'E14', note: null }, []],
  [{ socket: 'E14', note: 'A' }, ['note: Invalid value: "A": note in body should be at least 2 chars long']],
  [{ socket: 'E14', note: 'AAAAA' }, ['note: Too long: may not be more than 4 bytes']],
  [{ socket: 'E14', note: 'AA' }, ['note: Invalid value: "AA": note in body should match \'^[a-z]*$\'']],
  [
    { socket: 'E14', tags: { a: 1 } },
    ['tags.a: Invalid value: "integer": tags.a in body must be of type string: "integer"'],
  ],
  [
    { socket: 'E14', parts: [{}, { name: [] }] },
    [
      'parts[0].name: Required value',
      'parts[1].name: Invalid value: "array": parts[1].name in body must be of type string: "array"',
    ],
  ],
  [
    { socket: 'E14', parts: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] },
    ['parts: Too many: 3: must have at most 2 items'],
  ],
  [
    { socket: 'E14', since: 'yesterday' },
    ['since: Invalid value: "yesterday": since in body must be of type date-time: "yesterday"'],
  ],
])('validates %j', (value, errors) => {
  expect(texts(value)).toEqual(errors)
})

test('an outer path leads the field and not the text', () => {
  expect(texts({ socket: 'E14', watts: 'x' }, 'status')).toEqual([
    'status.watts: Invalid value: "string": watts in body must be of type integer: "string"',
  ])
})

test('prunes what the schema does not name, tells it, and drops nulls where null is not allowed', () => {
  const unknown: string[] = []
  const pruned = prune(
    {
      socket: null,
      note: null,
      nope: { deep: 1 },
      free: { any: { thing: null } },
      tags: { a: 'b', c: null },
      parts: [{ name: 'x', color: 'red' }],
    },
    lamp,
    unknown,
  )
  expect(pruned).toEqual({
    note: null,
    free: { any: { thing: null } },
    tags: { a: 'b' },
    parts: [{ name: 'x' }],
  })
  expect(unknown).toEqual(['nope', 'parts[0].color'])
})

test('fills defaults in objects that are there and in no others', () => {
  expect(fillDefaults({ parts: [{ name: 'a' }, { name: 'b', size: 2 }] }, lamp)).toEqual({
    watts: 5,
    parts: [
      { name: 'a', size: 1 },
      { name: 'b', size: 2 },
    ],
  })
  const outer: Schema = {
    type: 'object',
    properties: { status: { type: 'object', properties: { ready: { type: 'boolean', default: false } } } },
  }
  expect(fillDefaults({}, outer)).toEqual({})
  expect(fillDefaults({ status: {} }, outer)).toEqual({ status: { ready: false } })
})

test('finds entries that a list with keys holds twice', () => {
  const value = {
    parts: [
      { name: 'a', size: 1 },
      { name: 'a', size: 2 },
    ],
  }
  expect(duplicateEntries(lamp, value)).toEqual([
    { reason: 'FieldValueDuplicate', field: 'parts[1]', message: 'Duplicate value: {"name":"a"}' },
  ])
})

test('knows every keyword of a schema or refuses it', () => {
  expect(parseSchema.safeParse({ type: 'string', minLength: 1 }).success).toBe(true)
  expect(parseSchema.safeParse({ type: 'string', minimumLength: 1 }).success).toBe(false)
})

const ruled: Schema = {
  type: 'object',
  properties: {
    n: {
      type: 'integer',
      'x-kubernetes-validations': [
        { rule: 'self >= oldSelf', messageExpression: "'down from ' + string(oldSelf)" },
      ],
    },
    mode: { type: 'string' },
    items: {
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      items: {
        type: 'object',
        properties: { name: { type: 'string' }, v: { type: 'integer' } },
        'x-kubernetes-validations': [{ rule: 'self.v == oldSelf.v', message: 'v stays' }],
      },
    },
    plain: {
      type: 'array',
      items: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self == oldSelf' }] },
    },
  },
  'x-kubernetes-validations': [
    {
      rule: "!has(self.mode) || self.mode != 'bad'",
      message: 'not that',
      reason: 'FieldValueForbidden',
      fieldPath: '.mode',
    },
    { rule: 'self.missing == 1', message: 'never evaluates' },
  ],
}
const withoutBroken: Schema = {
  ...ruled,
  'x-kubernetes-validations': ruled['x-kubernetes-validations']?.slice(0, 1),
}
const rules = (value: Json, old?: Json, schema = withoutBroken) =>
  checkRules(schema, value, old, 'spec').map(({ field, message }) => `${field}: ${message}`)

test('rules on what is new hold, with reason and path of their own', () => {
  expect(rules({ mode: 'good', n: 1 })).toEqual([])
  expect(rules({ mode: 'bad' })).toEqual(['spec.mode: Forbidden: not that'])
})

test('rules on changes run only where old and new hold the value', () => {
  expect(rules({ n: 1 }, {})).toEqual([])
  expect(rules({}, { n: 2 })).toEqual([])
  expect(rules({ n: 1 }, { n: 2 })).toEqual(['spec.n: Invalid value: "integer": down from 2'])
})

test('entries of lists with keys are compared with their own past, other lists with none', () => {
  const old = {
    items: [
      { name: 'a', v: 1 },
      { name: 'b', v: 2 },
    ],
    plain: [1, 2],
  }
  expect(
    rules(
      {
        items: [
          { name: 'b', v: 2 },
          { name: 'a', v: 1 },
        ],
        plain: [2, 1],
      },
      old,
    ),
  ).toEqual([])
  expect(rules({ items: [{ name: 'b', v: 3 }] }, old)).toEqual([
    'spec.items[0]: Invalid value: "object": v stays',
  ])
})

test('a rule does not refuse what an update leaves as it was', () => {
  expect(rules({ mode: 'bad' }, { mode: 'bad' })).toEqual([])
})

test('a rule that cannot be evaluated refuses', () => {
  expect(rules({ mode: 'good' }, undefined, ruled)[0]).toMatch(
    /^spec: Invalid value: "object": rule evaluation error: .*missing.* evaluating rule: never evaluates$/,
  )
})

test('tells rules that cannot be compiled', () => {
  const broken: Schema = {
    type: 'object',
    properties: { a: { type: 'string', 'x-kubernetes-validations': [{ rule: 'self.(' }] } },
  }
  expect(ruleProblems(broken, 'schema').map(({ field }) => field)).toEqual([
    'schema.properties[a].x-kubernetes-validations[0].rule',
  ])
  expect(ruleProblems(ruled, 'schema')).toEqual([])
})

const struct: Schema = {
  type: 'object',
  title: 'Thing',
  properties: {
    text: { type: 'string' },
    flag: { type: 'boolean', nullable: true },
    count: { type: 'integer', format: 'int32' },
    map: { type: 'object', additionalProperties: { type: 'string' } },
    bytes: { type: 'object', additionalProperties: { type: 'string', format: 'byte' } },
    list: { type: 'array', items: { type: 'string' } },
    parts: {
      type: 'array',
      default: null,
      items: { type: 'object', title: 'Part', properties: { size: { type: 'integer' } } },
    },
  },
}
const decode = (value: Json, unknown: string[] = []) =>
  decodeStruct(value, struct, { unknown, struct: 'Thing' })

test('decodes like Go: empty values and nulls go, pointers keep theirs, defaults are written', () => {
  expect(decode({ text: '', flag: false, count: 0, map: { a: '' }, list: [], parts: null })).toEqual({
    flag: false,
    map: { a: '' },
    parts: null,
  })
})

test('tells unknown fields with their place', () => {
  const unknown: string[] = []
  decode({ nope: 1, parts: [{ size: 1, color: 2 }] }, unknown)
  expect(unknown).toEqual(['nope', 'parts[0].color'])
})

test.each<[Json, string]>([
  [{ text: 5 }, 'json: cannot unmarshal number into Go struct field Thing.text of type string'],
  [{ flag: 'x' }, 'json: cannot unmarshal string into Go struct field Thing.flag of type bool'],
  [{ count: 'x' }, 'json: cannot unmarshal string into Go struct field Thing.count of type int32'],
  [{ map: [] }, 'json: cannot unmarshal array into Go struct field Thing.map of type map[string]string'],
  [{ map: { a: 1 } }, 'json: cannot unmarshal number into Go struct field Thing.map of type string'],
  [{ list: 'x' }, 'json: cannot unmarshal string into Go struct field Thing.list of type []string'],
  [
    { parts: [{ size: 'x' }] },
    'json: cannot unmarshal string into Go struct field Part.parts.size of type int64',
  ],
  [{ bytes: { a: '???' } }, 'illegal base64 data at input byte 0'],
  ['x', 'json: cannot unmarshal string into Go value of type v1.Thing'],
])('refuses %j in the words of Go', (value, message) => {
  expect(() => decode(value)).toThrow(message)
})
