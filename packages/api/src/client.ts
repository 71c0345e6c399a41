import { z } from 'zod'
import { endpoints, type Endpoint, type EndpointId } from './endpoints.ts'
import { problem, type Problem } from './problem.ts'

/** Header that state-changing requests carry; a page of another site cannot set it without being asked for by CORS. */
export const CONSOLE_HEADER = 'x-kube-dc-console'

type Definition<Id extends EndpointId> = (typeof endpoints)[Id]

/** Parts of a request, as the endpoint's schemas take them; a part without fields is left out. */
export type RequestParts<Id extends EndpointId> = Part<'params', z.input<Definition<Id>['params']>> &
  Part<'query', z.input<Definition<Id>['query']>> &
  Part<'body', z.input<Definition<Id>['body']>>

type Part<Name extends string, Value> = undefined extends Value
  ? unknown
  : Record<string, never> extends Value
    ? { readonly [N in Name]?: Value }
    : { readonly [N in Name]: Value }

export type Answer<Id extends EndpointId> = z.output<Definition<Id>['answer']>

/** A request that the server answered with a problem, or that did not reach it (`status` 0, code `internal`). */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly problem: Problem

  constructor(status: number, body: Problem) {
    super(body.error)
    this.status = status
    this.problem = body
  }
}

export interface ApiClient {
  /**
   * Calls one endpoint and parses its answer.
   *
   * @throws {ApiError} for every answer but success, also when the server could not be reached.
   */
  call<Id extends EndpointId>(
    id: Id,
    parts: RequestParts<Id>,
    options?: { signal?: AbortSignal },
  ): Promise<Answer<Id>>
}
