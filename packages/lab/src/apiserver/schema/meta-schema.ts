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
  properties: {
    apiVersion: { type: 'string', default: '' },
    kind: { type: 'string', default: '' },
    name: { type: 'string', default: '' },
    uid: { type: 'string', default: '' },
    controller: { type: 'boolean', nullable: true },
    blockOwnerDeletion: { type: 'boolean', nullable: true },
  },
}

/** `metadata` as clients may send it. `managedFields` is accepted and forgotten: this server does not track them. */
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
    ownerReferences: { type: 'array', items: ownerReference },
    finalizers: texts,
    managedFields: { type: 'array', items: { 'x-kubernetes-preserve-unknown-fields': true } },
  },
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
})

/** Gives decoded metadata its type. */
export function toMeta(decoded: JsonObject): ObjectMeta {
  return meta.parse(decoded)
}
