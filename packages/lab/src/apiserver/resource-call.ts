import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Api } from './api.ts'
import type { Tracking } from './apply/tracking.ts'
import type { User } from './authentication.ts'
import { metaWarnings } from './metadata.ts'
import { timestamp, type KubeObject } from './object.ts'
import { managerName, type WriteOptions } from './options.ts'
import { objectText, type Representation } from './representation.ts'
import type { ApiRequest, Target } from './request.ts'
import type { Part, Resource } from './resource.ts'
import { sendText } from './respond.ts'
import type { WatchStream } from './watch.ts'
import type { WriteResult } from './writes.ts'

/** One request for a stored kind. */
export interface ResourceCall {
  readonly api: Api
  readonly resource: Resource
  readonly request: ApiRequest
  readonly target: Target
  readonly user: User
  readonly message: IncomingMessage
  readonly response: ServerResponse
  /** Takes care of an open watch from here on. */
  readonly openWatch: (watch: WatchStream) => void
}

/** What a write of the call tells about who owns which field afterwards. */
export function trackingOf(
  { api, resource, message }: ResourceCall,
  part: Part,
  options: WriteOptions,
): Tracking {
  const manager = managerName(options, message.headers['user-agent'])
  return { resource, part, manager, now: timestamp(api.now()) }
}

/** Answers with what a write made. */
export function answerWrite(call: ResourceCall, as: Representation, code: number, result: WriteResult): void {
  const { object, stored } = result
  const text = objectText(
    call.resource,
    object,
    as,
    call.api.now(),
    () => stored?.text ?? JSON.stringify(object),
  )
  sendText(call.response, code, text, result.warnings)
}

/** The result with the warnings that the body itself gives rise to. */
export function withWarnings(
  result: WriteResult,
  before: readonly string[],
  object: KubeObject,
): WriteResult {
  return { ...result, warnings: [...before, ...metaWarnings(object.metadata), ...result.warnings] }
}
