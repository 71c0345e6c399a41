import { column } from '../columns.ts'
import { invalid, required, type FieldError } from '../field-errors.ts'
import { equal, listAt, objectAt, shortText, textAt, type Json, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Column } from '../resource.ts'
import type { Schema } from '../schema/schema.ts'
import type { BuiltinKind } from './definition.ts'
import { always, int, labelSelector, long, ownConditions, struct } from './fields.ts'
import { statusApart } from './lifecycle.ts'
import { completePodSpec, containerCells, podSpecErrors, podTemplate, templateSpec } from './pod-spec.ts'
import { shownLabels } from './services.ts'

export const specOf = (object: KubeObject) => objectAt(object, 'spec')
export const statusOf = (object: KubeObject) => objectAt(object, 'status')
const labelsOf = (object: KubeObject) =>
  objectAt(objectAt(objectAt(object['spec'], 'template'), 'metadata'), 'labels')

export function numberAt(value: JsonObject, key: string, otherwise = 0): number {
  const found = value[key]
  return typeof found === 'number' ? found : otherwise
}

/** Whether labels fit a LabelSelector; an empty one selects nothing here. */
function selects(selector: Json | undefined, labels: JsonObject): boolean {
  const wanted = Object.entries(objectAt({ selector: selector ?? {} }, 'selector'))
  if (wanted.length === 0) return false
  const exact = Object.entries(objectAt(selector, 'matchLabels')).every(
    ([key, value]) => labels[key] === value,
  )
  const expressions = listAt(selector, 'matchExpressions').every((item) => {
    const value = labels[textAt(item, 'key')]
    const listed = value !== undefined && listAt(item, 'values').includes(value)
    const answers: Record<string, boolean> = {
      In: listed,
      NotIn: !listed,
      Exists: value !== undefined,
      DoesNotExist: value === undefined,
    }
    return answers[textAt(item, 'operator')] ?? false
  })
  return exact && expressions
}

function specErrors(object: KubeObject): FieldError[] {
  const spec = specOf(object)
  const errors: FieldError[] = []
  const selector = spec['selector']
  if (selector === undefined) errors.push(required('spec.selector'))
  else if (Object.keys(objectAt(spec, 'selector')).length === 0)
    errors.push(invalid('spec.selector', {}, 'empty selector is invalid for deployment'))
  const labels = labelsOf(object)
  if (!selects(selector, labels)) {
    const why = '`selector` does not match template `labels`'
    errors.push(invalid('spec.template.metadata.labels', labels, why))
  }
  const replicas = numberAt(spec, 'replicas', 1)
  if (replicas < 0) errors.push(invalid('spec.replicas', replicas, 'must be greater than or equal to 0'))
  return [...errors, ...podSpecErrors(templateSpec(object['spec']), 'spec.template.spec')]
}

/** A template's Pods are completed as Pods are, apart from what admission adds to each. */
function completeTemplate(object: KubeObject): KubeObject {
  const spec = specOf(object)
  const template = objectAt(spec, 'template')
  return {
    ...object,
    spec: { ...spec, template: { ...template, spec: completePodSpec(templateSpec(object['spec'])) } },
  }
}

export const containerColumns: Column[] = [
  column('Containers', (object) => containerCells(templateSpec(object['spec'])).names, { priority: 1 }),
  column('Images', (object) => containerCells(templateSpec(object['spec'])).images, { priority: 1 }),
]

export const selectorColumn = column('Selector', (object) => shownSelector(specOf(object)['selector']), {
  priority: 1,
})

function shownSelector(selector: Json | undefined): string {
  const expressions = listAt(selector, 'matchExpressions').map((item) => {
    const values = listAt(item, 'values').map((value) => shortText(value))
    const words: Record<string, string> = { In: ' in ', NotIn: ' notin ' }
    const key = textAt(item, 'key')
    const operator = textAt(item, 'operator')
    if (operator === 'DoesNotExist') return `!${key}`
    return words[operator] === undefined ? key : `${key}${words[operator]}(${values.sort().join(',')})`
  })
  const exact = Object.keys(objectAt(selector, 'matchLabels')).length > 0
  return (
    [...(exact ? [shownLabels(objectAt(selector, 'matchLabels'))] : []), ...expressions].join(',') || '<none>'
  )
}

export const count = (name: string, key: string, of = statusOf, type = 'integer') =>
  column(name, (object) => numberAt(of(object), key), { type })

export const ready = column('Ready', (object) => {
  const wanted = numberAt(specOf(object), 'replicas', 1)
  return `${numberAt(statusOf(object), 'readyReplicas')}/${wanted}`
})

/** What makes one kind of the group apps differ from the others. */
interface Workload {
  readonly plural: string
  readonly kind: string
  readonly shortName: string
  readonly description: string
  readonly spec: Readonly<Record<string, Schema>>
  readonly status: Readonly<Record<string, Schema>>
  /** Status of a new object. */
  readonly initial: JsonObject
  readonly columns: readonly Column[]
  readonly complete?: (object: KubeObject) => KubeObject
}

/** A kind of the group apps: a selector that never changes, a template, and a status that a controller writes. */
export function workload({
  plural,
  kind,
  shortName,
  spec,
  status,
  initial,
  complete,
  ...rest
}: Workload): BuiltinKind {
  return {
    group: 'apps',
    version: 'v1',
    plural,
    singular: kind.toLowerCase(),
    kind,
    namespaced: true,
    shortNames: [shortName],
    categories: ['all'],
    subresources: [{ name: 'status', verbs: ['get', 'patch', 'update'] }],
    description: rest.description,
    columns: rest.columns,
    fields: {
      spec: always(
        struct(`${kind}Spec`, {
          ...spec,
          selector: labelSelector,
          template: podTemplate,
          minReadySeconds: int,
        }),
        {},
      ),
      status: always(
        struct(`${kind}Status`, {
          observedGeneration: long,
          conditions: ownConditions(`${kind}Condition`, 'lastUpdateTime', 'lastTransitionTime'),
          ...status,
        }),
        initial,
      ),
    },
    rules: {
      ...statusApart({ status: initial, generation: true }),
      complete: (object) => completeTemplate(complete?.(object) ?? object),
      validate: specErrors,
      validateUpdate: (next, stored) => {
        const { selector = null } = specOf(next)
        return equal(selector, specOf(stored)['selector'])
          ? []
          : [invalid('spec.selector', selector, 'field is immutable')]
      },
    },
  }
}
