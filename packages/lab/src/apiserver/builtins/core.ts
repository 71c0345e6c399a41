import { forbidden, invalid, required, tooLong, type FieldError } from '../field-errors.ts'
import { equal, isObject, objectAt, shortText, textAt, type JsonObject } from '../json.ts'
import { configKey, dnsLabel } from '../names.ts'
import type { KubeObject } from '../object.ts'
import type { Schema } from '../schema/schema.ts'
import type { BuiltinKind } from './definition.ts'

const text: Schema = { type: 'string' }
const time: Schema = { type: 'string', format: 'date-time' }
const textMap: Schema = { type: 'object', additionalProperties: text }
const byteMap: Schema = { type: 'object', additionalProperties: { type: 'string', format: 'byte' } }
const pointerBool: Schema = { type: 'boolean', nullable: true }
const conditions: Schema = {
  type: 'array',
  items: { 'x-kubernetes-preserve-unknown-fields': true },
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
}

const objectReference: Schema = {
  title: 'ObjectReference',
  type: 'object',
  'x-kubernetes-map-type': 'atomic',
  properties: {
    kind: text,
    namespace: text,
    name: text,
    uid: text,
    apiVersion: text,
    resourceVersion: text,
    fieldPath: text,
  },
}

const NAMESPACE_LABEL = 'kubernetes.io/metadata.name'

/** Every Namespace carries its name as a label and the finalizer of the namespace controller. */
function namespaceLabel(object: KubeObject): KubeObject {
  const { metadata } = object
  if (metadata.name === '') return object
  return {
    ...object,
    metadata: { ...metadata, labels: { ...metadata.labels, [NAMESPACE_LABEL]: metadata.name } },
  }
}

const namespaces: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'namespaces',
  singular: 'namespace',
  kind: 'Namespace',
  namespaced: false,
  shortNames: ['ns'],
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  subresources: [{ name: 'status', verbs: ['get', 'patch', 'update'] }],
  description: 'Namespace is a scope for names.',
  fields: {
    spec: {
      title: 'NamespaceSpec',
      type: 'object',
      default: {},
      properties: { finalizers: { type: 'array', items: text } },
    },
    status: {
      title: 'NamespaceStatus',
      type: 'object',
      default: {},
      properties: { phase: text, conditions },
    },
  },
  rules: {
    nameRule: dnsLabel,
    complete: namespaceLabel,
    prepareCreate: (draft) =>
      namespaceLabel({ ...draft, spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } }),
    prepareUpdate: (next, stored, part) =>
      part === 'status'
        ? { ...stored, status: next['status'] ?? {} }
        : namespaceLabel({ ...next, spec: stored['spec'] ?? {}, status: stored['status'] ?? {} }),
  },
  selectable: (object) => ({
    'metadata.name': object.metadata.name,
    name: object.metadata.name,
    'status.phase': textAt(objectAt(object, 'status'), 'phase'),
  }),
}

const MAX_DATA_BYTES = 1024 * 1024

function dataErrors(object: KubeObject, ...fields: string[]): FieldError[] {
  const errors: FieldError[] = []
  let bytes = 0
  for (const field of fields) {
    for (const [key, value] of Object.entries(objectAt(object, field))) {
      errors.push(...configKey(key).map((why) => invalid(`${field}[${key}]`, key, why)))
      bytes += Buffer.byteLength(shortText(value))
    }
  }
  return bytes > MAX_DATA_BYTES ? [...errors, tooLong('[]', MAX_DATA_BYTES)] : errors
}

function immutableErrors(next: KubeObject, stored: KubeObject, ...fields: string[]): FieldError[] {
  if (stored['immutable'] !== true) return []
  const words = 'field is immutable when `immutable` is set'
  return [
    ...(next['immutable'] === true ? [] : [forbidden('immutable', words)]),
    ...fields
      .filter((field) => !equal(objectAt(next, field), objectAt(stored, field)))
      .map((field) => forbidden(field, words)),
  ]
}

const configMaps: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  singular: 'configmap',
  kind: 'ConfigMap',
  namespaced: true,
  shortNames: ['cm'],
  description: 'ConfigMap holds configuration data.',
  fields: { data: textMap, binaryData: byteMap, immutable: pointerBool },
  rules: {
    validate: (object) => dataErrors(object, 'data', 'binaryData'),
    validateUpdate: (next, stored) => immutableErrors(next, stored, 'data', 'binaryData'),
  },
}

/** Keys that a Secret of a type must have. */
const SECRET_KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
}

