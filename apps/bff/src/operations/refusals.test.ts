import type { OperationView } from '@kube-dc/api/operations'
import type { Intent } from '@kube-dc/networking/intents/intent'
import { beginJournal, journalManifest, type Journal } from '@kube-dc/networking/operations/journal'
import { OPERATION_LABEL } from '@kube-dc/networking/operations/manifest'
import type { Plan, Step } from '@kube-dc/networking/operations/plan'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { ClusterRequest } from '../cluster/connection.ts'
import { ClusterRefusal, ClusterTimeout } from '../cluster/errors.ts'
import type { Visitor } from '../http/route.ts'
import { ProblemError } from '../problem-error.ts'
import { eventually } from '../testing/eventually.ts'
import {
  isChange,
  NAMESPACE,
  PLATFORM_NAMESPACE,
  startOperationsSetting,
  type Interference,
  type OperationsSetting,
  type TestServer,
} from '../testing/operations-setting.ts'

/*
 * What the cluster refuses, forgets to answer or gives to somebody else, and what somebody hostile writes into a journal.
 * Afterwards finishing and undoing both work, and nothing is left that nobody owns.
 */

vi.setConfig({ testTimeout: 30_000 })

const EIPS = `/apis/kube-dc.com/v1/namespaces/${NAMESPACE}/eips`
const SERVICES = `/api/v1/namespaces/${NAMESPACE}/services`
const CONFIG_MAPS = `/api/v1/namespaces/${NAMESPACE}/configmaps`

let setting: OperationsSetting
let developer: Visitor
let reader: Visitor

beforeAll(async () => {
  setting = await startOperationsSetting()
  developer = await setting.visitor('nimbus-developer')
  reader = await setting.visitor('nimbus-user')
}, 60_000)

afterAll(() => setting.stop())

// Typed: what the library returns stands for anything at all.
const containing = (text: string): unknown => expect.stringContaining(text)
const matching = (words: RegExp): unknown => expect.stringMatching(words)
const anything = (): unknown => expect.anything()

let ports = 20_000

function loadBalancer(name: string, port = (ports += 1)): Intent {
  return {
    intent: 'create-load-balancer',
    name,
    selector: { app: 'web' },
    ports: [{ name: 'web', protocol: 'TCP', port, targetPort: 8080 }],
    address: { use: 'new', name: `${name}-ip`, networkType: 'cloud' },
  }
}

const onSharedAddress = (name: string, port: number): Intent => ({
  intent: 'create-load-balancer',
  name,
  selector: { app: 'web' },
  ports: [{ name: 'web', protocol: 'TCP', port, targetPort: 8080 }],
  address: { use: 'shared' },
})

async function begun(server: TestServer, intent: Intent): Promise<OperationView> {
  const { operation } = await server.operations.start(developer, NAMESPACE, intent)
  if (!operation) throw new Error('No operation was begun')
  return operation
}

function becomes(
  { operations }: TestServer,
  { id }: Pick<OperationView, 'id'>,
  expected: object,
): Promise<OperationView> {
  return eventually(async () => {
    const now = await operations.get(developer, NAMESPACE, id)
    expect(now).toMatchObject(expected)
    return now
  })
}

const exists = async (path: string, name: string) =>
  (await setting.kubectl('GET', `${path}/${name}`)) !== undefined

async function expectNothing(name: string): Promise<void> {
  expect(await exists(SERVICES, name)).toBe(false)
  expect(await exists(EIPS, `${name}-ip`)).toBe(false)
}

async function undoneAgain(server: TestServer, { id }: OperationView): Promise<void> {
  const { review } = await server.operations.get(developer, NAMESPACE, id)
  await server.operations.undo(developer, NAMESPACE, id, review)
  await becomes(server, { id }, { phase: 'undone' })
}

