import { randomInt } from 'node:crypto'
import { ageColumn, column, nameColumn, since } from '../columns.ts'
import { forbidden, type FieldError } from '../field-errors.ts'
import {
  equal,
  isObject,
  listAt,
  mapValues,
  objectAt,
  textAt,
  without,
  type Json,
  type JsonObject,
} from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { Column } from '../resource.ts'
import type { BuiltinKind } from './definition.ts'
import { always, keyed, list, listOfAnything, long, ownConditions, struct, text, time } from './fields.ts'
import { containerStatus } from './container-status.ts'
import { counted, nextGeneration, statusApart } from './lifecycle.ts'
import { completePodSpec, podSpec, podSpecErrors } from './pod-spec.ts'

const ip = struct('PodIP', { ip: always(text, '') })

const podConditions = ownConditions('PodCondition', 'lastProbeTime', 'lastTransitionTime')

const podStatus = struct('PodStatus', {
  observedGeneration: long,
  phase: text,
  conditions: {
    ...podConditions,
    items: {
      ...podConditions.items,
      properties: {
        ...podConditions.items?.properties,
        observedGeneration: long,
        lastProbeTime: always(time, null),
        lastTransitionTime: always(time, null),
      },
    },
  },
  message: text,
  reason: text,
  nominatedNodeName: text,
  hostIP: text,
  hostIPs: listOfAnything,
  podIP: text,
  podIPs: keyed(ip, 'ip'),
  startTime: time,
  initContainerStatuses: list(containerStatus),
  containerStatuses: list(containerStatus),
  qosClass: text,
})

const TOLERATION_SECONDS = 300

/** What the plugins ServiceAccount, Priority and DefaultTolerationSeconds of a cluster write into a new Pod. */
function admitted(spec: JsonObject): JsonObject {
  const tolerations = listAt(spec, 'tolerations')
  const tolerated = (key: string) =>
    tolerations.some(
      (item) => ['', key].includes(textAt(item, 'key')) && ['', 'NoExecute'].includes(textAt(item, 'effect')),
    )
  const defaults = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter((key) => !tolerated(key))
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: TOLERATION_SECONDS }))
  const account = textAt(spec, 'serviceAccountName') || 'default'
  return {
    priority: 0,
    preemptionPolicy: 'PreemptLowerPriority',
    enableServiceLinks: true,
    ...withAccountToken(spec),
    serviceAccountName: account,
    serviceAccount: account,
    tolerations: [...tolerations, ...defaults],
  }
}

const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount'

/** The volume with the account's token, mounted where no container mounts something else. */
function withAccountToken(spec: JsonObject): JsonObject {
  if (spec['automountServiceAccountToken'] === false) return spec
  const name = `kube-api-access-${randomInt(36 ** 4, 36 ** 5).toString(36)}`
  const mount = (container: Json): Json => {
    const mounts = listAt(container, 'volumeMounts')
    if (!isObject(container) || mounts.some((item) => textAt(item, 'mountPath') === TOKEN_PATH))
      return container
    return { ...container, volumeMounts: [...mounts, { name, readOnly: true, mountPath: TOKEN_PATH }] }
  }
  const sources = [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: {
        items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
      },
    },
  ]
  return {
    ...spec,
    volumes: [...listAt(spec, 'volumes'), { name, projected: { sources, defaultMode: 420 } }],
    containers: listAt(spec, 'containers').map(mount),
  }
}

/** Guaranteed: all limits, and requests equal to them; BestEffort: none of either. */
function qosClass(spec: JsonObject): string {
  const resources = listAt(spec, 'containers').map((item) => objectAt(item, 'resources'))
  const some = (item: JsonObject) =>
    Object.keys(objectAt(item, 'limits')).length + Object.keys(objectAt(item, 'requests')).length
  if (resources.every((item) => some(item) === 0)) return 'BestEffort'
  const guaranteed = resources.every((item) => {
    const limits = objectAt(item, 'limits')
    return (
      ['cpu', 'memory'].every((key) => key in limits) &&
      equal(limits, { ...limits, ...objectAt(item, 'requests') })
    )
  })
  return guaranteed ? 'Guaranteed' : 'Burstable'
}

const CHANGEABLE =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)'

/** A Pod stays as it was made, but for its images, its deadline and further tolerations. */
function changeErrors(next: KubeObject, stored: KubeObject): FieldError[] {
  const fixed = (object: KubeObject): JsonObject => {
    const spec = objectAt(object, 'spec')
    const images = (key: string) =>
      listAt(spec, key).map((item) => (isObject(item) ? without(item, 'image') : item))
    return {
      ...without(spec, 'activeDeadlineSeconds', 'tolerations'),
      containers: images('containers'),
      initContainers: images('initContainers'),
    }
  }
  const tolerations = listAt(next['spec'], 'tolerations')
  const lost = listAt(stored['spec'], 'tolerations').some(
    (old) => !tolerations.some((item) => equal(item, old)),
  )
  return lost || !equal(fixed(next), fixed(stored)) ? [forbidden('spec', CHANGEABLE)] : []
}

