import { ageColumn, column, nameColumn } from '../columns.ts'
import { listAt, mapValues, objectAt, textAt } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { BuiltinKind } from './definition.ts'
import {
  always,
  bool,
  int,
  keyed,
  listOfAnything,
  ownConditions,
  quantities,
  struct,
  text,
  time,
} from './fields.ts'
import { statusApart } from './lifecycle.ts'

const spec = (object: KubeObject) => objectAt(object, 'spec')
const status = (object: KubeObject) => objectAt(object, 'status')
const orNone = (value: string) => value || '<none>'

const nodeInfo = [
  'machineID',
  'systemUUID',
  'bootID',
  'kernelVersion',
  'osImage',
  'containerRuntimeVersion',
  'kubeletVersion',
  'kubeProxyVersion',
  'operatingSystem',
  'architecture',
]

const noInfo = Object.fromEntries(nodeInfo.map((name) => [name, '']))
const nodeConditions = ownConditions('NodeCondition')

const nodeStatus = struct('NodeStatus', {
  capacity: quantities,
  allocatable: quantities,
  phase: text,
  conditions: {
    ...nodeConditions,
    items: {
      ...nodeConditions.items,
      properties: {
        ...nodeConditions.items?.properties,
        lastHeartbeatTime: always(time, null),
        lastTransitionTime: always(time, null),
      },
    },
  },
  addresses: keyed(struct('NodeAddress', { type: always(text, ''), address: always(text, '') }), 'type'),
  daemonEndpoints: always(
    struct('NodeDaemonEndpoints', {
      kubeletEndpoint: always(struct('DaemonEndpoint', { Port: always(int, 0) }), { Port: 0 }),
    }),
    { kubeletEndpoint: { Port: 0 } },
  ),
  nodeInfo: always(
    struct(
      'NodeSystemInfo',
      mapValues(noInfo, () => always(text, '')),
    ),
    noInfo,
  ),
  images: listOfAnything,
})

const address = (type: string) => (object: KubeObject) =>
  orNone(
    textAt(
      listAt(object['status'], 'addresses').find((item) => textAt(item, 'type') === type),
      'address',
    ),
  )

const info = (name: string, otherwise: string) => (object: KubeObject) =>
  textAt(objectAt(status(object), 'nodeInfo'), name) || otherwise

function nodeState(object: KubeObject): string {
  const ready = listAt(object['status'], 'conditions').find((item) => textAt(item, 'type') === 'Ready')
  const word = ready === undefined ? 'Unknown' : textAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady'
  return spec(object)['unschedulable'] === true ? `${word},SchedulingDisabled` : word
}

function nodeRoles({ metadata }: KubeObject): string {
  const prefix = 'node-role.kubernetes.io/'
  const roles = Object.keys(metadata.labels ?? {})
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length))
  return orNone(roles.sort().join(','))
}

const nodeApart = statusApart({
  status: { daemonEndpoints: { kubeletEndpoint: { Port: 0 } }, nodeInfo: noInfo },
  generation: false,
})

const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }

export const nodes: BuiltinKind = {
  group: '',
  version: 'v1',
  plural: 'nodes',
  singular: 'node',
  kind: 'Node',
  namespaced: false,
  shortNames: ['no'],
  subresources: [{ name: 'status', verbs: ['get', 'patch', 'update'] }],
  description: 'Node is a machine that runs Pods.',
  fields: {
    spec: always(
      struct('NodeSpec', {
        podCIDR: text,
        podCIDRs: listOfAnything,
        providerID: text,
        unschedulable: bool,
        taints: listOfAnything,
      }),
      {},
    ),
    status: always(nodeStatus, {}),
  },
  columns: [
    nameColumn,
    column('Status', nodeState),
    column('Roles', nodeRoles),
    ageColumn,
    column('Version', info('kubeletVersion', '')),
    column('Internal-IP', address('InternalIP'), { priority: 1 }),
    column('External-IP', address('ExternalIP'), { priority: 1 }),
    column('OS-Image', info('osImage', '<unknown>'), { priority: 1 }),
    column('Kernel-Version', info('kernelVersion', '<unknown>'), { priority: 1 }),
    column('Container-Runtime', info('containerRuntimeVersion', '<unknown>'), { priority: 1 }),
  ],
  rules: {
    ...nodeApart,
    // What the plugin TaintNodesByCondition does: a new node is not ready.
    prepareCreate: (draft) => {
      const taints = [...listAt(draft['spec'], 'taints'), NOT_READY]
      const { status: given } = draft
      const filled = Object.keys(objectAt({ given: given ?? {} }, 'given')).length > 0
      return {
        ...(filled ? draft : (nodeApart.prepareCreate?.(draft) ?? draft)),
        spec: { ...spec(draft), taints },
      }
    },
  },
  selectable: (object) => ({
    'metadata.name': object.metadata.name,
    'spec.unschedulable': String(spec(object)['unschedulable'] === true),
  }),
}