/** `stringData` is for writing only: it ends up in `data`, encoded. */
function completeSecret(object: KubeObject): KubeObject {
  const { stringData, ...rest } = object
  const written = isObject(stringData) ? stringData : {}
  const data: JsonObject = { ...objectAt(object, 'data') }
  for (const [key, value] of Object.entries(written))
    data[key] = Buffer.from(shortText(value)).toString('base64')
  return {
    ...rest,
    kind: object.kind,
    apiVersion: object.apiVersion,
    metadata: object.metadata,
    ...(Object.keys(data).length > 0 && { data }),
    type: textAt(object, 'type') || 'Opaque',
  }
}

const secrets: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'secrets',
  singular: 'secret',
  kind: 'Secret',
  namespaced: true,
  description: 'Secret holds secret data.',
  fields: { data: byteMap, stringData: textMap, type: text, immutable: pointerBool },
  rules: {
    complete: completeSecret,
    validate: (object) => [
      ...dataErrors(object, 'data'),
      ...(SECRET_KEYS[textAt(object, 'type')] ?? [])
        .filter((key) => !Object.hasOwn(objectAt(object, 'data'), key))
        .map((key) => required(`data[${key}]`)),
    ],
    validateUpdate: (next, stored) => [
      ...(next['type'] === stored['type']
        ? []
        : [invalid('type', textAt(next, 'type'), 'field is immutable')]),
      ...immutableErrors(next, stored, 'data'),
    ],
  },
  selectable: (object) => ({
    'metadata.name': object.metadata.name,
    'metadata.namespace': object.metadata.namespace ?? '',
    type: textAt(object, 'type'),
  }),
}

const serviceAccounts: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  kind: 'ServiceAccount',
  namespaced: true,
  shortNames: ['sa'],
  foreignSubresources: [
    {
      name: 'token',
      group: 'authentication.k8s.io',
      version: 'v1',
      kind: 'TokenRequest',
      verbs: ['create'],
    },
  ],
  answersDeleted: true,
  description: 'ServiceAccount is an identity for programs.',
  fields: {
    secrets: {
      type: 'array',
      items: objectReference,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    },
    imagePullSecrets: {
      type: 'array',
      items: { title: 'LocalObjectReference', type: 'object', properties: { name: text } },
    },
    automountServiceAccountToken: pointerBool,
  },
}

const events: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'events',
  singular: 'event',
  kind: 'Event',
  namespaced: true,
  shortNames: ['ev'],
  description: 'Event reports something that happened to an object.',
  fields: {
    involvedObject: { ...objectReference, default: {} },
    reason: text,
    message: text,
    source: {
      title: 'EventSource',
      type: 'object',
      default: {},
      properties: { component: text, host: text },
    },
    firstTimestamp: { ...time, default: null },
    lastTimestamp: { ...time, default: null },
    count: { type: 'integer', format: 'int32' },
    type: text,
    eventTime: { ...time, default: null },
    series: {
      title: 'EventSeries',
      type: 'object',
      nullable: true,
      properties: { count: { type: 'integer', format: 'int32' }, lastObservedTime: time },
    },
    action: text,
    related: { ...objectReference, nullable: true },
    reportingComponent: { ...text, default: '' },
    reportingInstance: { ...text, default: '' },
  },
  rules: {
    createOnUpdate: true,
    validate: (object) => {
      const about = textAt(objectAt(object, 'involvedObject'), 'namespace')
      const expected = about === '' ? 'default' : about
      return object.metadata.namespace === expected
        ? []
        : [invalid('involvedObject.namespace', about, 'does not match event.namespace')]
    },
  },
  selectable: (object) => {
    const about = objectAt(object, 'involvedObject')
    const source = objectAt(object, 'source')
    return {
      'metadata.name': object.metadata.name,
      'metadata.namespace': object.metadata.namespace ?? '',
      'involvedObject.kind': textAt(about, 'kind'),
      'involvedObject.namespace': textAt(about, 'namespace'),
      'involvedObject.name': textAt(about, 'name'),
      'involvedObject.uid': textAt(about, 'uid'),
      'involvedObject.apiVersion': textAt(about, 'apiVersion'),
      'involvedObject.resourceVersion': textAt(about, 'resourceVersion'),
      'involvedObject.fieldPath': textAt(about, 'fieldPath'),
      reason: textAt(object, 'reason'),
      reportingComponent: textAt(object, 'reportingComponent'),
      source: textAt(source, 'component') || textAt(object, 'reportingComponent'),
      type: textAt(object, 'type'),
    }
  },
}

/** Built-in kinds of the core group. */
export const coreKinds: readonly BuiltinKind[] = [configMaps, events, namespaces, secrets, serviceAccounts]
