import { textAt, type Json, type JsonObject } from './json.ts'
import { timestamp } from './object.ts'

/**
 * Kubernetes' protobuf form of a request body, as kubectl's own subcommands send it (`create namespace`,
 * `auth can-i`, …). Only what those send is known; answers are always JSON, which they take too.
 */

/** What a field holds; a message by its fields. */
type FieldType =
  'text' | 'texts' | 'bool' | 'int' | 'time' | 'textMap' | 'byteMap' | Message | readonly [Message]

/** Fields of a message by number. */
interface Message {
  readonly [number: number]: readonly [name: string, type: FieldType]
}

const ownerReference: Message = {
  1: ['kind', 'text'],
  3: ['name', 'text'],
  4: ['uid', 'text'],
  5: ['apiVersion', 'text'],
  6: ['controller', 'bool'],
  7: ['blockOwnerDeletion', 'bool'],
}

const metadata: Message = {
  1: ['name', 'text'],
  2: ['generateName', 'text'],
  3: ['namespace', 'text'],
  5: ['uid', 'text'],
  6: ['resourceVersion', 'text'],
  7: ['generation', 'int'],
  8: ['creationTimestamp', 'time'],
  9: ['deletionTimestamp', 'time'],
  10: ['deletionGracePeriodSeconds', 'int'],
  11: ['labels', 'textMap'],
  12: ['annotations', 'textMap'],
  13: ['ownerReferences', [ownerReference]],
  14: ['finalizers', 'texts'],
}

const policyRule: Message = {
  1: ['verbs', 'texts'],
  2: ['apiGroups', 'texts'],
  3: ['resources', 'texts'],
  4: ['resourceNames', 'texts'],
  5: ['nonResourceURLs', 'texts'],
}

const binding: Message = {
  1: ['metadata', metadata],
  2: [
    'subjects',
    [{ 1: ['kind', 'text'], 2: ['apiGroup', 'text'], 3: ['name', 'text'], 4: ['namespace', 'text'] }],
  ],
  3: ['roleRef', { 1: ['apiGroup', 'text'], 2: ['kind', 'text'], 3: ['name', 'text'] }],
}

const role: Message = { 1: ['metadata', metadata], 2: ['rules', [policyRule]] }

const accessSpec: Message = {
  1: [
    'resourceAttributes',
    {
      1: ['namespace', 'text'],
      2: ['verb', 'text'],
      3: ['group', 'text'],
      4: ['version', 'text'],
      5: ['resource', 'text'],
      6: ['subresource', 'text'],
      7: ['name', 'text'],
    },
  ],
  2: ['nonResourceAttributes', { 1: ['path', 'text'], 2: ['verb', 'text'] }],
}

const KINDS: Readonly<Record<string, Message>> = {
  Namespace: {
    1: ['metadata', metadata],
    2: ['spec', { 1: ['finalizers', 'texts'] }],
    3: ['status', { 1: ['phase', 'text'] }],
  },
  ConfigMap: {
    1: ['metadata', metadata],
    2: ['data', 'textMap'],
    3: ['binaryData', 'byteMap'],
    4: ['immutable', 'bool'],
  },
  Secret: {
    1: ['metadata', metadata],
    2: ['data', 'byteMap'],
    3: ['type', 'text'],
    4: ['stringData', 'textMap'],
    5: ['immutable', 'bool'],
  },
  ServiceAccount: { 1: ['metadata', metadata] },
  TokenRequest: {
    1: ['metadata', metadata],
    2: ['spec', { 1: ['audiences', 'texts'], 4: ['expirationSeconds', 'int'] }],
  },
  Role: role,
  ClusterRole: role,
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  SelfSubjectReview: { 1: ['metadata', metadata] },
  SelfSubjectAccessReview: { 1: ['metadata', metadata], 2: ['spec', accessSpec] },
  SelfSubjectRulesReview: { 1: ['metadata', metadata], 2: ['spec', { 1: ['namespace', 'text'] }] },
}

const MAGIC = Buffer.from('k8s\0')

const envelope: Message = { 1: ['typeMeta', { 1: ['apiVersion', 'text'], 2: ['kind', 'text'] }] }
const RAW_FIELD = 2

/**
 * The object in a protobuf body, as JSON.
 *
 * @throws {Error} when the body is cut, or of a kind that is not known in this form.
 */
export function decodeProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('the body does not begin with k8s\\0')
  const content = body.subarray(MAGIC.length)
  const { typeMeta } = decodeMessage(content, envelope)
  const type = typeof typeMeta === 'object' && typeMeta !== null && !Array.isArray(typeMeta) ? typeMeta : {}
  const kind = textAt(type, 'kind')
  const message = KINDS[kind]
  if (!message) throw new Error(`${kind} is not known in protobuf form`)
  const raw = [...fields(content)].find(({ number }) => number === RAW_FIELD)
  return { ...type, ...decodeMessage(raw?.bytes ?? Buffer.alloc(0), message) }
}

interface Field {
  readonly number: number
  /** Of varints. */
  readonly value: bigint
  /** Of everything with a length. */
  readonly bytes: Buffer
}

/** Wire types: 0 is a varint, 2 has a length; Kubernetes uses no others. */
function* fields(buffer: Buffer): Generator<Field> {
  let position = 0
  const varint = (): bigint => {
    let result = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = buffer[position++]
      if (byte === undefined) throw new Error('the message is cut')
      result |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return result
    }
  }
  while (position < buffer.length) {
    const tag = Number(varint())
    const number = tag >> 3
    if ((tag & 7) === 0) yield { number, value: varint(), bytes: Buffer.alloc(0) }
    else if ((tag & 7) === 2) {
      const length = Number(varint())
      if (position + length > buffer.length) throw new Error('the message is cut')
      yield { number, value: 0n, bytes: buffer.subarray(position, position + length) }
      position += length
    } else throw new Error(`unexpected wire type ${tag & 7}`)
  }
}

function decodeMessage(buffer: Buffer, message: Message): JsonObject {
  const result: JsonObject = {}
  for (const field of fields(buffer)) {
    const known = message[field.number]
    if (!known) continue
    const [name, type] = known
    const value = decodeField(field, type, result[name])
    if (value !== undefined) result[name] = value
  }
  return result
}

function decodeField({ value, bytes }: Field, type: FieldType, before: Json | undefined): Json | undefined {
  switch (type) {
    case 'text':
      return bytes.toString('utf8')
    case 'bool':
      return value !== 0n
    case 'int':
      return Number(BigInt.asIntN(64, value))
    case 'texts':
      return [...listOf(before), bytes.toString('utf8')]
    case 'time': {
      const seconds = [...fields(bytes)].find(({ number }) => number === 1)?.value
      return seconds === undefined
        ? undefined
        : timestamp(new Date(Number(BigInt.asIntN(64, seconds)) * 1000))
    }
    case 'textMap':
    case 'byteMap': {
      const entry = [...fields(bytes)]
      const key = entry.find(({ number }) => number === 1)?.bytes.toString('utf8') ?? ''
      const content = entry.find(({ number }) => number === 2)?.bytes ?? Buffer.alloc(0)
      const map = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {}
      return { ...map, [key]: content.toString(type === 'byteMap' ? 'base64' : 'utf8') }
    }
    default:
      return isRepeated(type)
        ? [...listOf(before), decodeMessage(bytes, type[0])]
        : decodeMessage(bytes, type)
  }
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : []
}

function isRepeated(type: Message | readonly [Message]): type is readonly [Message] {
  return Array.isArray(type)
}
