import type { Endpoint } from '@kube-dc/api/endpoints'
import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Caller } from '../cluster/caller.ts'
import type { SessionRecord } from '../identity/sessions.ts'
import { ProblemError } from '../problem-error.ts'

/** The person who asks: their session, and what speaks to the cluster for them. */
export interface Visitor {
  readonly session: SessionRecord
  readonly caller: Caller
}

/** A request whose parts have been parsed by the contract. */
export interface Parts<Params, Query, Body> {
  readonly params: Params
  readonly query: Query
  readonly body: Body
  readonly request: Request
  readonly response: Response
}

/** What a handler returns that has answered by itself, with bytes that are already made. */
export const ANSWERED = Symbol('answered')

/** One endpoint of the contract with what it does. */
export interface Route {
  readonly definition: Endpoint
  /** @param visitor Absent only where the endpoint is for anyone. */
  run(request: Request, response: Response, visitor: Visitor | undefined): Promise<unknown>
}

type Handler<P, Q, B, A, V> = (
  parts: Parts<P, Q, B>,
  visitor: V,
) => A | typeof ANSWERED | Promise<A | typeof ANSWERED>

/** An endpoint for whoever is signed in. The answer is parsed by the contract, so nothing that it does not name leaves. */
export function route<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  definition: Endpoint<P, Q, B, A>,
  handler: Handler<z.output<P>, z.output<Q>, z.output<B>, z.input<A>, Visitor>,
): Route {
  return {
    definition,
    async run(request, response, visitor) {
      if (!visitor) throw new Error(`${definition.path} was called without a session`)
      const answer = await handler(partsOf(definition, request, response), visitor)
      return answer === ANSWERED ? ANSWERED : definition.answer.parse(answer)
    },
  }
}

/** An endpoint for anybody. */
export function openRoute<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  definition: Endpoint<P, Q, B, A>,
  handler: Handler<z.output<P>, z.output<Q>, z.output<B>, z.input<A>, undefined>,
): Route {
  return {
    definition,
    async run(request, response) {
      const answer = await handler(partsOf(definition, request, response), undefined)
      return answer === ANSWERED ? ANSWERED : definition.answer.parse(answer)
    },
  }
}

function partsOf<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType>(
  definition: Pick<Endpoint<P, Q, B>, 'params' | 'query' | 'body'>,
  request: Request,
  response: Response,
): Parts<z.output<P>, z.output<Q>, z.output<B>> {
  return {
    params: parsePart(definition.params, request.params, 'address'),
    query: parsePart(definition.query, request.query, 'query'),
    body: parseBody(definition.body, request.body),
    request,
    response,
  }
}

function parsePart<S extends z.ZodType>(schema: S, raw: unknown, part: string): z.output<S> {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => [...path, message].join(': '))
  throw new ProblemError('bad-request', `The ${part} of the request is wrong: ${problems.join('; ')}.`)
}

function parseBody<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(raw)
  if (result.success) return result.data
  const causes = result.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }))
  throw new ProblemError('invalid', causes.map(({ message }) => message).join(' '), { causes })
}
