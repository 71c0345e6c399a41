import type { Api } from './api.ts'
import { isObject, parseJson } from './json.ts'
import type { ListOptions } from './options.ts'
import { listText, type Representation } from './representation.ts'
import { byPlural, keyOf, type Resource } from './resource.ts'
import { selection, type Selection } from './selection.ts'
import { badRequest, expired, notFound, plainFailure, resourceVersionTooLarge } from './status.ts'
import type { Stored } from './storage.ts'

/** @throws {StatusError} 404, or 504 when the asked resourceVersion is still to come. */
export function getObject(
  api: Api,
  resource: Resource,
  namespace: string,
  name: string,
  resourceVersion: string,
): Stored {
  if (resourceVersion !== '' && !/^\d+$/.test(resourceVersion)) {
    throw plainFailure(invalidVersion(resourceVersion))
  }
  if (Number(resourceVersion) > api.store.revision) {
    throw resourceVersionTooLarge(Number(resourceVersion), api.store.revision)
  }
  const stored = resource.table.get(keyOf(resource, namespace, name))
  if (!stored) throw notFound(byPlural(resource), name)
  return stored
}

export function invalidVersion(text: string): string {
  const quoted = JSON.stringify(text)
  return `resourceVersion: Invalid value: ${quoted}: strconv.ParseUint: parsing ${quoted}: invalid syntax`
}

/** A page of a list, as JSON text. `namespace` is empty for all. */
export function list(
  api: Api,
  resource: Resource,
  namespace: string,
  options: ListOptions,
  as: Representation,
): string {
  const matches = selection(resource, options)
  const { items, revision, start } = snapshot(api, resource, namespace, options)
  const from = start === undefined ? 0 : items.findIndex((item) => item.key >= start)
  const rest = from <= 0 ? (from < 0 ? [] : items) : items.slice(from)
  const limit = options.resourceVersion === '0' ? 0 : options.limit
  const page = take(rest, limit, matches)
  const last = page.items.at(-1)
  const more = page.examined < rest.length && last !== undefined
  return listText(
    resource,
    page.items,
    {
      resourceVersion: String(revision),
      continue: more ? continueToken(revision, last, namespace) : undefined,
      remainingItemCount: more && !matches ? rest.length - page.examined : undefined,
    },
    as,
    api.now(),
  )
}

function take(
  items: readonly Stored[],
  limit: number,
  matches: Selection | undefined,
): { items: readonly Stored[]; examined: number } {
  if (limit === 0)
    return { items: matches ? items.filter(({ object }) => matches(object)) : items, examined: items.length }
  const page: Stored[] = []
  let examined = 0
  for (const item of items) {
    if (page.length === limit) break
    examined += 1
    if (!matches || matches(item.object)) page.push(item)
  }
  return { items: page, examined }
}

interface Snapshot {
  readonly items: readonly Stored[]
  readonly revision: number
  /** First key of the page; absent for the first page. */
  readonly start?: string
}

/** The state that the request asks for: now, or at a revision. */
function snapshot(api: Api, resource: Resource, namespace: string, options: ListOptions): Snapshot {
  const scope = namespace === '' ? undefined : namespace
  const current = api.store.revision
  if (options.continue !== '') return continued(api, resource, namespace, options)
  const { resourceVersion, match, limit } = options
  if (resourceVersion === '' || resourceVersion === '0') {
    return { items: resource.table.list(scope), revision: current }
  }
  if (!/^\d+$/.test(resourceVersion))
    throw badRequest(`invalid resource version: ${invalidVersion(resourceVersion)}`)
  const revision = Number(resourceVersion)
  if (revision > current) throw resourceVersionTooLarge(revision, current)
  if (match !== 'Exact' && (match === 'NotOlderThan' || limit === 0)) {
    return { items: resource.table.list(scope), revision: current }
  }
  const items = resource.table.listAt(revision, scope)
  if (!items) throw expired('The resourceVersion for the provided list is too old.')
  return { items, revision }
}

const EXPIRED_CONTINUE =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.'

function continued(api: Api, resource: Resource, namespace: string, options: ListOptions): Snapshot {
  const scope = namespace === '' ? undefined : namespace
  const token = parseToken(options.continue)
  if (options.resourceVersion !== '' && options.resourceVersion !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue')
  }
  const prefix = namespace === '' ? '' : `${namespace}/`
  const start = prefix + token.start.replace(/^\//, '')
  if (token.revision < 0) return { items: resource.table.list(scope), revision: api.store.revision, start }
  const items = resource.table.listAt(token.revision, scope)
  if (!items) throw expired(EXPIRED_CONTINUE, encodeToken(-1, token.start))
  return { items, revision: token.revision, start }
}

/** The same form as the API server's own tokens: clients must not read them, people may. */
function encodeToken(revision: number, start: string): string {
  return Buffer.from(JSON.stringify({ v: 'meta.k8s.io/v1', rv: revision, start })).toString('base64url')
}

function continueToken(revision: number, last: Stored, namespace: string): string {
  const key = namespace === '' ? last.key : last.key.slice(namespace.length + 1)
  return encodeToken(revision, `/${key}\0`)
}

function parseToken(token: string): { revision: number; start: string } {
  let why = 'continue key is not valid'
  try {
    const value = parseJson(Buffer.from(token, 'base64url').toString('utf8'))
    if (isObject(value) && value['v'] === 'meta.k8s.io/v1') {
      const { rv, start } = value
      if (typeof rv === 'number' && rv !== 0 && typeof start === 'string' && start !== '')
        return { revision: rv, start }
    }
  } catch {
    why = 'continue key is not valid: invalid character looking for beginning of value'
  }
  throw badRequest(`invalid continue token: ${why}`)
}
