import { describe, expect, it } from 'vitest'
import { parsed } from '../testing/network.ts'
import { beginJournal, turned, type Journal } from './journal.ts'
import { liveKey, type LiveObject, type LiveState } from './live-state.ts'
import { OPERATION_LABEL, RESTORED_LABEL } from './manifest.ts'
import { nextAction, stepStatuses, type Action } from './next-action.ts'
import type { PlannedProjectObject } from './objects.ts'
import type { Step } from './plan.ts'

const ID = '0123456789abcdef'
const OURS = { [OPERATION_LABEL]: ID }
const RESTORED = { [RESTORED_LABEL]: ID }
const THEIRS = { [OPERATION_LABEL]: 'fedcba9876543210' }

interface Given {
  readonly labels?: Record<string, string>
  readonly uid?: string
  readonly deleting?: boolean
  readonly spec?: object
  readonly status?: object
  readonly annotations?: Record<string, string>
}

function raw(name: string, { labels, uid = `uid-${name}`, deleting, spec, status, annotations }: Given) {
  return {
    metadata: {
      name,
      namespace: 'nimbus-edge',
      uid,
      resourceVersion: '7',
      creationTimestamp: '2026-08-01T10:00:00Z',
      labels,
      annotations,
      ...(deleting && { deletionTimestamp: '2026-08-01T11:00:00Z' }),
    },
    spec,
    status,
  }
}

const eip = (given: Given = {}) => parsed('external-ips', raw('up', given))
const fip = (given: Given = {}) => parsed('floating-ips', raw('direct', given))
const lb = (given: Given = {}) =>
  parsed('services', raw('mqtt', { ...given, spec: { type: 'LoadBalancer', ...given.spec } }))

const KEYS = {
  ExternalIp: 'external-ips',
  FloatingIp: 'floating-ips',
  Service: 'services',
  Vlan: 'vlans',
  Subnet: 'subnets',
} as const

function cluster(...given: LiveObject[]): LiveState {
  const objects = new Map<string, LiveObject>()
  for (const one of given) {
    if (one.kind !== 'Unreadable' && one.kind !== 'Issuer')
      objects.set(liveKey(KEYS[one.kind], one.meta.name), one)
  }
  return { objects, others: given.filter((one) => one.kind === 'Service' || one.kind === 'FloatingIp') }
}

const UP: PlannedProjectObject = { kind: 'external-ips', name: 'up', networkType: 'cloud' }
const MQTT: PlannedProjectObject = {
  kind: 'services',
  name: 'mqtt',
  asks: { bindOnEip: 'up' },
  selector: { app: 'broker' },
  ports: [{ protocol: 'TCP', port: 8883, targetPort: 8883 }],
}
const DIRECT: PlannedProjectObject = {
  kind: 'floating-ips',
  name: 'direct',
  target: { by: 'vm', vm: 'broker-1' },
  address: { from: 'external-ip', name: 'up' },
}

const CREATE_LB: Step[] = [
  { verb: 'create', object: UP },
  { verb: 'create', object: MQTT },
]
const MOVE: Step[] = [
  { verb: 'delete', kind: 'floating-ips', name: 'direct', uid: 'old', again: DIRECT },
  { verb: 'create', object: { ...DIRECT, target: { by: 'vm', vm: 'broker-2' } } },
]
const CHANGE: Step[] = [
  {
    verb: 'change',
    kind: 'services',
    name: 'mqtt',
    uid: 'uid-mqtt',
    resourceVersion: '1',
    before: { asks: { exposeRoute: null, routePort: null }, selector: { app: 'broker', tier: null } },
    after: { asks: { exposeRoute: 'https', routePort: 8883 }, selector: { app: null, tier: 'front' } },
  },
]
const RELEASE: Step[] = [{ verb: 'delete', kind: 'external-ips', name: 'up', uid: 'uid-up' }]

function journal(steps: Step[], phase: 'doing' | 'undoing'): Journal {
  const plan = {
    intent: 'create-load-balancer' as const,
    subject: { kind: 'services' as const, name: 'mqtt' },
    steps,
  }
  return turned(beginJournal({ id: ID, plan, startedBy: 'somebody', now: 0 }), phase)
}

