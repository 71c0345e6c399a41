import fc from 'fast-check'
import { expect, it } from 'vitest'
import { HeldJournal, OperationCluster } from '../testing/operation-cluster.ts'
import { beginJournal, isEnded, turned, type Journal } from './journal.ts'
import { isMade, liveKey, objectOf } from './live-state.ts'
import { nextAction, type Action } from './next-action.ts'
import type { PlannedObject, PlannedPoolObject, PlannedProjectObject } from './objects.ts'
import type { Plan, Step } from './plan.ts'

/*
 * Runners that die before or after their request, two of them at once, a platform that is late, and somebody who turns the
 * operation at any moment: in the end it is done, or undone, and nothing is left over.
 */

const ID = '0123456789abcdef'

const externalIp = (name: string): PlannedProjectObject => ({
  kind: 'external-ips',
  name,
  networkType: 'cloud',
})
const port = (port: number) => ({ name: `p${port}`, protocol: 'TCP' as const, port, targetPort: port })
const service = (name: string, eip?: string): PlannedProjectObject => ({
  kind: 'services',
  name,
  asks: eip === undefined ? { networkType: 'cloud' } : { bindOnEip: eip },
  selector: { app: name },
  ports: [port(80)],
})
const floatingIp = (name: string, vm: string, eip?: string): PlannedProjectObject => ({
  kind: 'floating-ips',
  name,
  target: { by: 'vm', vm },
  address: eip === undefined ? { from: 'pool', networkType: 'cloud' } : { from: 'external-ip', name: eip },
})

interface Fragment {
  readonly steps: readonly Step[]
  readonly before: readonly { readonly object: PlannedObject; readonly uid: string }[]
}

const create = (object: PlannedProjectObject): Step => ({ verb: 'create', object })
const createPool = (object: PlannedPoolObject): Step => ({ verb: 'create', object })
const pool = (name: string, vlan: string): PlannedPoolObject => ({
  kind: 'subnets',
  name,
  networkType: 'public',
  cidr: '198.51.100.0/24',
  gateway: '198.51.100.1',
  excludeIps: ['198.51.100.1'],
  vlan,
  mtu: 1400,
})

/** What intents make of several steps, with names that end in `n`. */
const FRAGMENTS: readonly ((n: number) => Fragment)[] = [
  (n) => ({ before: [], steps: [create(externalIp(`e${n}`)), create(service(`s${n}`, `e${n}`))] }),
  (n) => ({ before: [], steps: [create(externalIp(`e${n}`)), create(floatingIp(`f${n}`, 'vm', `e${n}`))] }),
  (n) => {
    const old = floatingIp(`f${n}`, 'vm-a')
    const deletion: Step = { verb: 'delete', kind: 'floating-ips', name: `f${n}`, uid: `old${n}`, again: old }
    return {
      before: [{ object: old, uid: `old${n}` }],
      steps: [create(externalIp(`e${n}`)), deletion, create(floatingIp(`f${n}`, 'vm-b', `e${n}`))],
    }
  },
  (n) => ({
    before: [{ object: service(`s${n}`), uid: `old${n}` }],
    steps: [
      create({ kind: 'issuers', name: `i${n}`, email: 'who@nimbus.invalid' }),
      {
        verb: 'change',
        kind: 'services',
        name: `s${n}`,
        uid: `old${n}`,
        resourceVersion: '1',
        before: { asks: { exposeRoute: null }, selector: { app: `s${n}` }, ports: [port(80)] },
        after: { asks: { exposeRoute: 'https' }, selector: { app: 'other' }, ports: [port(80), port(81)] },
      },
    ],
  }),
  (n) => ({
    before: [],
    steps: [
      createPool({ kind: 'vlans', name: `v${n}`, id: n, provider: 'ext-net' }),
      createPool(pool(`p${n}`, `v${n}`)),
    ],
  }),
]

const fragments = fc
  .array(fc.constantFrom(...FRAGMENTS), { minLength: 1, maxLength: 3 })
  .map((chosen) => chosen.map((make, index) => make(index)))

/** One part of what a runner does, or what happens around it. */
const event = fc.oneof(
  { weight: 8, arbitrary: fc.record({ is: fc.constant('part' as const), runner: fc.nat(1) }) },
  // The server is gone: before its next request, or after it and before the answer.
  {
    weight: 2,
    arbitrary: fc.record({ is: fc.constant('death' as const), runner: fc.nat(1), lands: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('tick' as const) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('undo' as const) }) },
)

interface World {
  readonly cluster: OperationCluster
  readonly journal: HeldJournal
  /** Of the lease; nobody else acts while it is held. */
  holder: number | undefined
}

/** The loop of the server, one part at a time: look and decide, take the lease, act. */
class Runner {
  readonly #world: World
  readonly #me: number
  #decided: { readonly version: number; readonly action: Action } | undefined
  #leased = false

  constructor(world: World, me: number) {
    this.#world = world
    this.#me = me
  }

