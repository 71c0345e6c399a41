import { z } from 'zod'
import type { Reply } from './api.ts'

const entry = z.strictObject({
  manager: z.string(),
  operation: z.enum(['Apply', 'Update']),
  apiVersion: z.string(),
  time: z.string().optional(),
  fieldsType: z.literal('FieldsV1'),
  fieldsV1: z.looseObject({}),
  subresource: z.string().optional(),
})

const managed = z.object({ metadata: z.object({ managedFields: z.array(entry).default([]) }) })

/** Who owns what of the object in an answer; the order of entries and their times tell nothing. */
export function managers(reply: Reply): Record<string, unknown> {
  const { managedFields } = managed.parse(JSON.parse(reply.text)).metadata
  return Object.fromEntries(
    managedFields.map(({ manager, operation, subresource, fieldsV1 }) => {
      const words = [manager, operation, ...(subresource === undefined ? [] : [subresource])]
      return [words.join(' '), fieldsV1] as const
    }),
  )
}
