import type { OperationView } from '@kube-dc/api/operations'
import { intent as intentSchema, type Intent } from '@kube-dc/networking/intents/intent'
import { OPERATION_LABEL, RESTORED_LABEL } from '@kube-dc/networking/operations/manifest'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Visitor } from '../http/route.ts'
import { eventually } from '../testing/eventually.ts'
import {
  deathAt,
  NAMESPACE,
  startOperationsSetting,
  type OperationsSetting,
  type TestServer,
} from '../testing/operations-setting.ts'

/*
 * The server dies before, or right after, each change that it asks the cluster for; another one takes over. Then finishing
 * and undoing both work, and nothing is left that nobody owns.
 */

vi.setConfig({ testTimeout: 60_000 })

const EIPS = `/apis/kube-dc.com/v1/namespaces/${NAMESPACE}/eips`
const FIPS = `/apis/kube-dc.com/v1/namespaces/${NAMESPACE}/fips`
const ISSUERS = `/apis/cert-manager.io/v1/namespaces/${NAMESPACE}/issuers`
const SERVICES = `/api/v1/namespaces/${NAMESPACE}/services`
const JOURNALS = `/api/v1/namespaces/${NAMESPACE}/configmaps`

let setting: OperationsSetting
let developer: Visitor

beforeAll(async () => {
  setting = await startOperationsSetting()
  developer = await setting.visitor('nimbus-developer')
}, 60_000)

afterAll(() => setting.stop())

const list = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        uid: z.string(),
        labels: z.record(z.string(), z.string()).optional(),
        deletionTimestamp: z.string().optional(),
      }),
      spec: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
})

async function held(path: string, prefix: string) {
  const { items } = list.parse(await setting.kubectl('GET', path))
  // The platform's own companion of a load balancer comes and goes with it.
  return items.filter(({ metadata: { name } }) => name.startsWith(prefix) && !name.endsWith('-ext'))
}

/** Everything of a name's beginning that there is, and whether an operation made it. */
async function everything(prefix: string): Promise<string[]> {
  const all = await Promise.all([EIPS, FIPS, ISSUERS, SERVICES].map((path) => held(path, prefix)))
  return all
    .flat()
    .map(({ metadata: { name, labels = {} } }) => {
      if (labels[OPERATION_LABEL] !== undefined) return `${name} made`
      return labels[RESTORED_LABEL] === undefined ? name : `${name} restored`
    })
    .sort()
}

/** An intent of several steps, what is there before it, and what is there after it. */
interface Case {
  readonly what: string
  /** What names begin with. */
  readonly short: string
  /** Changes that it asks for: the journal, then a lease and a change for each step, then the end. */
  readonly changes: number
  readonly prepare?: (name: string) => Promise<unknown>
  readonly intent: (name: string) => Promise<unknown>
  readonly before: (name: string) => readonly string[]
  readonly done: (name: string) => readonly string[]
  readonly undone?: (name: string) => readonly string[]
}

const port = (name: string) => {
  // A port of its own for each name, so that none of them clash.
  let sum = 0
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 40_000
  return 10_000 + sum
}
const webPort = (name: string) => ({ name: 'web', protocol: 'TCP', port: port(name), targetPort: 8080 })

const uidOf = async (path: string, name: string) => {
  const [found] = await held(path, name)
  return found?.metadata.uid
}

const CASES: readonly Case[] = [
  {
    what: 'a load balancer on a new External IP',
    short: 'lb',
    changes: 6,
    intent: (name) =>
      Promise.resolve({
        intent: 'create-load-balancer',
        name,
        selector: { app: 'web' },
        ports: [webPort(name)],
        address: { use: 'new', name: `${name}-ip`, networkType: 'cloud' },
      }),
    before: () => [],
    done: (name) => [`${name} made`, `${name}-ip made`],
  },
  {
    what: 'a floating IP that moves and keeps its address',
    short: 'mv',
    changes: 6,
    prepare: async (name) => {
      await create(EIPS, 'EIp', `${name}-ip`, { externalNetworkType: 'cloud' })
      await create(FIPS, 'FIp', name, { eip: `${name}-ip`, ipAddress: address(name, 0) })
      // Until the server that judges has seen it.
      await eventually(async () => {
        const intent = intentSchema.parse(await moved(name))
        await setting.server().operations.tryOut(developer, NAMESPACE, intent)
      })
    },
    intent: moved,
    before: (name) => [name, `${name}-ip`],
    done: (name) => [`${name} made`, `${name}-ip`],
    undone: (name) => [`${name} restored`, `${name}-ip`],
  },
]

async function moved(name: string): Promise<unknown> {
  const uid = await uidOf(FIPS, name)
  return { intent: 'move-floating-ip', name, uid, target: { by: 'address', address: address(name, 1) } }
}

const taken = new Map<string, number>()