  part(): void {
    const { cluster, journal } = this.#world
    if (!this.#decided) {
      this.#look()
      return
    }
    const { version, action } = this.#decided
    if (action.do === 'finish') {
      const { journal: read } = journal.read()
      journal.write(version, { ...read, phase: action.outcome })
      this.#forget()
    } else if (action.do === 'wait' || action.do === 'stop') this.#forget()
    else if (!this.#leased) {
      this.#leased = journal.write(version, journal.read().journal)
      if (this.#leased) this.#world.holder = this.#me
      else this.#forget()
    } else {
      cluster.apply(action)
      this.#forget()
    }
  }

  /** Its lease runs out once its request has landed, or never will. */
  die(lands: boolean): void {
    if (lands && this.#leased) this.part()
    this.#forget()
  }

  #look(): void {
    const { cluster, journal, holder } = this.#world
    if (holder !== undefined && holder !== this.#me) return
    const { journal: read, version } = journal.read()
    if (!isEnded(read)) this.#decided = { version, action: nextAction(read, cluster.live()) }
  }

  #forget(): void {
    this.#decided = undefined
    this.#leased = false
    if (this.#world.holder === this.#me) this.#world.holder = undefined
  }
}

function begin(chosen: readonly Fragment[]): World & { readonly steps: readonly Step[] } {
  const cluster = new OperationCluster()
  for (const { object, uid } of chosen.flatMap(({ before }) => before)) cluster.seed(object, uid)
  const steps = chosen.flatMap(({ steps }) => steps)
  const plan: Plan = {
    intent: 'create-load-balancer',
    subject: { kind: 'services', name: 's' },
    steps: [...steps],
  }
  const journal = new HeldJournal(beginJournal({ id: ID, plan, startedBy: 'somebody', now: 0 }))
  return { cluster, journal, holder: undefined, steps }
}

function turn(journal: HeldJournal): void {
  const { journal: read, version } = journal.read()
  if (read.phase !== 'undone') journal.write(version, turned(read, 'undoing'))
}

/** A last runner that is left alone. */
function settle(world: World): Journal {
  const runner = new Runner(world, 2)
  for (let parts = 0; parts < 500; parts += 1) {
    const { journal } = world.journal.read()
    if (isEnded(journal)) return journal
    runner.part()
    if (parts % 5 === 4) world.cluster.tick()
  }
  throw new Error(
    `It does not end: ${JSON.stringify(nextAction(world.journal.read().journal, world.cluster.live()))}`,
  )
}

function expectDone({ cluster }: World, steps: readonly Step[]): void {
  const { objects } = cluster.live()
  for (const step of steps) {
    const { kind, name } = objectOf(step)
    const now = objects.get(liveKey(kind, name))
    if (step.verb === 'create') expect(now && isMade(now, ID)).toBe(true)
    if (step.verb === 'delete') expect(now?.meta.uid).not.toBe(step.uid)
    if (step.verb === 'change') {
      expect(now).toMatchObject({
        asks: { exposeRoute: 'https' },
        selector: { app: 'other' },
        ports: [{}, {}],
      })
    }
  }
  const names = new Set(steps.map((step) => liveKey(objectOf(step).kind, objectOf(step).name)))
  expect([...objects.keys()].filter((key) => !names.has(key))).toEqual([])
}

function expectUndone({ cluster }: World, chosen: readonly Fragment[]): void {
  cluster.tick()
  const { objects } = cluster.live()
  expect([...objects.values()].filter((one) => isMade(one, ID))).toEqual([])
  const before = new OperationCluster()
  for (const { object, uid } of chosen.flatMap((one) => one.before)) before.seed(object, uid)
  const essence = (one: object) => ({ ...one, meta: {} })
  const were = before.live().objects
  expect([...objects.keys()].sort()).toEqual([...were.keys()].sort())
  for (const [key, was] of were) expect(essence(objects.get(key) ?? {})).toEqual(essence(was))
}

it('ends done or undone, whoever dies when, and leaves nothing that nobody owns', () => {
  fc.assert(
    fc.property(fragments, fc.array(event, { maxLength: 60 }), (chosen, events) => {
      const world = begin(chosen)
      const runners = [new Runner(world, 0), new Runner(world, 1)]
      for (const one of events) {
        if (one.is === 'tick') world.cluster.tick()
        else if (one.is === 'undo') turn(world.journal)
        else if (one.is === 'part') runners[one.runner]?.part()
        else runners[one.runner]?.die(one.lands)
      }
      for (const runner of runners) runner.die(true)
      if (settle(world).phase === 'done') {
        expectDone(world, world.steps)
        turn(world.journal)
        settle(world)
      }
      expectUndone(world, chosen)
    }),
    { numRuns: 400 },
  )
})

it('finishes as if nothing had happened when it is stopped after any number of requests, answered or not', () => {
  fc.assert(
    fc.property(fragments, fc.nat(20), fc.boolean(), (chosen, parts, lands) => {
      const world = begin(chosen)
      const first = new Runner(world, 0)
      for (let part = 0; part < parts; part += 1) {
        first.part()
        if (part % 4 === 3) world.cluster.tick()
      }
      first.die(lands)
      expect(settle(world).phase).toBe('done')
      expectDone(world, world.steps)
    }),
  )
})
