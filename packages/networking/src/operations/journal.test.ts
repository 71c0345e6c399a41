import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { beginJournal, isLeased, journalManifest, JOURNAL_KEY, readJournal, type Journal } from './journal.ts'
import { liveKey, objectsOf, type LiveObject } from './live-state.ts'
import { OPERATION_LABEL } from './manifest.ts'
import { nextAction } from './next-action.ts'
import { parsed } from '../testing/network.ts'

const ID = '0123456789abcdef'
const NOW = Date.parse('2026-08-01T12:00:00Z')

const JOURNAL = beginJournal({
  id: ID,
  plan: {
    intent: 'move-floating-ip',
    subject: { kind: 'floating-ips', name: 'direct' },
    steps: [
      { verb: 'create', object: { kind: 'external-ips', name: 'up', networkType: 'cloud' } },
      {
        verb: 'change',
        kind: 'services',
        name: 'mqtt',
        uid: 'u',
        resourceVersion: '1',
        before: { asks: { exposeRoute: null } },
        after: { asks: { exposeRoute: 'http' } },
      },
      { verb: 'delete', kind: 'floating-ips', name: 'direct', uid: 'u' },
    ],
  },
  startedBy: 'nimbus-developer',
  now: NOW,
})

type Raw = ReturnType<typeof journalManifest>

/** As the cluster returns it, with something else written into it. */
function stored(change: (raw: Raw) => unknown = (raw) => raw): unknown {
  const raw = journalManifest(JOURNAL, 'nimbus-edge')
  const metadata = { ...raw.metadata, uid: 'uid', resourceVersion: '5' }
  return change({ ...raw, metadata })
}

const holding = (journal: unknown) =>
  stored((raw) => ({ ...raw, data: { [JOURNAL_KEY]: JSON.stringify(journal) } }))
const withStep = (step: unknown) => holding({ ...JOURNAL, plan: { ...JOURNAL.plan, steps: [step] } })

describe('a journal', () => {
  it('is read as it was written', () => {
    expect(readJournal(stored(), 'project')).toEqual({
      state: 'readable',
      name: `kube-dc-operation-${ID}`,
      uid: 'uid',
      resourceVersion: '5',
      journal: JOURNAL,
    })
  })

  it.each<[string, unknown]>([
    ['no text', stored((raw) => ({ ...raw, data: {} }))],
    ['no JSON', stored((raw) => ({ ...raw, data: { [JOURNAL_KEY]: '{' } }))],
    ['too much', holding({ ...JOURNAL, startedBy: 'x'.repeat(70_000) })],
    ['a later version', holding({ ...JOURNAL, version: 2 })],
    ['something more', holding({ ...JOURNAL, also: 'this' })],
    ['no steps', holding({ ...JOURNAL, plan: { ...JOURNAL.plan, steps: [] } })],
    [
      'too many steps',
      holding({ ...JOURNAL, plan: { ...JOURNAL.plan, steps: Array(13).fill(JOURNAL.plan.steps[0]) } }),
    ],
    ['the id of another one', holding({ ...JOURNAL, id: 'fedcba9876543210' })],
    [
      'the label of another one',
      stored((raw) => ({
        ...raw,
        metadata: { ...raw.metadata, labels: { [OPERATION_LABEL]: 'fedcba9876543210' } },
      })),
    ],
    ['a Secret to make', withStep({ verb: 'create', object: { kind: 'secrets', name: 'a' } })],
    ['a Secret to delete', withStep({ verb: 'delete', kind: 'secrets', name: 'a', uid: 'u' })],
    [
      'another namespace',
      withStep({ verb: 'delete', kind: 'services', name: 'a', uid: 'u', namespace: 'harbor-gate' }),
    ],
    ['a way out of the path', withStep({ verb: 'delete', kind: 'services', name: '..', uid: 'u' })],
    ['a path for a name', withStep({ verb: 'delete', kind: 'services', name: 'a/../b', uid: 'u' })],
    ['a delete of whatever has the name', withStep({ verb: 'delete', kind: 'services', name: 'a', uid: '' })],
    [
      'another object to make again than the one deleted',
      withStep({
        verb: 'delete',
        kind: 'external-ips',
        name: 'up',
        uid: 'u',
        again: { kind: 'external-ips', name: 'down', networkType: 'cloud' },
      }),
    ],
    [
      'a change with no way back',
      withStep({
        verb: 'change',
        kind: 'services',
        name: 'mqtt',
        uid: 'u',
        resourceVersion: '1',
        before: {},
        after: { asks: { exposeRoute: 'http' } },
      }),
    ],
    ['not even an object', 'text'],
  ])('with %s is shown and not acted on', (_, raw) => {
    expect(readJournal(raw, 'project').state).toBe('unreadable')
  })

  it('never throws, whatever somebody has written', () => {
    fc.assert(
      fc.property(fc.anything(), fc.string(), (anything, text) => {
        for (const place of ['project', 'platform'] as const) {
          readJournal(anything, place)
          readJournal(holding(anything), place)
          readJournal(
            stored((raw) => ({ ...raw, data: { [JOURNAL_KEY]: text } })),
            place,
          )
        }
      }),
    )
  })
})

