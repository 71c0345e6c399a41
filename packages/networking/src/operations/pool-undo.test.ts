import { describe, expect, it } from 'vitest'
import { poolOvnEip, poolSubnet, poolVlan } from '../testing/pools.ts'
import { beginJournal, turned } from './journal.ts'
import { liveKey, type LiveObject, type LiveState } from './live-state.ts'
import { OPERATION_LABEL } from './manifest.ts'
import { nextAction, stepStatuses, type Action } from './next-action.ts'
import type { Plan } from './plan.ts'

const ID = '0123456789abcdef'
const PLAN: Plan = {
  intent: 'add-pool',
  subject: { kind: 'subnets', name: 'ext-public' },
  steps: [
    { verb: 'create', object: { kind: 'vlans', name: 'vlan114', id: 114, provider: 'ext-net' } },
    {
      verb: 'create',
      object: {
        kind: 'subnets',
        name: 'ext-public',
        networkType: 'public',
        cidr: '203.0.113.0/27',
        gateway: '203.0.113.1',
        excludeIps: ['203.0.113.1'],
        vlan: 'vlan114',
        mtu: 1400,
      },
    },
  ],
}

const labelled = <O extends LiveObject>(object: O): O => ({
  ...object,
  meta: { ...object.meta, labels: { ...object.meta.labels, [OPERATION_LABEL]: ID } },
})
const VLAN = poolVlan()
const OUR_VLAN = labelled(VLAN)
const POOL = poolSubnet()
const OUR_POOL = labelled(POOL)

interface Given {
  readonly vlan?: LiveObject
  readonly pool?: LiveObject
  readonly others?: LiveState['others']
}

function live({ vlan, pool, others = [] }: Given): LiveState {
  const objects = new Map<string, LiveObject>()
  if (vlan) objects.set(liveKey('vlans', 'vlan114'), vlan)
  if (pool) objects.set(liveKey('subnets', 'ext-public'), pool)
  return { objects, others: [...others, ...(pool?.kind === 'Subnet' ? [pool] : [])] }
}

function told(action: Action): string {
  switch (action.do) {
    case 'create':
      return `create ${action.object.name}`
    case 'delete':
      return `delete ${action.name} ${action.uid} at ${action.resourceVersion}`
    case 'wait':
    case 'stop':
      return `${action.do}: ${action.words}`
    case 'finish':
      return action.outcome
    case 'change':
      return 'change'
  }
}

const journal = (phase: 'doing' | 'undoing') =>
  turned(beginJournal({ id: ID, plan: PLAN, startedBy: 'somebody', now: 0 }), phase)

describe('adding a pool', () => {
  it.each<[string, Given, string]>([
    ['nothing is there', {}, 'create vlan114'],
    ['its VLAN is there', { vlan: OUR_VLAN }, 'create ext-public'],
    ['both are there', { vlan: OUR_VLAN, pool: OUR_POOL }, 'done'],
    [
      'another VLAN has the name',
      { vlan: VLAN },
      'stop: There is another VLAN vlan114 already, which this operation did not make.',
    ],
    [
      'another pool has the name',
      { vlan: OUR_VLAN, pool: POOL },
      'stop: There is another pool ext-public already, which this operation did not make.',
    ],
    [
      'its VLAN turns out to conflict',
      { vlan: labelled(poolVlan('vlan114', 114, { conflict: true })) },
      'stop: VLAN vlan114 conflicts with another VLAN of its provider network, so a pool on it would give out no addresses. Undo this, and choose another id.',
    ],
  ])('while %s', (_, given, expected) => {
    expect(told(nextAction(journal('doing'), live(given)))).toBe(expected)
  })
})

describe('taking a pool back', () => {
  const other = poolSubnet({ cidrBlock: '198.51.100.0/24', gateway: '198.51.100.1' }, 'ext-other')

  it.each<[string, Given, string]>([
    [
      'nobody has an address of it',
      { vlan: OUR_VLAN, pool: OUR_POOL },
      'delete ext-public uid-ext-public at 1',
    ],
    ['the pool is gone', { vlan: OUR_VLAN }, 'delete vlan114 uid-vlan114 at 1'],
    ['both are gone', {}, 'undone'],
    // What stays on it keeps the VLAN too.
    [
      'somebody has an address of it',
      { vlan: OUR_VLAN, pool: OUR_POOL, others: [poolOvnEip('a', '203.0.113.9')] },
      'undone',
    ],
    [
      'somebody has asked for an address',
      { vlan: OUR_VLAN, pool: OUR_POOL, others: [poolOvnEip('a', undefined)] },
      'undone',
    ],
    [
      'Kube-OVN counts an address that is no OvnEip',
      { vlan: OUR_VLAN, pool: labelled(poolSubnet({}, 'ext-public', { v4usingIPs: 1 })) },
      'undone',
    ],
    [
      'somebody has an address of another pool',
      {
        vlan: OUR_VLAN,
        pool: OUR_POOL,
        others: [poolOvnEip('a', '198.51.100.9', { spec: { externalSubnet: 'ext-other' } })],
      },
      'delete ext-public uid-ext-public at 1',
    ],
    ['another pool is on its VLAN', { vlan: OUR_VLAN, others: [other] }, 'undone'],
    ['somebody else has made both anew', { vlan: VLAN, pool: POOL }, 'undone'],
  ])('while %s', (_, given, expected) => {
    expect(told(nextAction(journal('undoing'), live(given)))).toBe(expected)
  })

  it('says why it stays', () => {
    const others = ['a', 'b', 'c', 'd', 'e'].map((name) => poolOvnEip(name, undefined))
    expect(stepStatuses(journal('undoing'), live({ vlan: OUR_VLAN, pool: OUR_POOL, others }))).toEqual([
      { state: 'kept', words: 'VLAN vlan114 stays: ext-public is on it.' },
      {
        state: 'kept',
        words:
          'Pool ext-public stays: nimbus-edge/a, nimbus-edge/b, nimbus-edge/c and 2 more have an address of it.',
      },
    ])
  })
})
