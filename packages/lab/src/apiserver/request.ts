import type { IncomingMessage } from 'node:http'
import { decodeProtobuf } from './protobuf.ts'
import type { Attributes } from './rbac.ts'
import { parseFieldSelector } from './selectors.ts'
import { badRequest, tooLarge, unsupportedMediaType } from './status.ts'

/** What the path and method of a request ask for. */
export interface ApiRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  /** Absent for paths outside the resources: discovery, health and the like. */
  readonly target?: Target | undefined
}

/** A resource request. Empty texts stand for what the path does not name. */
export interface Target {
  readonly verb: string
  readonly group: string
  readonly version: string
  readonly namespace: string
  readonly resource: string
  readonly name: string
  readonly subresource: string
}

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
}

/** @throws {StatusError} 400 when the URL cannot be read. */
export function parseRequest(method: string, url: string): ApiRequest {
  // Not by URL: that would resolve dots, which the API server takes for names.
  const question = url.indexOf('?')
  const encoded = question < 0 ? url : url.slice(0, question)
  const query = new URLSearchParams(question < 0 ? '' : url.slice(question))
  let path: string
  try {
    // Decoded before it is split, as the API server does: an encoded slash separates like any other.
    path = decodeURIComponent(encoded)
  } catch {
    throw badRequest(`the path ${encoded} cannot be decoded`)
  }
  return { method, path, query, target: targetOf(method, path.split('/').filter(Boolean), query) }
}

function targetOf(method: string, parts: string[], query: URLSearchParams): Target | undefined {
  const core = parts[0] === 'api' && parts.length > 2
  const grouped = parts[0] === 'apis' && parts.length > 3
  if (!core && !grouped) return undefined
  const [group = '', version = ''] = core ? ['', parts[1]] : [parts[1], parts[2]]
  let rest = parts.slice(core ? 2 : 3)
  let namespace = ''
  if (rest[0] === 'namespaces' && rest[1] !== undefined) {
    namespace = rest[1]
    const ofNamespace = rest.length === 2 || rest[2] === 'status' || rest[2] === 'finalize'
    if (!ofNamespace) rest = rest.slice(2)
  }
  const [resource = '', name = '', subresource = ''] = rest
  const verb = VERBS[method] ?? ''
  if (name !== '') return { verb, group, version, namespace, resource, name, subresource }
  const collectionVerb =
    verb === 'get' ? (isWatch(query) ? 'watch' : 'list') : verb === 'delete' ? 'deletecollection' : verb
  const selected = collectionVerb === verb ? '' : selectedName(query)
  return { verb: collectionVerb, group, version, namespace, resource, name: selected, subresource }
}

export function isWatch(query: URLSearchParams): boolean {
  const value = query.get('watch')
  return value !== null && value !== '0' && value.toLowerCase() !== 'false'
}

/** A selector for one name counts as that name, so that rights on named objects allow it. */
function selectedName(query: URLSearchParams): string {
  try {
    const terms = parseFieldSelector(query.get('fieldSelector') ?? '')
    return terms.find((term) => term.field === 'metadata.name' && !term.negated)?.value ?? ''
  } catch {
    return ''
  }
}

/** The request as the authorizer sees it. */
export function attributesOf({ path, method, target }: ApiRequest): Attributes {
  if (!target) return { verb: method.toLowerCase(), path }
  const { verb, group, resource, subresource, namespace, name } = target
  return { verb, group, resource, subresource, namespace, name }
}

const PROTOBUF = 'application/vnd.kubernetes.protobuf'

/** As kube-apiserver limits bodies. */
const MAX_BODY_BYTES = 3 * 1024 * 1024

/** @throws {StatusError} 413 when the body is larger than the API server takes. */
export async function readBody(message: IncomingMessage): Promise<string> {
  return (await readBytes(message)).toString('utf8')
}

/**
 * The body of a create or update as JSON text. Protobuf, which kubectl's own subcommands send, is turned into it. YAML is
 * not taken: no client of the lab sends it.
 *
 * @throws {StatusError} 400, 413 or 415.
 */
export async function readObjectBody(message: IncomingMessage): Promise<string> {
  const type = contentType(message)
  if (type === PROTOBUF) {
    const bytes = await readBytes(message)
    try {
      return JSON.stringify(decodeProtobuf(bytes))
    } catch (error) {
      throw badRequest(`the body cannot be read as protobuf: ${error instanceof Error ? error.message : ''}`)
    }
  }
  if (type === '' || type === 'application/json') return readBody(message)
  throw unsupportedMediaType(['application/json', 'application/yaml', PROTOBUF])
}

function readBytes(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      // What is too much is read and thrown away: an answer in the middle of a body would be lost with the connection.
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk)
    })
    message.on('end', () => {
      if (bytes > MAX_BODY_BYTES) reject(tooLarge(MAX_BODY_BYTES))
      else resolve(Buffer.concat(chunks))
    })
    message.on('error', reject)
  })
}

/** The media type of the body without parameters; JSON where the client says nothing. */
export function contentType(message: IncomingMessage): string {
  return message.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
}