const VLAN_STEP = { verb: 'create', object: { kind: 'vlans', name: 'vlan7', id: 7, provider: 'ext-net' } }
const POOL_STEP = {
  verb: 'create',
  object: {
    kind: 'subnets',
    name: 'ext-b',
    networkType: 'public',
    cidr: '198.51.100.0/24',
    gateway: '198.51.100.1',
    excludeIps: ['198.51.100.1'],
    vlan: 'vlan7',
    mtu: 1400,
  },
}
const POOL_PLAN = {
  intent: 'add-pool',
  subject: { kind: 'subnets', name: 'ext-b' },
  steps: [VLAN_STEP, POOL_STEP],
}

describe('a journal about what belongs to the whole cluster', () => {
  const steps = (...given: unknown[]) => holding({ ...JOURNAL, plan: { ...POOL_PLAN, steps: given } })

  it('is read where no tenant can write, and nowhere else', () => {
    const raw = holding({ ...JOURNAL, plan: POOL_PLAN })
    expect(readJournal(raw, 'platform')).toMatchObject({ state: 'readable', journal: { plan: POOL_PLAN } })
    expect(readJournal(raw, 'project').state).toBe('unreadable')
  })

  it.each<[string, unknown]>([
    [
      'under the name of another intent',
      holding({ ...JOURNAL, plan: { ...JOURNAL.plan, steps: [VLAN_STEP] } }),
    ],
    [
      'among steps of a Project',
      holding({ ...JOURNAL, plan: { ...JOURNAL.plan, steps: [...JOURNAL.plan.steps, POOL_STEP] } }),
    ],
    ['with a step of a Project', steps(...JOURNAL.plan.steps)],
    ['that deletes a pool', steps({ verb: 'delete', kind: 'subnets', name: 'ext-public', uid: 'u' })],
    ['that deletes a VLAN', steps({ verb: 'delete', kind: 'vlans', name: 'vlan114', uid: 'u' })],
    ['that makes a Vpc', steps({ verb: 'create', object: { kind: 'vpcs', name: 'mine' } })],
    [
      'that puts a pool into a Vpc',
      steps({ verb: 'create', object: { ...POOL_STEP.object, vpc: 'nimbus-edge' } }),
    ],
    ['that makes three things', steps(VLAN_STEP, VLAN_STEP, POOL_STEP)],
    ['about something else', holding({ ...JOURNAL, plan: { ...POOL_PLAN, subject: JOURNAL.plan.subject } })],
  ])('%s is read nowhere', (_, raw) => {
    for (const place of ['project', 'platform'] as const) {
      expect(readJournal(raw, place).state).toBe('unreadable')
    }
  })
})

describe('a forged journal', () => {
  const label = fc.constantFrom(ID, 'fedcba9876543210', undefined)
  const raw = (name: string, id: string | undefined, uid: string) => ({
    metadata: {
      name,
      uid,
      resourceVersion: '3',
      creationTimestamp: '2026-08-01T10:00:00Z',
      ...(id !== undefined && { labels: { [OPERATION_LABEL]: id } }),
    },
  })
  const live = fc
    .record({ up: label, direct: label, uid: fc.constantFrom('u', 'other') })
    .map(({ up, direct, uid }) => ({
      objects: new Map<string, LiveObject>([
        [liveKey('external-ips', 'up'), parsed('external-ips', raw('up', up, uid))],
        [liveKey('floating-ips', 'direct'), parsed('floating-ips', raw('direct', direct, uid))],
      ]),
      others: [],
    }))

  it('leads to no action but on what it names, by uid, and takes back only what carries its label', () => {
    fc.assert(
      fc.property(live, fc.constantFrom('doing' as const, 'undoing' as const), (state, phase) => {
        const of: Journal = { ...JOURNAL, phase }
        const action = nextAction(of, state)
        if (action.do !== 'delete') return
        expect(objectsOf(of.plan)).toContainEqual({ kind: action.kind, name: action.name })
        const object = state.objects.get(liveKey(action.kind, action.name))
        expect(action.uid).toBe(object?.meta.uid)
        if (phase === 'undoing') expect(object?.meta.labels).toEqual({ [OPERATION_LABEL]: ID })
        else expect(action.uid).toBe('u')
      }),
    )
  })
})

describe('a lease', () => {
  const until = (ms: number): Journal => ({
    ...JOURNAL,
    lease: { holder: 'a', until: new Date(NOW + ms).toISOString() },
  })

  it.each([
    [45_000, true],
    [0, false],
    [-1, false],
    // No server of ours takes so long: somebody wants to keep everybody out.
    [86_400_000, false],
  ])('with %d ms left holds: %s', (ms, holds) => {
    expect(isLeased(until(ms), NOW)).toBe(holds)
  })
})
