import { expect, test } from 'vitest'
import { wantsAggregatedDiscovery, negotiate } from './negotiation.ts'
import { deleteOptions, listOptions, writeOptions } from './options.ts'
import { parseRequest, type Target } from './request.ts'

const target = (method: string, url: string): Target | undefined => parseRequest(method, url).target

test.each<[string, string, Partial<Target> | undefined]>([
  ['GET', '/version', undefined],
  ['GET', '/api/v1', undefined],
  ['GET', '/apis/kube-dc.com/v1', undefined],
  ['GET', '/api/v1/namespaces', { verb: 'list', resource: 'namespaces', namespace: '', group: '' }],
  ['GET', '/api/v1/namespaces/a', { verb: 'get', resource: 'namespaces', namespace: 'a', name: 'a' }],
  [
    'PATCH',
    '/api/v1/namespaces/a/status',
    { verb: 'patch', resource: 'namespaces', name: 'a', subresource: 'status' },
  ],
  ['GET', '/api/v1/namespaces/a/secrets', { verb: 'list', resource: 'secrets', namespace: 'a', name: '' }],
  ['GET', '/apis/kube-dc.com/v1/eips', { verb: 'list', group: 'kube-dc.com', version: 'v1', namespace: '' }],
  ['GET', '/apis/g/v1/namespaces/a/eips?watch=1', { verb: 'watch' }],
  ['GET', '/apis/g/v1/namespaces/a/eips?watch=true', { verb: 'watch' }],
  ['GET', '/apis/g/v1/namespaces/a/eips?watch=false', { verb: 'list' }],
  ['GET', '/apis/g/v1/namespaces/a/eips/x?watch=1', { verb: 'get', name: 'x' }],
  ['GET', '/apis/g/v1/namespaces/a/eips?fieldSelector=metadata.name%3Dx', { verb: 'list', name: 'x' }],
  ['GET', '/apis/g/v1/namespaces/a/eips?fieldSelector=metadata.name!%3Dx', { verb: 'list', name: '' }],
  ['POST', '/apis/g/v1/namespaces/a/eips', { verb: 'create' }],
  ['PUT', '/apis/g/v1/namespaces/a/eips/x', { verb: 'update', name: 'x' }],
  ['DELETE', '/apis/g/v1/namespaces/a/eips/x', { verb: 'delete', name: 'x' }],
  ['DELETE', '/apis/g/v1/namespaces/a/eips', { verb: 'deletecollection' }],
  ['PATCH', '/apis/g/v1/namespaces/a/eips/x/status', { verb: 'patch', subresource: 'status' }],
  ['GET', '/apis/g/v1/namespaces/a/eips/x%2fstatus', { name: 'x', subresource: 'status' }],
])('%s %s', (method, url, expected) => {
  if (expected) expect(target(method, url)).toMatchObject(expected)
  else expect(target(method, url)).toBeUndefined()
})

test('refuses a path that cannot be decoded', () => {
  expect(() => parseRequest('GET', '/api/v1/namespaces/%zz')).toThrow('cannot be decoded')
})

test.each([
  [undefined, 'object'],
  ['*/*', 'object'],
  ['application/json', 'object'],
  ['application/vnd.kubernetes.protobuf, application/json', 'object'],
  ['application/json;as=Table;v=v1;g=meta.k8s.io,application/json', 'table'],
  ['application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io', 'partial'],
  ['application/json;as=Other;v=v1;g=meta.k8s.io,application/json', 'object'],
])('for Accept %s the form is %s', (accept, form) => {
  expect(negotiate(accept)).toBe(form)
})

test('has no HTML to give', () => {
  expect(() => negotiate('text/html')).toThrow('only the following media types are accepted')
})

test('tells who wants all groups at once', () => {
  expect(
    wantsAggregatedDiscovery('application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'),
  ).toBe(true)
  expect(wantsAggregatedDiscovery('application/json')).toBe(false)
})

const list = (query: string, watch = false) => listOptions(new URLSearchParams(query), watch)

test.each<[string, boolean, string]>([
  ['limit=x', false, 'strconv.ParseInt: parsing "x": invalid syntax'],
  [
    'resourceVersionMatch=Exact',
    false,
    'resourceVersionMatch is forbidden unless resourceVersion is provided',
  ],
  [
    'resourceVersionMatch=Exact&resourceVersion=0',
    false,
    'resourceVersionMatch "exact" is forbidden for resourceVersion "0"',
  ],
  [
    'resourceVersionMatch=Foo&resourceVersion=1',
    false,
    'Unsupported value: "Foo": supported values: "Exact", "NotOlderThan", ""',
  ],
  ['resourceVersionMatch=Exact&resourceVersion=1&continue=x', false, 'forbidden when continue is provided'],
  ['sendInitialEvents=true', false, 'sendInitialEvents is forbidden for list'],
  ['sendInitialEvents=true', true, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'],
  [
    'resourceVersionMatch=NotOlderThan&resourceVersion=1',
    true,
    'forbidden for watch unless sendInitialEvents is provided',
  ],
])('refuses ?%s', (query, watch, message) => {
  expect(() => list(query, watch)).toThrow(message)
})

test('a watch from now or from anywhere begins with the state', () => {
  expect(list('', true)).toMatchObject({ sendInitialEvents: true })
  expect(list('resourceVersion=0', true)).toMatchObject({ sendInitialEvents: true })
  expect(list('resourceVersion=5', true)).toMatchObject({ sendInitialEvents: undefined })
})

test('takes a negative limit for none', () => {
  expect(list('limit=-1').limit).toBe(0)
})

test.each([
  [
    'dryRun=Foo',
    'CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: ["Foo"]: supported values: "All"',
  ],
  [
    'fieldValidation=Foo',
    'fieldValidation: Unsupported value: "Foo": supported values: "", "Ignore", "Strict", "Warn"',
  ],
  [`fieldManager=${'x'.repeat(129)}`, 'fieldManager: Too long: may not be more than 128 bytes'],
])('refuses to write with ?%s', (query, message) => {
  expect(() => writeOptions(new URLSearchParams(query), 'CreateOptions')).toThrow(message)
})

test('reads options of a deletion from body and query', () => {
  const none = new URLSearchParams()
  expect(deleteOptions(none, undefined)).toMatchObject({
    dryRun: false,
    propagation: undefined,
    uid: undefined,
  })
  expect(deleteOptions(none, { propagationPolicy: 'Orphan', preconditions: { uid: 'u' } })).toMatchObject({
    propagation: 'Orphan',
    uid: 'u',
  })
  expect(
    deleteOptions(new URLSearchParams('propagationPolicy=Foreground&dryRun=All'), undefined),
  ).toMatchObject({ propagation: 'Foreground', dryRun: true })
  expect(deleteOptions(new URLSearchParams('propagationPolicy=Foreground&dryRun=All'), {})).toMatchObject({
    propagation: undefined,
    dryRun: false,
  })
  expect(() => deleteOptions(none, { propagationPolicy: 'Foo' })).toThrow(
    'propagationPolicy: Unsupported value: "Foo": supported values: "Foreground", "Background", "Orphan", "nil"',
  )
  expect(() => deleteOptions(none, { kind: 'Foo', apiVersion: 'v1' })).toThrow('no kind "Foo" is registered')
})
