import { z } from 'zod'
import type { JsonObject } from '../json.ts'
import type { ObjectMeta } from '../object.ts'
import type { Schema } from './schema.ts'

const text: Schema = { type: 'string' }
const texts: Schema = { type: 'array', items: text }
const textMap: Schema = { type: 'object', additionalProperties: text }
const time: Schema = { type: 'string', format: 'date-time' }
const long: Schema = { type: 'integer', format: 'int64' }

const ownerReference: Schema = {
  title: 'OwnerReference',
  type: 'object',
  'x-kubernetes-map-type': 'atomic',
  properties: {
    apiVersion: { type: 'string', default: '' },
    kind: { type: 'string', default: '' },
    name: { type: 'string', default: '' },
    uid: { type: 'string', default: '' },
    controller: { type: 'boolean', nullable: true },
    blockOwnerDeletion: { type: 'boolean', nullable: true },
  },
}

const managedFieldsEntry: Schema = {
  title: 'ManagedFieldsEntry',
  type: 'object',
  properties: {
    manager: text,
    operation: text,
    apiVersion: text,
    time,
    fieldsType: text,
    fieldsV1: { 'x-kubernetes-preserve-unknown-fields': true, nullable: true },
    subresource: text,
  },
}

/** `metadata` as clients may send it. */
export const metaSchema: Schema = {
  title: 'ObjectMeta',
  type: 'object',
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    selfLink: text,
    uid: text,
    resourceVersion: text,
    generation: long,
    creationTimestamp: time,
    deletionTimestamp: time,
    deletionGracePeriodSeconds: { ...long, nullable: true },
    labels: textMap,
    annotations: textMap,
    ownerReferences: {
      type: 'array',
      items: ownerReference,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
    },
    finalizers: { ...texts, 'x-kubernetes-list-type': 'set' },
    // Kept when empty: that is how clients ask to forget all managers.
    managedFields: { type: 'array', items: managedFieldsEntry, nullable: true },
  },
}

/** The schema of whole objects, from that of what a kind's objects have besides type and metadata. */
export function withTypeFields(schema: Schema): Schema {
  return {
    ...schema,
    properties: { ...schema.properties, apiVersion: text, kind: text, metadata: metaSchema },
  }
}

const owner = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  name: z.string(),
  uid: z.string(),
  controller: z.boolean().exactOptional(),
  blockOwnerDeletion: z.boolean().exactOptional(),
})

const meta: z.ZodType<ObjectMeta> = z.object({
  name: z.string().default(''),
  generateName: z.string().exactOptional(),
  namespace: z.string().exactOptional(),
  uid: z.string().exactOptional(),
  resourceVersion: z.string().exactOptional(),
  generation: z.number().exactOptional(),
  creationTimestamp: z.string().exactOptional(),
  deletionTimestamp: z.string().exactOptional(),
  deletionGracePeriodSeconds: z.number().exactOptional(),
  labels: z.record(z.string(), z.string()).exactOptional(),
  annotations: z.record(z.string(), z.string()).exactOptional(),
  ownerReferences: z.array(owner).exactOptional(),
  finalizers: z.array(z.string()).exactOptional(),
  managedFields: z.array(z.json()).exactOptional(),
})

/** Gives decoded metadata its type. */
export function toMeta(decoded: JsonObject): ObjectMeta {
  return meta.parse(decoded)
}
