import { duplicate, invalid, notSupported, required, type FieldError } from '../field-errors.ts'
import { isObject, listAt, objectAt, textAt, type Json, type JsonObject } from '../json.ts'
import { dnsLabel } from '../names.ts'
import { metaSchema } from '../schema/meta-schema.ts'
import type { Schema } from '../schema/schema.ts'
import {
  always,
  anything,
  bool,
  int,
  keyed,
  list,
  listOfAnything,
  long,
  pointer,
  quantities,
  struct,
  text,
  textMap,
  texts,
} from './fields.ts'

export const resourceRequirements = struct('ResourceRequirements', {
  limits: quantities,
  requests: quantities,
  claims: listOfAnything,
})

const container = struct('Container', {
  name: always(text, ''),
  image: text,
  command: texts,
  args: texts,
  workingDir: text,
  ports: keyed(
    struct('ContainerPort', {
      name: text,
      hostPort: int,
      containerPort: always(int, 0),
      protocol: always(text, 'TCP'),
      hostIP: text,
    }),
    'containerPort',
    'protocol',
  ),
  envFrom: listOfAnything,
  env: keyed(struct('EnvVar', { name: always(text, ''), value: text, valueFrom: anything }), 'name'),
  resources: always(resourceRequirements, {}),
  restartPolicy: text,
  volumeMounts: keyed(
    struct('VolumeMount', {
      name: always(text, ''),
      readOnly: bool,
      mountPath: always(text, ''),
      subPath: text,
      subPathExpr: text,
      mountPropagation: text,
    }),
    'mountPath',
  ),
  livenessProbe: anything,
  readinessProbe: anything,
  startupProbe: anything,
  lifecycle: anything,
  terminationMessagePath: always(text, '/dev/termination-log'),
  terminationMessagePolicy: always(text, 'File'),
  imagePullPolicy: text,
  securityContext: anything,
  stdin: bool,
  tty: bool,
})

/** PodSpec, as far as workloads of the lab say anything in it. What a source of a volume or a probe is, is kept as it comes. */
const podSpecFields: Readonly<Record<string, Schema>> = {
  volumes: {
    type: 'array',
    items: anything,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['name'],
  },
  initContainers: keyed(container, 'name'),
  containers: always(keyed(container, 'name'), null),
  restartPolicy: always(text, 'Always'),
  terminationGracePeriodSeconds: pointer(always(long, 30)),
  activeDeadlineSeconds: pointer(long),
  dnsPolicy: always(text, 'ClusterFirst'),
  nodeSelector: { ...textMap, 'x-kubernetes-map-type': 'atomic' },
  serviceAccountName: text,
  serviceAccount: text,
  automountServiceAccountToken: pointer(bool),
  nodeName: text,
  hostNetwork: bool,
  hostPID: bool,
  hostIPC: bool,
  securityContext: always(anything, {}),
  imagePullSecrets: keyed(struct('LocalObjectReference', { name: text }), 'name'),
  hostname: text,
  subdomain: text,
  affinity: anything,
  schedulerName: always(text, 'default-scheduler'),
  tolerations: list(
    struct('Toleration', {
      key: text,
      operator: text,
      value: text,
      effect: text,
      tolerationSeconds: pointer(long),
    }),
  ),
  hostAliases: keyed(struct('HostAlias', { ip: always(text, ''), hostnames: texts }), 'ip'),
  priorityClassName: text,
  priority: pointer(int),
  dnsConfig: anything,
  readinessGates: listOfAnything,
  runtimeClassName: pointer(text),
  enableServiceLinks: pointer(bool),
  preemptionPolicy: pointer(text),
  topologySpreadConstraints: listOfAnything,
}

export const podSpec = struct('PodSpec', podSpecFields)

export const podTemplate = always(
  struct('PodTemplateSpec', { metadata: { ...metaSchema, default: {} }, spec: always(podSpec, {}) }),
  { metadata: {}, spec: {} },
)

/** Fills in what depends on other fields: an image without a tag, or tagged latest, is pulled always. */
export function completePodSpec(spec: JsonObject): JsonObject {
  const complete = (item: Json): Json => {
    if (!isObject(item) || textAt(item, 'imagePullPolicy') !== '') return item
    return { ...item, imagePullPolicy: isMoving(textAt(item, 'image')) ? 'Always' : 'IfNotPresent' }
  }
  const named = textAt(spec, 'serviceAccountName')
  return {
    ...spec,
    ...(listAt(spec, 'containers').length > 0 && { containers: listAt(spec, 'containers').map(complete) }),
    ...(listAt(spec, 'initContainers').length > 0 && {
      initContainers: listAt(spec, 'initContainers').map(complete),
    }),
    // The older name of the field says the same.
    ...(named !== '' && { serviceAccount: named }),
  }
}

function isMoving(image: string): boolean {
  if (image.includes('@')) return false
  const last = image.slice(image.lastIndexOf('/') + 1)
  return !last.includes(':') || last.endsWith(':latest')
}

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never']

/** What is wrong with a PodSpec below `at`. */
export function podSpecErrors(spec: JsonObject, at: string): FieldError[] {
  const containers = listAt(spec, 'containers')
  const seen = new Set<string>()
  const errors = containers.flatMap((item, n) => containerErrors(item, `${at}.containers[${n}]`, seen))
  if (containers.length === 0) errors.push(required(`${at}.containers`))
  listAt(spec, 'initContainers').forEach((item, n) => {
    errors.push(...containerErrors(item, `${at}.initContainers[${n}]`, seen))
  })
  const restart = textAt(spec, 'restartPolicy')
  if (!RESTART_POLICIES.includes(restart))
    errors.push(notSupported(`${at}.restartPolicy`, restart, RESTART_POLICIES))
  return errors
}

function containerErrors(container: Json, at: string, seen: Set<string>): FieldError[] {
  const name = textAt(container, 'name')
  const errors: FieldError[] = []
  if (name === '') errors.push(required(`${at}.name`))
  else if (seen.has(name)) errors.push(duplicate(`${at}.name`, name))
  else errors.push(...dnsLabel(name, false).map((why) => invalid(`${at}.name`, name, why)))
  seen.add(name)
  if (textAt(container, 'image') === '') errors.push(required(`${at}.image`))
  listAt(container, 'ports').forEach((port, n) => {
    const number = isObject(port) ? port['containerPort'] : 0
    const field = `${at}.ports[${n}].containerPort`
    if (number === 0) errors.push(required(field))
    else if (typeof number === 'number' && (number < 0 || number > 65535))
      errors.push(invalid(field, number, 'must be between 1 and 65535, inclusive'))
  })
  return errors
}

/** Names and images of the containers, as tables show them. */
export function containerCells(spec: Json | undefined): { names: string; images: string } {
  const containers = listAt(spec, 'containers')
  return {
    names: containers.map((item) => textAt(item, 'name')).join(','),
    images: containers.map((item) => textAt(item, 'image')).join(','),
  }
}

/** The spec of a template. */
export function templateSpec(spec: Json | undefined): JsonObject {
  return objectAt(objectAt(spec, 'template'), 'spec')
}
