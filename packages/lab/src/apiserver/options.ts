import type { DeleteOptions } from './deletes.ts'
import { forbidden, invalid, notSupported, required, tooLong, type FieldError } from './field-errors.ts'
import { isObject, objectAt, textAt, type Json } from './json.ts'
import {
  parseFieldSelector,
  parseLabelSelector,
  type FieldRequirement,
  type Requirement,
} from './selectors.ts'
import { badRequest, invalidObject, plainFailure } from './status.ts'

const MAX_MANAGER_BYTES = 128

const optionsError = (kind: string, errors: FieldError[]) =>
  invalidObject({ group: 'meta.k8s.io', name: kind }, '', errors)

export type FieldValidation = 'Strict' | 'Warn' | 'Ignore'

/** Query parameters of create, update and patch. */
export interface WriteOptions {
  readonly dryRun: boolean
  readonly fieldValidation: FieldValidation
  /** Empty where the client does not say. */
  readonly fieldManager: string
  /** Of server-side apply: take fields over from other managers. */
  readonly force: boolean
}

/** @throws {StatusError} 422. Server-side apply is a patch with options of its own. */
export function writeOptions(
  query: URLSearchParams,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  apply = false,
): WriteOptions {
  const errors: FieldError[] = []
  const manager = query.get('fieldManager') ?? ''
  const force = query.get('force')
  if (apply && manager === '') errors.push(required('fieldManager', 'is required for apply patch'))
  if (kind === 'PatchOptions' && !apply && force !== null) {
    errors.push(forbidden('force', 'may not be specified for non-apply patch'))
  }
  errors.push(...managerErrors(manager))
  const dryRun = parseDryRun(query.getAll('dryRun'), errors)
  const validation = query.get('fieldValidation') ?? ''
  if (validation !== '' && validation !== 'Strict' && validation !== 'Warn' && validation !== 'Ignore') {
    errors.push(notSupported('fieldValidation', validation, ['', 'Ignore', 'Strict', 'Warn']))
  }
  if (errors.length > 0) throw optionsError(kind, errors)
  const known = validation === 'Strict' || validation === 'Ignore' ? validation : 'Warn'
  return { dryRun, fieldValidation: known, fieldManager: manager, force: isTrue(force) }
}

const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u