/** Something about the creation of Services only, until it is lifted. */
function about(interfere: Interference): Interference & { lift: () => void } {
  let lifted = false
  const isMeant = (request: Omit<ClusterRequest, 'as'>) =>
    !lifted && request.method === 'POST' && request.path === SERVICES && isChange(request)
  return Object.assign(
    (request: Omit<ClusterRequest, 'as'>, pass: () => Promise<unknown>) =>
      isMeant(request) ? interfere(request, pass) : pass(),
    { lift: () => (lifted = true) },
  )
}

const refused = (code: number, reason: string, message: string) => () =>
  Promise.reject(new ClusterRefusal(code, { reason, message }))

describe('what the cluster refuses', () => {
  it.each<[string, () => Promise<never>, RegExp]>([
    [
      'a quota',
      refused(403, 'Forbidden', 'services "x" is forbidden: exceeded quota: plan'),
      /A quota does not leave room/,
    ],
    [
      'a webhook',
      refused(403, 'Forbidden', 'admission webhook "guard" denied the request: no'),
      /The cluster refused it/,
    ],
    [
      'a role that was taken away',
      refused(403, 'Forbidden', 'services is forbidden: User "a" cannot create'),
      /Your role/,
    ],
    [
      'a value that only the cluster knows',
      refused(422, 'Invalid', 'spec.ports: Invalid value'),
      /does not accept it/,
    ],
  ])('for %s waits for a decision, is finished later, and undone', async (what, refusal, words) => {
    const name = `refused-${what.replaceAll(' ', '-').slice(0, 20)}`.replace(/-$/, '')
    const way = about(refusal)
    const server = setting.server(way)
    const one = await begun(server, loadBalancer(name))
    const stuck = await becomes(server, one, {
      phase: 'doing',
      running: false,
      problem: matching(words),
    })
    expect(stuck.steps).toMatchObject([{ state: 'done' }, { state: 'failed', words: matching(words) }])
    way.lift()
    await server.operations.goOn(developer, NAMESPACE, one.id, stuck.review)
    await becomes(server, one, { phase: 'done' })
    await undoneAgain(server, one)
    await expectNothing(name)
  })

  it.each<[string, () => Promise<never>]>([
    ['is in trouble', refused(500, 'InternalError', 'etcd')],
    ['is not there', refused(503, 'ServiceUnavailable', '')],
    ['is too busy', refused(429, 'TooManyRequests', '')],
  ])('because it %s is tried again until it does', async (what, refusal) => {
    const name = `tried-${what.replaceAll(' ', '-')}`
    let left = 3
    const server = setting.server(about((_, pass) => ((left -= 1) < 0 ? pass() : refusal())))
    const one = await begun(server, loadBalancer(name))
    await becomes(server, one, { phase: 'done' })
    await undoneAgain(server, one)
    await expectNothing(name)
  })

  it('or does without an answer is made once', async () => {
    let left = 1
    const server = setting.server(
      about(async (_, pass) => {
        const answer = await pass()
        if ((left -= 1) < 0) return answer
        throw new ClusterTimeout('No answer')
      }),
    )
    const one = await begun(server, loadBalancer('unanswered'))
    await becomes(server, one, { phase: 'done' })
    await undoneAgain(server, one)
    await expectNothing('unanswered')
  })

  it('or does long after everybody has given up is undone as well', async () => {
    let land: () => void = () => undefined
    const landing = new Promise<void>((resolve) => (land = resolve))
    const late = vi.fn<Interference>(async (_, pass) => {
      void landing.then(pass)
      return Promise.reject(new ClusterTimeout('No answer'))
    })
    const server = setting.server(about(late))
    const one = await begun(server, loadBalancer('too-late'))
    await eventually(() => expect(late).toHaveBeenCalled())
    await server.operations.undo(developer, NAMESPACE, one.id, one.review)
    await becomes(server, one, { phase: 'undone' })
    land()
    await eventually(async () => expect(await exists(SERVICES, 'too-late')).toBe(true))
    await eventually(async () => {
      await expectNothing('too-late')
      expect(await exists(CONFIG_MAPS, `kube-dc-operation-${one.id}`)).toBe(false)
    })
  })

  it('in its trial begins nothing at all, and names the field', async () => {
    const isTrial = ({ path, query }: Omit<ClusterRequest, 'as'>) =>
      path === SERVICES && query?.['dryRun'] === 'All'
    const status = {
      reason: 'Invalid',
      message: 'no',
      details: { causes: [{ field: 'spec.ports[0].port', message: 'taken' }] },
    }
    const server = setting.server((request, pass) =>
      isTrial(request) ? Promise.reject(new ClusterRefusal(422, status)) : pass(),
    )
    const attempt = server.operations.start(developer, NAMESPACE, loadBalancer('never'))
    const problem = await attempt.catch((error: unknown) => error)
    if (!(problem instanceof ProblemError)) throw new Error('It was begun')
    expect(problem.body('')).toMatchObject({ causes: [{ field: 'ports.0.port', message: 'taken' }] })
    await expectNothing('never')
  })
})

