import { compileJsonPath } from './jsonpath.ts'
import { listAt, objectAt, textAt, type Json, type JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import type { Column } from './resource.ts'

interface ColumnOptions {
  readonly type?: string
  readonly format?: string
  readonly priority?: number
  readonly description?: string
}

export function column(name: string, value: Column['value'], options: ColumnOptions = {}): Column {
  return { name, value, type: 'string', format: '', priority: 0, description: `${name}.`, ...options }
}

/** The object's name, first in every table. */
export const nameColumn = column('Name', ({ metadata }) => metadata.name, {
  format: 'name',
  description: 'Name of the object.',
})

/** How long ago an object was made, as built-in kinds show it. */
export const ageColumn = column('Age', ({ metadata }, now) => since(metadata.creationTimestamp, now))

/** The moment an object was made, which RBAC objects and definitions show in place of an age. */
export const createdColumn = column('Created At', ({ metadata }) => metadata.creationTimestamp ?? '', {
  type: 'date',
})

/** Columns that CustomResourceDefinitions have without `additionalPrinterColumns`. */
export const customAgeColumn = column('Age', ({ metadata }, now) => since(metadata.creationTimestamp, now), {
  type: 'date',
})

/** A column of `additionalPrinterColumns`. */
export function printerColumn(definition: JsonObject): Column {
  const type = textAt(definition, 'type')
  const path = textAt(definition, 'jsonPath')
  const read = compileJsonPath(path)
  const priority = definition['priority']
  return column(
    textAt(definition, 'name'),
    (object, now) => {
      const [value] = read(object)
      return value === undefined ? null : cell(type, value, now)
    },
    {
      type,
      format: textAt(definition, 'format'),
      priority: typeof priority === 'number' ? priority : 0,
      description:
        textAt(definition, 'description') ||
        `Custom resource definition column (in JSONPath format): ${path}`,
    },
  )
}

function cell(type: string, value: Json, now: Date): Json {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? value : JSON.stringify(value)
    case 'date':
      return typeof value === 'string' ? since(value, now) : null
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null
    case 'number':
      return typeof value === 'number' ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    default:
      return null
  }
}

/** Time since a timestamp in kubectl's short form; `<unknown>` without one. */
export function since(timestamp: string | undefined, now: Date): string {
  if (timestamp === undefined || timestamp === '') return '<unknown>'
  const then = Date.parse(timestamp)
  return Number.isNaN(then) ? '<invalid>' : humanDuration(now.getTime() - then)
}

/** `5s`, `3m20s`, `47m`, `5h12m`, `30h`, `3d4h`, `90d`, `3y20d` (HumanDuration of k8s.io/apimachinery). */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000)
  const minutes = Math.trunc(seconds / 60)
  const hours = Math.trunc(minutes / 60)
  const days = Math.trunc(hours / 24)
  const two = (a: number, unit: string, b: number, smaller: string) =>
    b === 0 ? `${a}${unit}` : `${a}${unit}${b}${smaller}`
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 120) return `${seconds}s`
  if (minutes < 10) return two(minutes, 'm', seconds % 60, 's')
  if (minutes < 180) return `${minutes}m`
  if (hours < 8) return two(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  if (hours < 192) return two(days, 'd', hours % 24, 'h')
  if (days < 730) return `${days}d`
  if (days < 2920) return two(Math.trunc(days / 365), 'y', days % 365, 'd')
  return `${Math.trunc(days / 365)}y`
}

const count = (object: KubeObject, key: string) => Object.keys(objectAt(object, key)).length

function subjects(object: KubeObject, kind: string): string {
  return listAt(object, 'subjects')
    .filter((subject) => textAt(subject, 'kind') === kind)
    .map((subject) =>
      kind === 'ServiceAccount'
        ? `${textAt(subject, 'namespace')}/${textAt(subject, 'name')}`
        : textAt(subject, 'name'),
    )
    .join(', ')
}

const bindingColumns: Column[] = [
  nameColumn,
  column('Role', (object) => {
    const role = objectAt(object, 'roleRef')
    return `${textAt(role, 'kind')}/${textAt(role, 'name')}`
  }),
  ageColumn,
  column('Users', (object) => subjects(object, 'User'), { priority: 1 }),
  column('Groups', (object) => subjects(object, 'Group'), { priority: 1 }),
  column('ServiceAccounts', (object) => subjects(object, 'ServiceAccount'), { priority: 1 }),
]

const eventColumns: Column[] = [
  column('Last Seen', (object, now) =>
    since(textAt(object, 'lastTimestamp') || textAt(object, 'eventTime'), now),
  ),
  column('Type', (object) => textAt(object, 'type')),
  column('Reason', (object) => textAt(object, 'reason')),
  column('Object', (object) => {
    const about = objectAt(object, 'involvedObject')
    const kind = textAt(about, 'kind').toLowerCase()
    return kind === '' ? textAt(about, 'name') : `${kind}/${textAt(about, 'name')}`
  }),
  column('Subobject', (object) => textAt(objectAt(object, 'involvedObject'), 'fieldPath'), { priority: 1 }),
  column(
    'Source',
    (object) => textAt(objectAt(object, 'source'), 'component') || textAt(object, 'reportingComponent'),
    {
      priority: 1,
    },
  ),
  column('Message', (object) => textAt(object, 'message').trim()),
  column(
    'First Seen',
    (object, now) => since(textAt(object, 'firstTimestamp') || textAt(object, 'eventTime'), now),
    {
      priority: 1,
    },
  ),
  column('Count', (object) => (typeof object['count'] === 'number' ? object['count'] : 1), { priority: 1 }),
  { ...nameColumn, priority: 1 },
]

/** Columns of the built-in kinds, by plural. */
export const builtinColumns: Readonly<Record<string, readonly Column[]>> = {
  namespaces: [
    nameColumn,
    column('Status', (object) => textAt(objectAt(object, 'status'), 'phase')),
    ageColumn,
  ],
  configmaps: [
    nameColumn,
    column('Data', (object) => count(object, 'data') + count(object, 'binaryData')),
    ageColumn,
  ],
  secrets: [
    nameColumn,
    column('Type', (object) => textAt(object, 'type')),
    column('Data', (object) => count(object, 'data')),
    ageColumn,
  ],
  serviceaccounts: [nameColumn, column('Secrets', (object) => listAt(object, 'secrets').length), ageColumn],
  events: eventColumns,
  roles: [nameColumn, createdColumn],
  clusterroles: [nameColumn, createdColumn],
  rolebindings: bindingColumns,
  clusterrolebindings: bindingColumns,
  customresourcedefinitions: [nameColumn, createdColumn],
}
