import type { OperationView } from '@kube-dc/api/operations'
import { addPoolFields } from '@kube-dc/networking/pool-changes/add-pool'
import type { Plan } from '@kube-dc/networking/operations/plan'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Visitor } from '../http/route.ts'
import type { Undertaking } from '../operations/operations.ts'
import { eventually } from '../testing/eventually.ts'
import {
  deathAt,
  PLATFORM_NAMESPACE,
  startOperationsSetting,
  type OperationsSetting,
  type TestServer,
} from '../testing/operations-setting.ts'

/*
 * The server dies before, or right after, each change that adding a pool asks the cluster for; another admin takes over in
 * another server. Then finishing and undoing both work, and of an undone pool nothing is left.
 */

vi.setConfig({ testTimeout: 60_000 })

const VLANS = '/apis/kubeovn.io/v1/vlans'
const SUBNETS = '/apis/kubeovn.io/v1/subnets'
/** The journal, then a lease and a change for the VLAN and for the pool, then the end. */
const CHANGES = 6

let setting: OperationsSetting
let admin: Visitor
let other: Visitor

beforeAll(async () => {
  setting = await startOperationsSetting()
  admin = await setting.visitor('platform-admin')
  other = await setting.visitor('platform-admin')
}, 60_000)

afterAll(() => setting.stop())

function adding(name: string, id: number): Undertaking {
  const plan: Plan = {
    intent: 'add-pool',
    subject: { kind: 'subnets', name },
    steps: [
      { verb: 'create', object: { kind: 'vlans', name: `${name}-vlan`, id, provider: 'ext-net' } },
      {
        verb: 'create',
        object: {
          kind: 'subnets',
          name,
          networkType: 'cloud',
          cidr: `198.18.${id}.0/24`,
          gateway: `198.18.${id}.1`,
          excludeIps: [`198.18.${id}.1`],
          vlan: `${name}-vlan`,
          mtu: 1400,
        },
      },
    ],
  }
  const access = { verbs: {}, incomplete: true }
  return {
    namespace: PLATFORM_NAMESPACE,
    fieldsOf: addPoolFields,
    judge: () => Promise.resolve({ plan, access }),
  }
}

const exists = async (path: string) => (await setting.kubectl('GET', path)) !== undefined

/** What there is of it: the VLAN, the pool. */
async function left(name: string): Promise<readonly boolean[]> {
  return Promise.all([exists(`${VLANS}/${name}-vlan`), exists(`${SUBNETS}/${name}`)])
}

async function found({ operations }: TestServer, name: string): Promise<OperationView | undefined> {
  const { operations: all } = await operations.list(other, PLATFORM_NAMESPACE)
  return all.find(({ subject }) => subject.name === name)
}

async function beginAndDie(name: string, id: number, nth: number, lands: boolean): Promise<void> {
  const death = deathAt(nth, lands)
  const starting = setting.server(death).operations.startAny(admin, adding(name, id))
  // The journal itself is the first change: then the answer to the person dies as well.
  if (nth === 0) await expect(starting).rejects.toThrow()
  else await starting
  await eventually(() => expect(death.reached()).toBe(true))
}

const DEATHS = Array.from({ length: CHANGES }, (_, nth) =>
  [true, false].map((lands) => ({ nth, lands })),
).flat()

describe.each(DEATHS)(
  'a server that dies at its change $nth of a pool, which lands: $lands',
  ({ nth, lands }) => {
    const id = nth * 2 + (lands ? 1 : 0)

    it('leaves what another admin finishes, and then takes back', async () => {
      const name = `fin-${nth}-${lands ? 'in' : 'out'}`
      await beginAndDie(name, 100 + id, nth, lands)
      const server = setting.server()
      const operation = await found(server, name)
      if (!operation) {
        // Nobody heard of it, and nothing was made.
        expect([nth, lands]).toEqual([0, false])
        expect(await left(name)).toEqual([false, false])
        return
      }
      expect(operation.mine).toBe(false)
      if (operation.phase !== 'done') {
        await server.operations.goOn(other, PLATFORM_NAMESPACE, operation.id, operation.review)
      }
      const done = await eventually(async () => {
        const now = await found(server, name)
        expect(now).toMatchObject({ phase: 'done' })
        return now
      }, 30_000)
      expect(await left(name)).toEqual([true, true])
      await server.operations.undo(other, PLATFORM_NAMESPACE, operation.id, done?.review ?? '')
      await eventually(async () => {
        expect(await left(name)).toEqual([false, false])
        // What is undone for good loses its journal.
        expect(await found(server, name)).toBeUndefined()
      }, 30_000)
    })

    it('leaves what another admin takes back at once', async () => {
      const name = `und-${nth}-${lands ? 'in' : 'out'}`
      await beginAndDie(name, 150 + id, nth, lands)
      const server = setting.server()
      const operation = await found(server, name)
      if (operation) await server.operations.undo(other, PLATFORM_NAMESPACE, operation.id, operation.review)
      await eventually(async () => {
        expect(await left(name)).toEqual([false, false])
        expect(await found(server, name)).toBeUndefined()
      }, 30_000)
    })
  },
)