describe('whoever comes first', () => {
  it('has a port of a shared address, and the other one is told so at its field', async () => {
    const server = setting.server()
    const outcomes = await Promise.allSettled([
      server.operations.start(developer, NAMESPACE, onSharedAddress('racer-a', 31_999)),
      server.operations.start(developer, NAMESPACE, onSharedAddress('racer-b', 31_999)),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(outcomes[1]).toMatchObject({
      reason: { code: 'invalid', message: containing('racer-a') },
    })
  })

  it('has names and ports that an operation is about to take, until it is undone', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const hold = vi.fn<Interference>((_, pass) => held.then(pass))
    const server = setting.server(about(hold))
    const one = await begun(server, loadBalancer('planned'))
    await eventually(() => expect(hold).toHaveBeenCalled())
    expect(await exists(SERVICES, 'planned')).toBe(false)
    const second = server.operations.tryOut(developer, NAMESPACE, loadBalancer('planned'))
    await expect(second).rejects.toMatchObject({
      code: 'invalid',
      message: containing('planned exists already'),
    })
    release()
    await undoneAgain(server, one)
    await eventually(() => server.operations.tryOut(developer, NAMESPACE, loadBalancer('planned')))
  })

  it('has a name that two servers give at once; undoing the other one leaves it alone', async () => {
    const servers = [setting.server(), setting.server()] as const
    const all = await Promise.all(servers.map((server) => begun(server, loadBalancer('same'))))
    const [a, b] = await eventually(async () => {
      const now = await Promise.all(all.map(({ id }) => servers[0].operations.get(developer, NAMESPACE, id)))
      expect(now.map(({ phase, problem }) => phase === 'done' || problem !== undefined)).toEqual([true, true])
      return now.sort((one, other) => one.phase.localeCompare(other.phase))
    })
    expect([a?.phase, b?.phase]).toEqual(['doing', 'done'].sort((x, y) => x.localeCompare(y)))
    const [winner, loser] = a?.phase === 'done' ? [a, b] : [b, a]
    if (!winner || !loser) throw new Error('nobody won')
    expect(loser.problem).toMatch(/another External IP same-ip already/)
    await undoneAgain(servers[1], loser)
    expect(await exists(SERVICES, 'same')).toBe(true)
    await undoneAgain(servers[0], winner)
    await expectNothing('same')
  })

  it('decides on a journal; two that decide the same at once do it once', async () => {
    const way = about(refused(403, 'Forbidden', 'exceeded quota'))
    const one = await begun(setting.server(way), loadBalancer('both'))
    const servers = [setting.server(), setting.server()] as const
    const { review } = await becomes(servers[0], one, { running: false, problem: anything() })
    await Promise.all(servers.map(({ operations }) => operations.goOn(developer, NAMESPACE, one.id, review)))
    await becomes(servers[0], one, { phase: 'done' })
    await undoneAgain(servers[1], one)
    await expectNothing('both')
  })

  it('turns it back while it runs', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const server = setting.server(about((_, pass) => held.then(pass)))
    const one = await begun(server, loadBalancer('turned'))
    await eventually(async () => expect(await exists(EIPS, 'turned-ip')).toBe(true))
    const turned = await server.operations.undo(developer, NAMESPACE, one.id, one.review)
    expect(turned.phase).toBe('undoing')
    release()
    await becomes(server, one, { phase: 'undone' })
    await expectNothing('turned')
  })
})

