import type { ServerResponse } from 'node:http'
import type { JsonObject } from './json.ts'
import type { StatusError } from './status.ts'

const JSON_TYPE = 'application/json'

const pretty = new WeakSet<ServerResponse>()

/** Indents whatever JSON is sent as this response: for people who read it. */
export function prettyPrint(response: ServerResponse): void {
  pretty.add(response)
}

/** Sends JSON text. Warnings go out as `Warning` headers with Kubernetes' code 299. */
export function sendText(
  response: ServerResponse,
  code: number,
  text: string,
  warnings: readonly string[] = [],
  type = JSON_TYPE,
): void {
  const shown = type === JSON_TYPE && pretty.has(response) ? JSON.stringify(JSON.parse(text), null, 2) : text
  const body = Buffer.from(shown)
  if (warnings.length > 0) response.setHeader('warning', warnings.map(warningHeader))
  response.writeHead(code, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-cache, private',
  })
  response.end(body)
}

/** Header values hold ASCII only; everything else is left out. */
function warningHeader(text: string): string {
  const quoted = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')
  return `299 - "${quoted.replaceAll(/[^\x20-\x7e]/g, '')}"`
}

export function send(response: ServerResponse, code: number, body: JsonObject): void {
  sendText(response, code, JSON.stringify(body))
}

export function sendPlain(response: ServerResponse, code: number, text: string): void {
  sendText(response, code, text, [], 'text/plain; charset=utf-8')
}

export function sendError(response: ServerResponse, error: StatusError): void {
  send(response, error.code, error.body())
}