/** Addresses of the Project that nothing else has, two for each name. */
function address(name: string, which: number): string {
  const number = taken.get(name) ?? taken.size
  taken.set(name, number)
  return `10.61.${6 + Math.floor(number / 100)}.${10 + (number % 100) * 2 + which}`
}

function create(path: string, kind: string, name: string, spec: object): Promise<unknown> {
  return setting.kubectl('POST', path, { apiVersion: 'kube-dc.com/v1', kind, metadata: { name }, spec })
}

async function wanted({ intent }: Case, name: string): Promise<Intent> {
  return intentSchema.parse(await intent(name))
}

/** The operation about an object; undefined where nobody has begun one. */
async function found({ operations }: TestServer, name: string): Promise<OperationView | undefined> {
  const all = await operations.list(developer, NAMESPACE)
  return all.operations.find(({ subject }) => subject.name === name)
}

async function reaches(
  server: TestServer,
  name: string,
  phase: 'done' | 'undone',
): Promise<OperationView | undefined> {
  return eventually(async () => {
    const now = await found(server, name)
    // What is undone for good loses its journal.
    if (phase === 'undone' && now === undefined) return undefined
    expect(now).toMatchObject({ phase })
    return now
  }, 30_000)
}

async function undo(server: TestServer, name: string): Promise<void> {
  const now = await found(server, name)
  if (!now || now.phase === 'undone') return
  await server.operations.undo(developer, NAMESPACE, now.id, now.review)
  await reaches(server, name, 'undone')
}

async function expectGone(one: Case, name: string): Promise<void> {
  await eventually(async () => {
    const left = await everything(name)
    const allowed = [one.before(name), (one.undone ?? one.before)(name)]
    expect(allowed).toContainEqual(left)
  }, 30_000)
}

/** Begins an operation whose server dies at its nth change, and is there when it has. */
async function beginAndDie(one: Case, name: string, nth: number, lands: boolean): Promise<void> {
  await one.prepare?.(name)
  const intent = await wanted(one, name)
  const death = deathAt(nth, lands)
  const { operations } = setting.server(death)
  const starting = operations.start(developer, NAMESPACE, intent)
  // The journal itself is the first change: then the answer to the person dies as well.
  if (nth === 0) await expect(starting).rejects.toThrow()
  else await starting
  await eventually(() => expect(death.reached()).toBe(true))
}

describe.each(CASES)('$what', (one) => {
  const deaths = Array.from({ length: one.changes }, (_, nth) => [
    { nth, lands: false },
    { nth, lands: true },
  ]).flat()

  it.concurrent.each(deaths)(
    'is finished, and undone, after a death at change $nth (landed: $lands)',
    async ({ nth, lands }) => {
      const name = `${one.short}-finish-${nth}-${lands}`
      await beginAndDie(one, name, nth, lands)
      const second = setting.server()
      const left = await found(second, name)
      expect(left === undefined).toBe(nth === 0 && !lands)
      if (!left) {
        expect(await everything(name)).toEqual(one.before(name))
        return
      }
      if (left.phase !== 'done') await second.operations.goOn(developer, NAMESPACE, left.id, left.review)
      await reaches(second, name, 'done')
      expect(await everything(name)).toEqual(one.done(name))
      await undo(second, name)
      await expectGone(one, name)
    },
  )

  it.concurrent.each(deaths)(
    'is undone after a death at change $nth (landed: $lands)',
    async ({ nth, lands }) => {
      const name = `${one.short}-undo-${nth}-${lands}`
      await beginAndDie(one, name, nth, lands)
      await undo(setting.server(), name)
      await expectGone(one, name)
    },
  )

  it.concurrent.each(deaths)(
    'is undone after its undoing died at change $nth (landed: $lands)',
    async ({ nth, lands }) => {
      const name = `${one.short}-twice-${nth}-${lands}`
      await one.prepare?.(name)
      const first = setting.server()
      await first.operations.start(developer, NAMESPACE, await wanted(one, name))
      const done = await reaches(first, name, 'done')
      const death = deathAt(nth, lands)
      const { operations } = setting.server(death)
      await operations.undo(developer, NAMESPACE, done?.id ?? '', done?.review ?? '').catch(() => undefined)
      await eventually(() => expect(death.reached()).toBe(true))
      await undo(setting.server(), name)
      await expectGone(one, name)
    },
  )
})

it('leaves no journal behind, whoever begins something next', async () => {
  const [one] = CASES
  if (!one) throw new Error('no case')
  const server = setting.server()
  const name = `${one.short}-last`
  await server.operations.start(developer, NAMESPACE, await wanted(one, name))
  await reaches(server, name, 'done')
  await undo(server, name)
  await eventually(async () => {
    const { items } = list.parse(await setting.kubectl('GET', JOURNALS))
    expect(items.filter(({ metadata }) => metadata.labels?.[OPERATION_LABEL] !== undefined)).toEqual([])
  })
})
