import { isObject, type Json, type JsonObject } from '../json.ts'

/**
 * One step into an object, as FieldsV1 writes it: `f:name` is a field, `k:{"port":80}` the entry of a list that has
 * these keys, `v:"x"` the entry of a set.
 */
export type PathElement = string

/**
 * A set of fields, as a tree of path elements. That a field is a member says nothing about those below it, nor they
 * about it: who owns `spec.ports` need not own a port. Without its root's mark a node has members below it, always.
 */
export interface FieldSet {
  readonly member: boolean
  readonly children: ReadonlyMap<PathElement, FieldSet>
}

export const NO_FIELDS: FieldSet = { member: false, children: new Map() }

interface Node {
  member: boolean
  readonly children: Map<PathElement, Node>
}

/** A set of fields that grows. */
export class FieldCollector {
  readonly #root: Node = { member: false, children: new Map() }

  /** Adds one field. The empty path means the whole object, which nobody owns. */
  add(path: readonly PathElement[]): void {
    let node = this.#root
    for (const element of path) {
      const known = node.children.get(element)
      const next: Node = known ?? { member: false, children: new Map() }
      if (!known) node.children.set(element, next)
      node = next
    }
    if (path.length > 0) node.member = true
  }

  get fields(): FieldSet {
    return this.#root
  }
}

/** The set of these paths. */
export function fieldSet(...paths: readonly (readonly PathElement[])[]): FieldSet {
  const collector = new FieldCollector()
  for (const path of paths) collector.add(path)
  return collector.fields
}

export function isEmpty({ member, children }: FieldSet): boolean {
  return !member && children.size === 0
}

/** Fields that are in either. */
export function union(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(a)) return b
  if (isEmpty(b)) return a
  const children = new Map(a.children)
  for (const [element, child] of b.children) {
    const known = children.get(element)
    children.set(element, known ? union(known, child) : child)
  }
  return { member: a.member || b.member, children }
}

/** Fields that are in both. */
export function intersection(a: FieldSet, b: FieldSet): FieldSet {
  return combine(a, b, a.member && b.member, (child, other) =>
    other ? intersection(child, other) : NO_FIELDS,
  )
}

/** Fields of `a` that are not in `b`. Those below a member of `b` stay. */
export function difference(a: FieldSet, b: FieldSet): FieldSet {
  if (isEmpty(b)) return a
  return combine(a, b, a.member && !b.member, (child, other) => (other ? difference(child, other) : child))
}

function combine(
  a: FieldSet,
  b: FieldSet,
  member: boolean,
  of: (child: FieldSet, other: FieldSet | undefined) => FieldSet,
): FieldSet {
  const children = new Map<PathElement, FieldSet>()
  for (const [element, child] of a.children) {
    const result = of(child, b.children.get(element))
    if (!isEmpty(result)) children.set(element, result)
  }
  return { member, children }
}

/** The set without one field of the object and all that is below it. */
export function withoutField(fields: FieldSet, element: PathElement): FieldSet {
  if (!fields.children.has(element)) return fields
  const children = new Map(fields.children)
  children.delete(element)
  return { ...fields, children }
}

/** Every member, those of one level before those below, as a path in the words of errors: `.spec.ports[port=80,protocol="TCP"].name`. */
export function pathsOf(fields: FieldSet, prefix = ''): string[] {
  const children = sorted(fields)
  const path = (element: PathElement) => prefix + elementText(element)
  return [
    ...children.filter(([, child]) => child.member).map(([element]) => path(element)),
    ...children.flatMap(([element, child]) => pathsOf(child, path(element))),
  ]
}

/** One step of a path in the words of errors. */
export function elementText(element: PathElement): string {
  const rest = element.slice(2)
  if (element.startsWith('f:')) return `.${rest}`
  if (element.startsWith('v:')) return `[=${rest}]`
  const keys: unknown = JSON.parse(rest)
  const fields = isObject(keys) ? Object.entries(keys) : []
  return `[${fields.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`
}

/** The JSON form, `fieldsV1` of an entry of `managedFields`. */
export function toFieldsV1(fields: FieldSet): JsonObject {
  const result: JsonObject = {}
  // A member without anything below it is an empty object; one with has a dot beside what is below.
  if (fields.member && fields.children.size > 0) result['.'] = {}
  for (const [element, child] of sorted(fields)) result[element] = toFieldsV1(child)
  return result
}

/** Reads the JSON form; undefined when it is none. */
export function fromFieldsV1(value: Json): FieldSet | undefined {
  const root = readNode(value)
  return root && { member: false, children: root.children }
}

function readNode(value: Json): FieldSet | undefined {
  if (!isObject(value)) return undefined
  const children = new Map<PathElement, FieldSet>()
  for (const [key, item] of Object.entries(value)) {
    if (key === '.') continue
    const child = isElement(key) ? readNode(item) : undefined
    if (!child) return undefined
    children.set(key, child)
  }
  return { member: Object.hasOwn(value, '.') || children.size === 0, children }
}

function isElement(key: string): boolean {
  if (key.startsWith('f:')) return true
  if (!/^[kv]:/.test(key)) return false
  try {
    const content: unknown = JSON.parse(key.slice(2))
    return key.startsWith('v:') || isObject(content)
  } catch {
    return false
  }
}

const ORDER = 'fkv'

function sorted({ children }: FieldSet): [PathElement, FieldSet][] {
  const rank = (element: PathElement) => ORDER.indexOf(element.charAt(0))
  return [...children].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
}
