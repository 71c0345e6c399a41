import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { CONSOLE_HEADER } from './client.ts'
import { endpoints, type Endpoint } from './endpoints.ts'
import { openApiDocument } from './openapi.ts'

const operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean() })),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()),
  security: z.unknown().optional(),
})
const document = z
  .object({ paths: z.record(z.string(), z.record(z.string(), operation)) })
  .parse(openApiDocument())

const operationOf = ({ path, method }: Endpoint) =>
  document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]

describe('the OpenAPI document', () => {
  it.each(Object.entries<Endpoint>(endpoints))('has %s', (id, endpoint) => {
    const found = operationOf(endpoint)
    expect(found?.operationId).toBe(id)
    expect(Object.keys(found?.responses ?? {})).toEqual([String(endpoint.status), 'default'])
    expect(found?.security === undefined).toBe(endpoint.access === 'anyone')
    expect(found?.requestBody === undefined).toBe(endpoint.body instanceof z.ZodUndefined)
    const names = found?.parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
    for (const [, name] of endpoint.path.matchAll(/:(\w+)/g)) expect(names).toContain(`path ${name}`)
    expect(names?.includes(`header ${CONSOLE_HEADER}`)).toBe(endpoint.method !== 'GET')
  })

  it('has nothing else', () => {
    const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(endpoints).sort())
  })

  it('tells required parameters from optional ones', () => {
    const parameters = operationOf(endpoints.deleteExternalIp)?.parameters ?? []
    expect(parameters.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'namespace',
      'name',
      'uid',
      CONSOLE_HEADER,
    ])
    expect(parameters.filter(({ required }) => !required).map(({ name }) => name)).toEqual([
      'resourceVersion',
      'dryRun',
    ])
  })
})