/** An action in a few words. */
function told(action: Action): string {
  switch (action.do) {
    case 'create':
      return `create ${action.object.name} ${action.mark.label === RESTORED_LABEL ? 'again' : 'new'}`
    case 'change':
      return `change ${action.name} at ${action.resourceVersion} ${JSON.stringify(action.fields)}`
    case 'delete':
      return `delete ${action.name} ${action.uid}${action.resourceVersion ? ` at ${action.resourceVersion}` : ''}`
    case 'finish':
      return action.outcome
    default:
      return `${action.do}: ${action.words}`
  }
}

const BEFORE = { spec: { selector: { app: 'broker' } } }
const AFTER = {
  annotations: {
    'service.nlb.kube-dc.com/expose-route': 'https',
    'service.nlb.kube-dc.com/route-port': '8883',
  },
  spec: { selector: { tier: 'front' } },
}

describe('what is done next', () => {
  it.each<[string, Step[], LiveState, string]>([
    ['nothing is there', CREATE_LB, cluster(), 'create up new'],
    ['the first is there', CREATE_LB, cluster(eip({ labels: OURS })), 'create mqtt new'],
    ['all is there', CREATE_LB, cluster(eip({ labels: OURS }), lb({ labels: OURS })), 'done'],
    [
      'somebody else has the name',
      CREATE_LB,
      cluster(eip()),
      'stop: There is another External IP up already, which this operation did not make.',
    ],
    [
      'another operation has the name',
      CREATE_LB,
      cluster(eip({ labels: THEIRS })),
      'stop: There is another External IP up already, which this operation did not make.',
    ],
    [
      'somebody deletes what was made',
      CREATE_LB,
      cluster(eip({ labels: OURS, deleting: true })),
      'wait: Somebody has deleted External IP up. It is made again once it is gone.',
    ],
    ['the old one is there', MOVE, cluster(fip({ uid: 'old' })), 'delete direct old'],
    [
      'the old one is going',
      MOVE,
      cluster(fip({ uid: 'old', deleting: true })),
      'wait: floating IP direct is being deleted; waiting until it is gone.',
    ],
    ['the old one is gone', MOVE, cluster(), 'create direct new'],
    ['the new one is there', MOVE, cluster(fip({ labels: OURS })), 'done'],
    [
      'it is as it was',
      CHANGE,
      cluster(lb(BEFORE)),
      'change mqtt at 7 {"asks":{"exposeRoute":"https","routePort":8883},"selector":{"app":null,"tier":"front"}}',
    ],
    ['it is changed', CHANGE, cluster(lb(AFTER)), 'done'],
    [
      'somebody else has changed it',
      CHANGE,
      cluster(lb({ spec: { selector: { app: 'other' } } })),
      'stop: Somebody else has changed Service mqtt since this was planned: spec.selector.app. Undo this, look at it, and begin anew.',
    ],
    ['it is gone', CHANGE, cluster(), 'stop: Service mqtt does not exist any more.'],
    [
      'it is another one',
      CHANGE,
      cluster(lb({ ...BEFORE, uid: 'new' })),
      'stop: Service mqtt has been deleted and made anew since this was planned.',
    ],
    ['nobody uses the address', RELEASE, cluster(eip()), 'delete up uid-up at 7'],
    [
      'somebody has just asked for the address',
      RELEASE,
      cluster(eip(), lb({ annotations: { 'service.nlb.kube-dc.com/bind-on-eip': 'up' } })),
      'stop: External IP up stays: load balancer mqtt also uses it.',
    ],
  ])('when %s', (_, steps, live, expected) => {
    expect(told(nextAction(journal(steps, 'doing'), live))).toBe(expected)
  })

  it.each<[string, Step[], LiveState, string]>([
    ['nothing is there', CREATE_LB, cluster(), 'undone'],
    ['all is there', CREATE_LB, cluster(eip({ labels: OURS }), lb({ labels: OURS })), 'delete mqtt uid-mqtt'],
    ['the last is gone', CREATE_LB, cluster(eip({ labels: OURS })), 'delete up uid-up at 7'],
    [
      'the platform has not let go',
      CREATE_LB,
      cluster(eip({ labels: OURS, status: { owners: [{ type: 'ServiceLb', ownerRef: 'mqtt' }] } })),
      'wait: Waiting until load balancer mqtt has let go of External IP up.',
    ],
    [
      'somebody else uses the address',
      CREATE_LB,
      cluster(eip({ labels: OURS }), fip({ spec: { eip: 'up' } })),
      'undone',
    ],
    ['somebody else has the name', CREATE_LB, cluster(eip(), lb()), 'undone'],
    ['the new one is there', MOVE, cluster(fip({ labels: OURS })), 'delete direct uid-direct'],
    ['nothing is left', MOVE, cluster(), 'create direct again'],
    ['the old one is back', MOVE, cluster(fip({ labels: RESTORED })), 'undone'],
    ['the old one never went', MOVE, cluster(fip({ uid: 'old' })), 'undone'],
    [
      'the old one is still going',
      MOVE,
      cluster(fip({ uid: 'old', deleting: true })),
      'wait: floating IP direct is being deleted; it is made again once it is gone.',
    ],
    ['somebody else has made one', MOVE, cluster(fip({ uid: 'theirs' })), 'undone'],
    [
      'it is changed',
      CHANGE,
      cluster(lb(AFTER)),
      'change mqtt at 7 {"asks":{"exposeRoute":null,"routePort":null},"selector":{"app":"broker","tier":null}}',
    ],
    [
      'somebody has changed a part of it since',
      CHANGE,
      cluster(lb({ ...AFTER, spec: { selector: { tier: 'back' } } })),
      'change mqtt at 7 {"asks":{"exposeRoute":null,"routePort":null},"selector":{"app":"broker"}}',
    ],
    ['it is as it was', CHANGE, cluster(lb(BEFORE)), 'undone'],
    ['it is gone', CHANGE, cluster(), 'undone'],
    ['there is no way back', RELEASE, cluster(), 'undone'],
  ])('to undo when %s', (_, steps, live, expected) => {
    expect(told(nextAction(journal(steps, 'undoing'), live))).toBe(expected)
  })
})

