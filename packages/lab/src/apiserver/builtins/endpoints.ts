import { isIP } from 'node:net'
import { ageColumn, column, nameColumn } from '../columns.ts'
import { duplicate, invalid, required, type FieldError } from '../field-errors.ts'
import { isObject, listAt, shortText, textAt, textsAt, type Json } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { BuiltinKind } from './definition.ts'
import { always, anything, bool, int, list, objectReference, pointer, struct, text, texts } from './fields.ts'
import { counted, nextGeneration } from './lifecycle.ts'
import { BAD_IP } from './service-rules.ts'

const SHOWN = 3

const address = list(
  struct('EndpointAddress', {
    ip: always(text, ''),
    hostname: text,
    nodeName: pointer(text),
    targetRef: pointer(objectReference),
  }),
)

const subset = struct('EndpointSubset', {
  addresses: address,
  notReadyAddresses: address,
  ports: list(
    struct('EndpointPort', {
      name: text,
      port: always(int, 0),
      protocol: always(text, 'TCP'),
      appProtocol: pointer(text),
    }),
  ),
})

function subsetErrors(object: KubeObject): FieldError[] {
  return listAt(object, 'subsets').flatMap((item, n) => {
    const at = `subsets[${n}]`
    const errors = ['addresses', 'notReadyAddresses'].flatMap((key) =>
      listAt(item, key).flatMap((entry, m) => {
        const ip = textAt(entry, 'ip')
        const field = `${at}.${key}[${m}].ip`
        return isIP(ip) === 0
          ? [invalid(field, ip, BAD_IP), invalid(field, ip, 'must be a valid IP address')]
          : []
      }),
    )
    listAt(item, 'ports').forEach((entry, m) => {
      const { port = 0 } = isObject(entry) ? entry : {}
      if (typeof port !== 'number' || port < 1 || port > 65535)
        errors.push(invalid(`${at}.ports[${m}].port`, port, 'must be between 1 and 65535, inclusive'))
    })
    const some = listAt(item, 'addresses').length + listAt(item, 'notReadyAddresses').length
    if (some === 0) errors.push(required(at, 'must specify `addresses` or `notReadyAddresses`'))
    return errors
  })
}

/** `10.0.0.5:80,10.0.0.6:80`, the first three of them. */
function shownEndpoints(object: KubeObject): string {
  const shown = listAt(object, 'subsets').flatMap((item) => {
    const addresses = listAt(item, 'addresses').map((entry) => textAt(entry, 'ip'))
    const ports = listAt(item, 'ports')
    if (ports.length === 0) return addresses
    return ports.flatMap((entry) => {
      const { port = 0 } = isObject(entry) ? entry : {}
      return addresses.map((ip) => `${isIP(ip) === 6 ? `[${ip}]` : ip}:${shortText(port)}`)
    })
  })
  if (shown.length === 0) return '<none>'
  const more = shown.length - SHOWN
  return `${shown.slice(0, SHOWN).join(',')}${more > 0 ? ` + ${more} more...` : ''}`
}

export const endpoints: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'endpoints',
  singular: 'endpoints',
  kind: 'Endpoints',
  namespaced: true,
  shortNames: ['ep'],
  description: 'Endpoints are the addresses behind a Service, in their older form.',
  fields: { subsets: list(subset) },
  columns: [nameColumn, column('Endpoints', shownEndpoints), ageColumn],
  rules: { validate: subsetErrors, createOnUpdate: true },
}

const slicePort = struct('EndpointPort', {
  name: pointer(always(text, '')),
  protocol: pointer(always(text, 'TCP')),
  port: pointer(int),
  appProtocol: pointer(text),
})

const endpoint = struct('Endpoint', {
  addresses: always(texts, null),
  conditions: always(
    struct('EndpointConditions', {
      ready: pointer(bool),
      serving: pointer(bool),
      terminating: pointer(bool),
    }),
    {},
  ),
  hostname: pointer(text),
  targetRef: pointer(objectReference),
  deprecatedTopology: anything,
  nodeName: pointer(text),
  zone: pointer(text),
  hints: anything,
})

function sliceErrors(object: KubeObject): FieldError[] {
  const names = new Set<string>()
  const errors: FieldError[] = []
  if (textAt(object, 'addressType') === '') return [required('addressType')]
  listAt(object, 'ports').forEach((item, n) => {
    const name = textAt(item, 'name')
    if (names.has(name)) errors.push(duplicate(`ports[${n}].name`, name))
    names.add(name)
  })
  listAt(object, 'endpoints').forEach((item, n) => {
    const addresses = textsAt(item, 'addresses')
    const at = `endpoints[${n}].addresses`
    if (addresses.length === 0) errors.push(required(at, 'must contain at least 1 address'))
    if (textAt(object, 'addressType') === 'FQDN') return
    addresses.forEach((ip, m) => {
      if (isIP(ip) === 0) errors.push(invalid(`${at}[${m}]`, ip, BAD_IP))
    })
  })
  return errors
}

function some(items: readonly string[]): string {
  if (items.length === 0) return '<unset>'
  const more = items.length - SHOWN
  return `${items.slice(0, SHOWN).join(',')}${more > 0 ? ` + ${more} more...` : ''}`
}

function shownPort(item: Json): string {
  const { port } = isObject(item) ? item : {}
  return port === undefined ? '*' : shortText(port)
}

export const endpointSlices: BuiltinKind = {
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
  singular: 'endpointslice',
  kind: 'EndpointSlice',
  namespaced: true,
  description: 'EndpointSlice has some of the addresses behind a Service.',
  fields: {
    addressType: always(text, ''),
    endpoints: always(list(endpoint), null),
    ports: always(list(slicePort), null),
  },
  columns: [
    nameColumn,
    column('AddressType', (object) => textAt(object, 'addressType')),
    column('Ports', (object) => some(listAt(object, 'ports').map(shownPort))),
    column('Endpoints', (object) =>
      some(listAt(object, 'endpoints').flatMap((item) => textsAt(item, 'addresses'))),
    ),
    ageColumn,
  ],
  rules: {
    prepareCreate: (draft) => counted(draft, 1),
    prepareUpdate: (next, stored) => counted(next, nextGeneration(next, stored)),
    validate: sliceErrors,
    validateUpdate: (next, stored) =>
      next['addressType'] === stored['addressType']
        ? []
        : [invalid('addressType', textAt(next, 'addressType'), 'field is immutable')],
  },
}
