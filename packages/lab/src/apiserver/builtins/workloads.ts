import { ageColumn, column, nameColumn } from '../columns.ts'
import { objectAt, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Schema } from '../schema/schema.ts'
import type { BuiltinKind } from './definition.ts'
import { always, anything, bool, int, intOrText, listOfAnything, pointer, struct, text } from './fields.ts'
import { templateSpec } from './pod-spec.ts'
import { shownLabels } from './services.ts'
import {
  containerColumns,
  count,
  numberAt,
  ready,
  selectorColumn,
  specOf,
  statusOf,
  workload,
} from './workload.ts'

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
      paused: bool,
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