describe('what others have done meanwhile', () => {
  it('with an address is respected: it stays while somebody else uses it', async () => {
    const server = setting.server()
    const one = await begun(server, loadBalancer('shared'))
    await becomes(server, one, { phase: 'done' })
    await setting.kubectl('POST', SERVICES, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'late', annotations: { 'service.nlb.kube-dc.com/bind-on-eip': 'shared-ip' } },
      spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 9, targetPort: 9 }] },
    })
    await undoneAgain(server, one)
    const now = await becomes(server, one, { phase: 'undone' })
    expect(now.steps[0]).toMatchObject({
      state: 'kept',
      words: containing('load balancer late'),
    })
    expect(await exists(EIPS, 'shared-ip')).toBe(true)
    expect(await exists(SERVICES, 'shared')).toBe(false)
    await server.operations.close(developer, NAMESPACE, one.id, now.review)
  })
})

describe('a journal that somebody has written', () => {
  const step: Step = {
    verb: 'create',
    object: { kind: 'external-ips', name: 'forged-ip', networkType: 'cloud' },
  }

  function journal(id: string, steps: Step[], change: Partial<Journal> = {}): Journal {
    const plan = {
      intent: 'create-load-balancer' as const,
      subject: { kind: 'services' as const, name: 'forged' },
      steps,
    }
    return { ...beginJournal({ id, plan, startedBy: 'platform-admin', now: Date.now() }), ...change }
  }

  const forge = (of: Journal) => setting.kubectl('POST', CONFIG_MAPS, journalManifest(of, NAMESPACE))

  it('and that is none is shown with the reason', async () => {
    const metadata = { name: 'kube-dc-operation-odd', labels: { [OPERATION_LABEL]: 'odd' } }
    await setting.kubectl('POST', CONFIG_MAPS, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { operation: '{}' },
    })
    const { operations, unreadable } = await setting.server().operations.list(developer, NAMESPACE)
    expect(unreadable).toMatchObject([{ name: 'kube-dc-operation-odd', reason: anything() }])
    expect(operations.map(({ subject }) => subject.name)).not.toContain('odd')
  })

  it('is nobody’s own, and takes back only what carries its label', async () => {
    const id = 'forged0000000001'
    await forge(
      journal(id, [
        { verb: 'create', object: { kind: 'external-ips', name: 'uplink-a', networkType: 'cloud' } },
      ]),
    )
    const server = setting.server()
    const seen = await server.operations.get(developer, NAMESPACE, id)
    expect(seen).toMatchObject({ mine: false, startedBy: 'platform-admin' })
    await server.operations.goOn(developer, NAMESPACE, id, seen.review)
    const stuck = await becomes(server, { id }, { problem: containing('another External IP uplink-a') })
    await server.operations.undo(developer, NAMESPACE, id, stuck.review)
    await becomes(server, { id }, { phase: 'undone' })
    expect(await exists(EIPS, 'uplink-a')).toBe(true)
  })

  it('never takes the Project’s way out', async () => {
    const id = 'forged0000000002'
    const gateway = metadataOf(await setting.kubectl('GET', `${EIPS}/default-gw`))
    await forge(journal(id, [{ verb: 'delete', kind: 'external-ips', name: 'default-gw', uid: gateway.uid }]))
    const server = setting.server()
    const { review } = await server.operations.get(developer, NAMESPACE, id)
    await server.operations.goOn(developer, NAMESPACE, id, review)
    await becomes(server, { id }, { problem: containing('way out') })
    expect(metadataOf(await setting.kubectl('GET', `${EIPS}/default-gw`)).uid).toBe(gateway.uid)
  })

  it('cannot be slipped under a decision, nor under a server that works on it', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const hold = vi.fn<Interference>((_, pass) => held.then(pass))
    const server = setting.server(about(hold))
    const one = await begun(server, loadBalancer('slipped'))
    await eventually(() => expect(hold).toHaveBeenCalled())
    const { data } = journalManifest(journal(one.id, [step]), NAMESPACE)
    await setting.kubectl('PATCH', `${CONFIG_MAPS}/kube-dc-operation-${one.id}`, { data })
    release()
    await eventually(async () => expect(await exists(SERVICES, 'slipped')).toBe(true))
    const decided = server.operations.undo(developer, NAMESPACE, one.id, one.review)
    await expect(decided).rejects.toMatchObject({ code: 'conflict' })
    await server.runner.stop()
    expect(await exists(EIPS, 'forged-ip')).toBe(false)
  })

  it('can be read by whoever may only read, and not decided on', async () => {
    const id = 'forged0000000003'
    await forge(journal(id, [step]))
    const { operations } = setting.server()
    const seen = await operations.get(reader, NAMESPACE, id)
    expect(seen.denied).toMatch(/user.* cannot create External IPs/)
    await expect(operations.goOn(reader, NAMESPACE, id, seen.review)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(operations.undo(reader, NAMESPACE, id, seen.review)).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(operations.start(reader, NAMESPACE, loadBalancer('theirs'))).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await exists(EIPS, 'forged-ip')).toBe(false)
  })
})

