import { endpoints, type EndpointId } from '@kube-dc/api/endpoints'
import type { Answer } from '@kube-dc/api/client'
import type { ProblemCode } from '@kube-dc/api/problem'
import { http, HttpResponse, type HttpHandler } from 'msw'
import type { z } from 'zod'

/** Where the tests' server is; paths of the contract are relative. */
export const ORIGIN = 'http://console.test'

type Definition<Id extends EndpointId> = (typeof endpoints)[Id]

export interface Call<Id extends EndpointId> {
  readonly params: z.output<Definition<Id>['params']>
  readonly query: z.output<Definition<Id>['query']>
  readonly body: z.output<Definition<Id>['body']>
  readonly request: Request
}

/** An answer that is not a success. */
export class Refused {
  readonly code: ProblemCode
  readonly error: string
  readonly more: { readonly causes?: { field: string; message: string }[]; readonly retryAfter?: number }

  constructor(code: ProblemCode, error: string, more: Refused['more'] = {}) {
    this.code = code
    this.error = error
    this.more = more
  }
}

const STATUS: Partial<Record<ProblemCode, number>> = {
  'signed-out': 401,
  forbidden: 403,
  'quota-exceeded': 403,
  refused: 403,
  'not-found': 404,
  'already-exists': 409,
  conflict: 409,
  invalid: 422,
  'cluster-unreachable': 503,
  'cluster-timeout': 504,
}

function refusal({ code, error, more }: Refused): Response {
  const status = STATUS[code] ?? 500
  return HttpResponse.json({ error, code, requestId: 'test-request', ...more }, { status })
}

/** The endpoints again, with each schema's type bound to the id, so that generic code keeps it. */
const definitions: {
  readonly [Id in EndpointId]: Pick<Definition<Id>, 'method' | 'path' | 'status'> & {
    readonly [Part in 'params' | 'query' | 'body']: z.ZodType<Call<Id>[Part]>
  }
} = endpoints

const METHODS = { GET: http.get, POST: http.post, DELETE: http.delete }

/**
 * Answers one endpoint of the contract. Requests are parsed with the endpoint's schemas and answers have its type, so
 * that tests cannot talk to a server that does not exist. The resolver may give a `Response` where headers matter.
 */
export function answer<Id extends EndpointId>(
  id: Id,
  resolve: (call: Call<Id>) => Answer<Id> | Refused | Response | Promise<Answer<Id> | Refused | Response>,
): HttpHandler {
  const { method, path, status, ...parts } = definitions[id]
  return METHODS[method](`${ORIGIN}${path}`, async ({ params, request }) => {
    const text = await request.clone().text()
    const result = await resolve({
      params: parts.params.parse(params),
      query: parts.query.parse(Object.fromEntries(new URL(request.url).searchParams)),
      body: parts.body.parse(text === '' ? undefined : JSON.parse(text)),
      request,
    })
    if (result instanceof Response) return result
    if (result instanceof Refused) return refusal(result)
    return new Response(JSON.stringify(result), { status, headers: { 'content-type': 'application/json' } })
  })
}
