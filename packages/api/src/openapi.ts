import { z } from 'zod'
import { CONSOLE_HEADER } from './client.ts'
import { endpoints, type Endpoint } from './endpoints.ts'
import { problem } from './problem.ts'

/** A JSON value; the document is written as it is. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

type JsonObject = Readonly<Record<string, Json>>

/**
 * The contract as an OpenAPI 3.1 document, from the same endpoints that the server mounts and the client calls. Objects
 * of live kinds are left open: the model reads them, and they grow with the cluster.
 */
export function openApiDocument(): JsonObject {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [id, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    const methods = (paths[path] ??= {})
    methods[endpoint.method.toLowerCase()] = operation(id, endpoint)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kube-DC networking console',
      version: '1',
      description:
        'What the console’s server answers. A session cookie identifies the person; the cluster decides with their own token. Changes are followed on the WebSocket /api/live (packages/api/src/channel.ts).',
    },
    paths,
    components: {
      schemas: { Problem: schema(problem, 'output') },
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-kube-dc-console',
          description:
            'Set by signing in at /auth/sign-in; without the prefix where the console is served over http on loopback.',
        },
      },
    },
  }
}

function operation(id: string, endpoint: Endpoint): JsonObject {
  const { summary, access, method, status, answer, body } = endpoint
  return {
    operationId: id,
    summary,
    ...(access !== 'anyone' && { security: [{ session: [] }] }),
    ...(access === 'cluster' && {
      description: 'Answered with the rights that the person has in the cluster.',
    }),
    parameters: [
      ...parameters('path', endpoint.params),
      ...parameters('query', endpoint.query),
      ...(method === 'GET' ? [] : [CONSOLE_PARAMETER]),
    ],
    ...(!(body instanceof z.ZodUndefined) && {
      requestBody: { required: true, content: { 'application/json': { schema: schema(body, 'input') } } },
    }),
    responses: {
      [status]: {
        description: 'Done',
        content: { 'application/json': { schema: schema(answer, 'output') } },
      },
      default: {
        description: 'Not done; the body says why',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  }
}

const CONSOLE_PARAMETER: JsonObject = {
  name: CONSOLE_HEADER,
  in: 'header',
  required: true,
  description: 'Keeps pages of other sites from changing anything.',
  schema: { const: '1' },
}

function parameters(place: 'path' | 'query', object: z.ZodObject): JsonObject[] {
  return Object.entries<z.core.$ZodType>(object.shape).map(([name, type]) => {
    const optional = z.safeParse(type, undefined).success
    return { name, in: place, required: !optional, schema: schema(type, 'input') }
  })
}

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
)
const jsonObject = z.record(z.string(), json)

function schema(type: z.core.$ZodType, io: 'input' | 'output'): JsonObject {
  // `any`: what is checked by a function only (an object of a live kind) has no schema of its own.
  const { $schema: _, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any' })
  return jsonObject.parse(JSON.parse(JSON.stringify(rest)))
}
