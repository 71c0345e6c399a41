import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  AGGREGATED_TYPE,
  aggregated,
  coreVersions,
  groupDocument,
  groupList,
  resourceList,
  VERSION,
} from './discovery.ts'
import type { JsonObject } from './json.ts'
import { openApiDocument, openApiIndex } from './openapi.ts'
import { wantsAggregatedDiscovery } from './negotiation.ts'
import type { Registry } from './registry.ts'
import type { ApiRequest } from './request.ts'
import { send, sendPlain, sendText } from './respond.ts'
import { methodNotAllowed } from './status.ts'

/**
 * Answers paths outside the resources: health, version, discovery. False when there is nothing at the path.
 * `address` is the server's own, as `host:port`.
 */
export function answerNonResource(
  registry: Registry,
  address: string,
  request: ApiRequest,
  message: IncomingMessage,
  response: ServerResponse,
): boolean {
  const parts = request.path.split('/').filter(Boolean)
  const [first = '', group = '', version = ''] = parts
  if (parts.length === 1 && ['healthz', 'livez', 'readyz'].includes(first)) {
    sendPlain(response, 200, 'ok')
    return true
  }
  const document = (): JsonObject | undefined => {
    if (first === 'openapi' && group === 'v3') return openApiDocument(registry, parts.slice(2).join('/'))
    if (first === 'version' && parts.length === 1) return VERSION
    if (first === 'api' && parts.length === 1) return coreVersions(address)
    if (first === 'api' && parts.length === 2) return resourceList(registry, '', group)
    if (first !== 'apis') return undefined
    if (parts.length === 1) return groupList(registry)
    return parts.length === 2 ? groupDocument(registry, group) : resourceList(registry, group, version)
  }
  if (first === 'openapi' && group === 'v3' && parts.length === 2) {
    sendPlain(response, 200, JSON.stringify(openApiIndex(registry)))
    return true
  }
  const isIndex = parts.length === 1 && (first === 'api' || first === 'apis')
  if (isIndex && wantsAggregatedDiscovery(message.headers.accept)) {
    const text = JSON.stringify(aggregated(registry, first === 'api'))
    sendText(response, 200, text, [], AGGREGATED_TYPE)
    return true
  }
  const found = document()
  if (!found) return false
  if (request.method !== 'GET' && request.method !== 'HEAD') throw methodNotAllowed()
  send(response, 200, found)
  return true
}