const spec = (object: KubeObject) => objectAt(object, 'spec')
const status = (object: KubeObject) => objectAt(object, 'status')
const statuses = (object: KubeObject) => listAt(object['status'], 'containerStatuses')
const orNone = (value: string) => value || '<none>'

/** Status as people read it: the phase, or why a container is not running. */
function shownStatus(object: KubeObject): string {
  const { deletionTimestamp } = object.metadata
  const phase = textAt(status(object), 'phase')
  if (deletionTimestamp !== undefined && phase !== 'Succeeded' && phase !== 'Failed') return 'Terminating'
  const reasons = statuses(object).map((item) => {
    const state = objectAt(item, 'state')
    const ended = objectAt(state, 'terminated')
    const exit = ended['exitCode']
    return (
      textAt(objectAt(state, 'waiting'), 'reason') ||
      textAt(ended, 'reason') ||
      (typeof exit === 'number' ? `ExitCode:${exit}` : '')
    )
  })
  return reasons.find((reason) => reason !== '') ?? (textAt(status(object), 'reason') || phase)
}

function isUp(item: Json): boolean {
  return isObject(item) && item['ready'] === true && isObject(objectAt(item, 'state')['running'])
}

function restarts(object: KubeObject, now: Date): string {
  const counts = statuses(object).map((item) => (isObject(item) ? item['restartCount'] : 0))
  const sum = counts.reduce((total: number, item) => total + (typeof item === 'number' ? item : 0), 0)
  const ends = statuses(object)
    .map((item) => textAt(objectAt(objectAt(item, 'lastState'), 'terminated'), 'finishedAt'))
    .sort()
  const last = ends.at(-1) ?? ''
  return sum > 0 && last !== '' ? `${sum} (${since(last, now)} ago)` : String(sum)
}

const columns: Column[] = [
  nameColumn,
  column(
    'Ready',
    (object) => `${statuses(object).filter(isUp).length}/${listAt(object['spec'], 'containers').length}`,
  ),
  column('Status', shownStatus),
  column('Restarts', restarts),
  ageColumn,
  column('IP', (object) => orNone(textAt(listAt(object['status'], 'podIPs')[0], 'ip')), { priority: 1 }),
  column('Node', (object) => orNone(textAt(spec(object), 'nodeName')), { priority: 1 }),
  column('Nominated Node', (object) => orNone(textAt(status(object), 'nominatedNodeName')), { priority: 1 }),
  column('Readiness Gates', (object) => orNone(gates(object)), { priority: 1 }),
]

function gates(object: KubeObject): string {
  const wanted = listAt(object['spec'], 'readinessGates').map((item) => textAt(item, 'conditionType'))
  if (wanted.length === 0) return ''
  const met = listAt(object['status'], 'conditions').filter(
    (item) => wanted.includes(textAt(item, 'type')) && textAt(item, 'status') === 'True',
  )
  return `${met.length}/${wanted.length}`
}

const apart = statusApart({ status: {}, generation: true })

export const pods: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'pods',
  singular: 'pod',
  kind: 'Pod',
  namespaced: true,
  shortNames: ['po'],
  categories: ['all'],
  subresources: [{ name: 'status', verbs: ['get', 'patch', 'update'] }],
  description: 'Pod is a group of containers that run together on one node.',
  fields: { spec: always(podSpec, {}), status: always(podStatus, {}) },
  columns,
  answersDeleted: true,
  rules: {
    ...apart,
    complete: (object) => ({ ...object, spec: completePodSpec(spec(object)) }),
    prepareCreate: (draft) => {
      const ready = admitted(spec(draft))
      const pending = { phase: 'Pending', qosClass: qosClass(ready) }
      return counted({ ...draft, spec: ready, status: pending }, 1)
    },
    prepareUpdate: (next, stored, part) => {
      // The class of service is fixed at creation; writers of the status may leave it out.
      const qos = textAt(status(stored), 'qosClass')
      if (part === 'status')
        return { ...stored, status: { ...status(next), ...(qos !== '' && { qosClass: qos }) } }
      const kept = { ...next, status: stored['status'] ?? {} }
      return counted(kept, nextGeneration(kept, stored))
    },
    validate: (object) => podSpecErrors(spec(object), 'spec'),
    validateUpdate: changeErrors,
  },
  selectable: (object) =>
    mapValues(
      {
        'metadata.name': object.metadata.name,
        'metadata.namespace': object.metadata.namespace,
        'spec.nodeName': textAt(spec(object), 'nodeName'),
        'spec.restartPolicy': textAt(spec(object), 'restartPolicy'),
        'spec.schedulerName': textAt(spec(object), 'schedulerName'),
        'spec.serviceAccountName': textAt(spec(object), 'serviceAccountName'),
        'spec.hostNetwork': String(spec(object)['hostNetwork'] === true),
        'status.phase': textAt(status(object), 'phase'),
        'status.podIP': textAt(status(object), 'podIP'),
        'status.nominatedNodeName': textAt(status(object), 'nominatedNodeName'),
      },
      (value) => value ?? '',
    ),
}