describe('how far steps are', () => {
  it.each<[string, Journal, LiveState, unknown]>([
    ['before they begin', journal(CREATE_LB, 'doing'), cluster(), [{ state: 'doing' }, { state: 'waiting' }]],
    [
      'while one cannot go on',
      { ...journal(CREATE_LB, 'doing'), problem: 'A quota is full.' },
      cluster(eip({ labels: OURS })),
      [{ state: 'done' }, { state: 'failed', words: 'A quota is full.' }],
    ],
    [
      'when they are done, whatever became of them',
      { ...journal(CREATE_LB, 'doing'), phase: 'done' },
      cluster(),
      [{ state: 'done' }, { state: 'done' }],
    ],
    [
      'while they are undone',
      journal(CREATE_LB, 'undoing'),
      cluster(eip({ labels: OURS, deleting: true })),
      [
        { state: 'doing', words: 'External IP up is being deleted; waiting until it is gone.' },
        { state: 'undone' },
      ],
    ],
    [
      'when something was kept',
      { ...journal(CREATE_LB, 'undoing'), phase: 'undone' },
      cluster(eip({ labels: OURS }), fip({ spec: { eip: 'up' } })),
      [
        { state: 'kept', words: 'External IP up stays: floating IP direct also uses it.' },
        { state: 'undone' },
      ],
    ],
    [
      'when something of it landed late',
      { ...journal(CREATE_LB, 'undoing'), phase: 'undone' },
      cluster(lb({ labels: OURS })),
      [
        { state: 'undone' },
        { state: 'failed', words: 'Service mqtt is not as it was before. Undo it once more.' },
      ],
    ],
  ])('%s', (_, of, live, expected) => {
    expect(stepStatuses(of, live)).toEqual(expected)
  })
})
