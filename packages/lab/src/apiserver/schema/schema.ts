import { z } from 'zod'
import type { Json } from '../json.ts'

/** One entry of `x-kubernetes-validations`. */
export interface CelRule {
  readonly rule: string
  readonly message?: string | undefined
  readonly messageExpression?: string | undefined
  readonly reason?: string | undefined
  readonly fieldPath?: string | undefined
}

/** A structural OpenAPI v3 schema (apiextensions.k8s.io/v1 JSONSchemaProps), as far as this server reads it. */
export interface Schema {
  readonly type?: string | undefined
  readonly title?: string | undefined
  readonly description?: string | undefined
  readonly format?: string | undefined
  readonly nullable?: boolean | undefined
  readonly default?: Json | undefined
  readonly properties?: Readonly<Record<string, Schema>> | undefined
  readonly additionalProperties?: Schema | boolean | undefined
  readonly required?: readonly string[] | undefined
  readonly items?: Schema | undefined
  readonly enum?: readonly Json[] | undefined
  readonly pattern?: string | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly minimum?: number | undefined
  readonly maximum?: number | undefined
  readonly minItems?: number | undefined
  readonly maxItems?: number | undefined
  readonly minProperties?: number | undefined
  readonly maxProperties?: number | undefined
  readonly allOf?: readonly Schema[] | undefined
  readonly anyOf?: readonly Schema[] | undefined
  readonly oneOf?: readonly Schema[] | undefined
  readonly not?: Schema | undefined
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean | undefined
  readonly 'x-kubernetes-int-or-string'?: boolean | undefined
  readonly 'x-kubernetes-embedded-resource'?: boolean | undefined
  readonly 'x-kubernetes-list-type'?: string | undefined
  readonly 'x-kubernetes-list-map-keys'?: readonly string[] | undefined
  readonly 'x-kubernetes-map-type'?: string | undefined
  readonly 'x-kubernetes-validations'?: readonly CelRule[] | undefined
}

const celRule: z.ZodType<CelRule> = z.strictObject({
  rule: z.string(),
  message: z.string().optional(),
  messageExpression: z.string().optional(),
  reason: z.string().optional(),
  fieldPath: z.string().optional(),
})

/** Strict: a keyword this server does not know would otherwise be a rule that silently does not hold. */
export const schema: z.ZodType<Schema> = z.lazy(() =>
  z.strictObject({
    type: z.string().optional(),
    title: z.string().optional(),
    description: z.string().optional(),
    format: z.string().optional(),
    nullable: z.boolean().optional(),
    default: z.json().optional(),
    properties: z.record(z.string(), schema).optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    required: z.array(z.string()).optional(),
    items: schema.optional(),
    enum: z.array(z.json()).optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    minProperties: z.number().optional(),
    maxProperties: z.number().optional(),
    allOf: z.array(schema).optional(),
    anyOf: z.array(schema).optional(),
    oneOf: z.array(schema).optional(),
    not: schema.optional(),
    'x-kubernetes-preserve-unknown-fields': z.boolean().optional(),
    'x-kubernetes-int-or-string': z.boolean().optional(),
    'x-kubernetes-embedded-resource': z.boolean().optional(),
    'x-kubernetes-list-type': z.string().optional(),
    'x-kubernetes-list-map-keys': z.array(z.string()).optional(),
    'x-kubernetes-map-type': z.string().optional(),
    'x-kubernetes-validations': z.array(celRule).optional(),
  }),
)

/** Schema of an entry of a map-like object; undefined where additional entries are not described. */
export function entrySchema(of: Schema): Schema | undefined {
  return typeof of.additionalProperties === 'object' ? of.additionalProperties : undefined
}

/** Schema of a field, own or as an additional one. */
export function fieldSchema(of: Schema, key: string): Schema | undefined {
  return of.properties && Object.hasOwn(of.properties, key) ? of.properties[key] : entrySchema(of)
}

/** Whether the schema or anything inside carries CEL rules. */
export function hasRules(of: Schema): boolean {
  if (of['x-kubernetes-validations']?.length) return true
  const entry = entrySchema(of)
  return (
    Object.values(of.properties ?? {}).some(hasRules) ||
    (of.items !== undefined && hasRules(of.items)) ||
    (entry !== undefined && hasRules(entry))
  )
}