function managerErrors(manager: string): FieldError[] {
  const errors: FieldError[] = []
  if (Buffer.byteLength(manager) > MAX_MANAGER_BYTES) errors.push(tooLong('fieldManager', MAX_MANAGER_BYTES))
  let position = 0
  for (const character of manager) {
    if (!PRINTABLE.test(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      errors.push(invalid('fieldManager', manager, `invalid character U+${code} (at position ${position})`))
    }
    position += Buffer.byteLength(character)
  }
  return errors
}

/** Who writes, as `managedFields` calls them: as they say themselves, or by their user agent up to its first slash. */
export function managerName({ fieldManager }: WriteOptions, userAgent: string | undefined): string {
  if (fieldManager !== '') return fieldManager
  let name = ''
  for (const character of userAgent?.split('/')[0] ?? '') {
    if (!PRINTABLE.test(character)) continue
    if (Buffer.byteLength(name + character) > MAX_MANAGER_BYTES) break
    name += character
  }
  return name
}

function parseDryRun(values: readonly string[], errors: FieldError[]): boolean {
  if (values.some((value) => value !== 'All')) errors.push(notSupported('dryRun', [...values], ['All']))
  return values.length > 0
}

/**
 * DeleteOptions from the body, or from the query where there is none: beside a body the query is not looked at, not even
 * for `dryRun`.
 *
 * @throws {StatusError} 422, or 500 for bodies that are none.
 */
export function deleteOptions(
  query: URLSearchParams,
  body: Json | undefined,
): DeleteOptions & { dryRun: boolean } {
  const given = isObject(body) ? body : {}
  checkDeleteBody(given)
  const errors: FieldError[] = []
  const listed = given['dryRun']
  const inBody = Array.isArray(listed) ? listed.map(String) : []
  const dryRun = parseDryRun(body === undefined ? query.getAll('dryRun') : inBody, errors)
  const policy =
    body === undefined ? (query.get('propagationPolicy') ?? '') : textAt(given, 'propagationPolicy')
  const orphan = given['orphanDependents'] ?? null
  const supported = ['Foreground', 'Background', 'Orphan'] as const
  const propagation = supported.find((item) => item === policy)
  if (policy !== '' && orphan !== null) {
    const words = 'orphanDependents and deletionPropagation cannot be both set'
    errors.push(invalid('propagationPolicy', policy, words))
  } else if (policy !== '' && !propagation) {
    errors.push(notSupported('propagationPolicy', policy, [...supported, 'nil']))
  }
  if (errors.length > 0) throw optionsError('DeleteOptions', errors)
  const preconditions = objectAt(given, 'preconditions')
  return {
    dryRun,
    propagation: orphan === true ? 'Orphan' : propagation,
    uid: textAt(preconditions, 'uid') || undefined,
    resourceVersion: textAt(preconditions, 'resourceVersion') || undefined,
    gracePeriod: gracePeriod(query, body),
  }
}

function gracePeriod(query: URLSearchParams, body: Json | undefined): number | undefined {
  if (body === undefined) return integer(query.get('gracePeriodSeconds'))
  const seconds = isObject(body) ? body['gracePeriodSeconds'] : undefined
  return typeof seconds === 'number' ? seconds : undefined
}

function checkDeleteBody(body: Json): void {
  const kind = textAt(body, 'kind')
  const apiVersion = textAt(body, 'apiVersion')
  if (kind !== '' && kind !== 'DeleteOptions') {
    throw plainFailure(
      `no kind "${kind}" is registered for version "${apiVersion}" in scheme "pkg/runtime/scheme.go:110"`,
    )
  }
}

/** Query parameters of list and watch. */
export interface ListOptions {
  readonly labels: readonly Requirement[]
  readonly fields: readonly FieldRequirement[]
  readonly resourceVersion: string
  /** Only ever set together with a resourceVersion, or for watches that ask for the initial state. */
  readonly match: '' | 'Exact' | 'NotOlderThan'
  /** 0: all at once. */
  readonly limit: number
  readonly continue: string
  readonly timeoutSeconds: number | undefined
  readonly bookmarks: boolean
  readonly sendInitialEvents: boolean | undefined
}

const isTrue = (value: string | null) => value !== null && value !== '0' && value.toLowerCase() !== 'false'

/** @throws {StatusError} 400 for what cannot be read, 422 for what does not go together. */
export function listOptions(query: URLSearchParams, watch: boolean): ListOptions {
  const resourceVersion = query.get('resourceVersion') ?? ''
  const bookmarks = isTrue(query.get('allowWatchBookmarks'))
  let match = query.get('resourceVersionMatch') ?? ''
  const initial = query.get('sendInitialEvents')
  let sendInitialEvents = initial === null ? undefined : isTrue(initial)
  const continues = query.get('continue') ?? ''
  // Watches from "now" or "any" get the state first; the API server says so in today's terms.
  if (
    watch &&
    sendInitialEvents === undefined &&
    match === '' &&
    (resourceVersion === '' || resourceVersion === '0')
  ) {
    sendInitialEvents = true
    match = 'NotOlderThan'
  }
  const errors = watch
    ? watchErrors(match, continues, sendInitialEvents)
    : listErrors(match, resourceVersion, continues, sendInitialEvents)
  if (errors.length > 0) throw optionsError('ListOptions', errors)
  return {
    labels: parseLabelSelector(query.get('labelSelector') ?? ''),
    fields: parseFieldSelector(query.get('fieldSelector') ?? ''),
    resourceVersion,
    match: match === 'Exact' || match === 'NotOlderThan' ? match : '',
    limit: Math.max(0, integer(query.get('limit')) ?? 0),
    continue: continues,
    timeoutSeconds: integer(query.get('timeoutSeconds')),
    bookmarks,
    sendInitialEvents,
  }
}

function integer(text: string | null): number | undefined {
  if (text === null || text === '') return undefined
  if (!/^[+-]?\d+$/.test(text)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`)
  }
  return Number(text)
}

function listErrors(
  match: string,
  resourceVersion: string,
  continues: string,
  sendInitialEvents: boolean | undefined,
): FieldError[] {
  const errors: FieldError[] = []
  const refuse = (why: string) => errors.push(forbidden('resourceVersionMatch', why))
  if (match !== '') {
    if (resourceVersion === '') refuse('resourceVersionMatch is forbidden unless resourceVersion is provided')
    if (continues !== '') refuse('resourceVersionMatch is forbidden when continue is provided')
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      errors.push(notSupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', '']))
    }
    if (match === 'Exact' && resourceVersion === '0') {
      refuse('resourceVersionMatch "exact" is forbidden for resourceVersion "0"')
    }
  }
  if (sendInitialEvents !== undefined) {
    errors.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'))
  }
  return errors
}

function watchErrors(match: string, continues: string, sendInitialEvents: boolean | undefined): FieldError[] {
  const errors: FieldError[] = []
  const refuse = (why: string) => errors.push(forbidden('resourceVersionMatch', why))
  if (match !== '') {
    if (sendInitialEvents === undefined) {
      refuse('resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided')
    }
    if (match !== 'NotOlderThan') errors.push(notSupported('resourceVersionMatch', match, ['NotOlderThan']))
    if (continues !== '') refuse('resourceVersionMatch is forbidden when continue is provided')
  }
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    refuse('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan')
  }
  return errors
}
