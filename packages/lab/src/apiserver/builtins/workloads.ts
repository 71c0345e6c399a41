import { ageColumn, column, nameColumn } from '../columns.ts'
import { invalid, required, type FieldError } from '../field-errors.ts'
import { equal, listAt, objectAt, shortText, textAt, type Json, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Column } from '../resource.ts'
import type { Schema } from '../schema/schema.ts'
import type { BuiltinKind } from './definition.ts'
import {
  always,
  anything,
  int,
  intOrText,
  labelSelector,
  listOfAnything,
  long,
  ownConditions,
  pointer,
  struct,
  text,
} from './fields.ts'
import { statusApart } from './lifecycle.ts'
import { completePodSpec, containerCells, podSpecErrors, podTemplate, templateSpec } from './pod-spec.ts'
import { shownLabels } from './services.ts'

const specOf = (object: KubeObject) => objectAt(object, 'spec')
const statusOf = (object: KubeObject) => objectAt(object, 'status')
const labelsOf = (object: KubeObject) =>
  objectAt(objectAt(objectAt(object['spec'], 'template'), 'metadata'), 'labels')

function numberAt(value: JsonObject, key: string, otherwise = 0): number {
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

const containerColumns: Column[] = [
  column('Containers', (object) => containerCells(templateSpec(object['spec'])).names, { priority: 1 }),
  column('Images', (object) => containerCells(templateSpec(object['spec'])).images, { priority: 1 }),
]

const selectorColumn = column('Selector', (object) => shownSelector(specOf(object)['selector']), {
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

const count = (name: string, key: string, of = statusOf, type = 'integer') =>
  column(name, (object) => numberAt(of(object), key), { type })

const ready = column('Ready', (object) => {
  const wanted = numberAt(specOf(object), 'replicas', 1)
  return `${numberAt(statusOf(object), 'readyReplicas')}/${wanted}`
})

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
function workload({
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

/** Fills in how a rolling update goes, where there is one. */
function rolling(field: string, defaults: JsonObject): (object: KubeObject) => KubeObject {
  return (object) => {
    const spec = specOf(object)
    const strategy = objectAt(spec, field)
    if (strategy['type'] !== 'RollingUpdate') return object
    const rollingUpdate = { ...defaults, ...objectAt(strategy, 'rollingUpdate') }
    return { ...object, spec: { ...spec, [field]: { ...strategy, rollingUpdate } } }
  }
}

const ROLLING = { type: 'RollingUpdate' }

const strategy = (title: string, fields: Readonly<Record<string, Schema>>) =>
  always(
    struct(title, {
      type: always(text, 'RollingUpdate'),
      rollingUpdate: pointer(struct('RollingUpdate', fields)),
    }),
    ROLLING,
  )

const replicas = pointer(always(int, 1))
const history = pointer(always(int, 10))

export const workloadKinds: readonly BuiltinKind[] = [
  workload({
    plural: 'daemonsets',
    kind: 'DaemonSet',
    shortName: 'ds',
    description: 'DaemonSet runs a Pod on every node.',
    spec: {
      updateStrategy: strategy('DaemonSetUpdateStrategy', { maxUnavailable: intOrText, maxSurge: intOrText }),
      revisionHistoryLimit: history,
    },
    status: {
      currentNumberScheduled: always(int, 0),
      numberMisscheduled: always(int, 0),
      desiredNumberScheduled: always(int, 0),
      numberReady: always(int, 0),
      updatedNumberScheduled: int,
      numberAvailable: int,
      numberUnavailable: int,
      collisionCount: pointer(int),
    },
    initial: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
    complete: rolling('updateStrategy', { maxUnavailable: 1, maxSurge: 0 }),
    columns: [
      nameColumn,
      count('Desired', 'desiredNumberScheduled'),
      count('Current', 'currentNumberScheduled'),
      count('Ready', 'numberReady'),
      count('Up-to-date', 'updatedNumberScheduled'),
      count('Available', 'numberAvailable'),
      column('Node Selector', (object) =>
        shownLabels(objectAt(templateSpec(object['spec']), 'nodeSelector')),
      ),
      ageColumn,
      ...containerColumns,
      selectorColumn,
    ],
  }),
  workload({
    plural: 'deployments',
    kind: 'Deployment',
    shortName: 'deploy',
    description: 'Deployment keeps a number of equal Pods running and replaces them step by step.',
    spec: {
      replicas,
      strategy: strategy('DeploymentStrategy', { maxUnavailable: intOrText, maxSurge: intOrText }),
      revisionHistoryLimit: history,
      paused: { type: 'boolean' },
      progressDeadlineSeconds: pointer(always(int, 600)),
    },
    status: {
      replicas: int,
      updatedReplicas: int,
      readyReplicas: int,
      availableReplicas: int,
      unavailableReplicas: int,
      terminatingReplicas: pointer(int),
      collisionCount: pointer(int),
    },
    initial: {},
    complete: rolling('strategy', { maxUnavailable: '25%', maxSurge: '25%' }),
    columns: [
      nameColumn,
      ready,
      count('Up-to-date', 'updatedReplicas', statusOf, 'string'),
      count('Available', 'availableReplicas', statusOf, 'string'),
      ageColumn,
      ...containerColumns,
      selectorColumn,
    ],
  }),
  workload({
    plural: 'replicasets',
    kind: 'ReplicaSet',
    shortName: 'rs',
    description: 'ReplicaSet keeps a number of equal Pods running.',
    spec: { replicas },
    status: {
      replicas: always(int, 0),
      fullyLabeledReplicas: int,
      readyReplicas: int,
      availableReplicas: int,
      terminatingReplicas: pointer(int),
    },
    initial: { replicas: 0 },
    columns: [
      nameColumn,
      column('Desired', (object) => numberAt(specOf(object), 'replicas', 1), { type: 'integer' }),
      count('Current', 'replicas'),
      count('Ready', 'readyReplicas'),
      ageColumn,
      ...containerColumns,
      selectorColumn,
    ],
  }),
  workload({
    plural: 'statefulsets',
    kind: 'StatefulSet',
    shortName: 'sts',
    description: 'StatefulSet keeps Pods running that have names and volumes of their own.',
    spec: {
      replicas,
      serviceName: always(text, ''),
      podManagementPolicy: always(text, 'OrderedReady'),
      updateStrategy: strategy('StatefulSetUpdateStrategy', {
        partition: pointer(int),
        maxUnavailable: intOrText,
      }),
      revisionHistoryLimit: history,
      volumeClaimTemplates: listOfAnything,
      persistentVolumeClaimRetentionPolicy: always(anything, { whenDeleted: 'Retain', whenScaled: 'Retain' }),
      ordinals: anything,
    },
    status: {
      replicas: always(int, 0),
      readyReplicas: int,
      currentReplicas: int,
      updatedReplicas: int,
      currentRevision: text,
      updateRevision: text,
      collisionCount: pointer(int),
      availableReplicas: always(int, 0),
    },
    initial: { replicas: 0, availableReplicas: 0 },
    complete: rolling('updateStrategy', { partition: 0 }),
    columns: [nameColumn, ready, ageColumn, ...containerColumns],
  }),
]