describe('a journal about what belongs to the whole cluster', () => {
  const VLANS = '/apis/kubeovn.io/v1/vlans'
  const id = 'forged0000000009'
  const plan: Plan = {
    intent: 'add-pool',
    subject: { kind: 'subnets', name: 'mine' },
    steps: [{ verb: 'create', object: { kind: 'vlans', name: 'vlan4000', id: 4_000, provider: 'ext-net' } }],
  }
  const forged = beginJournal({ id, plan, startedBy: 'platform-admin', now: Date.now() })

  it('is none in a Project, where a tenant has written it, not even for a platform admin', async () => {
    await setting.kubectl('POST', CONFIG_MAPS, journalManifest(forged, NAMESPACE))
    const admin = await setting.visitor('platform-admin')
    const { operations, runner } = setting.server()
    const listed = await operations.list(admin, NAMESPACE)
    expect(listed.operations.map((one) => one.id)).not.toContain(id)
    expect(listed.unreadable).toContainEqual({
      name: `kube-dc-operation-${id}`,
      reason: matching(/^Its plan\.intent cannot be read/),
    })
    for (const decide of ['goOn', 'undo', 'close'] as const) {
      await expect(operations[decide](admin, NAMESPACE, id, 'any')).rejects.toMatchObject({
        code: 'conflict',
        message: containing('is no journal to act on'),
      })
    }
    await runner.stop()
    expect(await exists(VLANS, 'vlan4000')).toBe(false)
  })

  it('cannot be slipped under an operation of a Project that is worked on', async () => {
    let release: () => void = () => undefined
    const held = new Promise<void>((resolve) => (release = resolve))
    const hold = vi.fn<Interference>((_, pass) => held.then(pass))
    const server = setting.server(about(hold))
    const one = await begun(server, loadBalancer('swapped'))
    await eventually(() => expect(hold).toHaveBeenCalled())
    const { data } = journalManifest({ ...forged, id: one.id }, NAMESPACE)
    await setting.kubectl('PATCH', `${CONFIG_MAPS}/kube-dc-operation-${one.id}`, { data })
    release()
    await eventually(async () => expect(await exists(SERVICES, 'swapped')).toBe(true))
    await server.runner.stop()
    expect(await exists(VLANS, 'vlan4000')).toBe(false)
  })

  it('in the platform’s namespace is out of every tenant’s reach', async () => {
    await expect(setting.server().operations.list(developer, PLATFORM_NAMESPACE)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

function metadataOf(raw: unknown): { uid: string } {
  return z.object({ metadata: z.object({ uid: z.string() }) }).parse(raw).metadata
}
