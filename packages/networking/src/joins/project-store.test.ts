import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  metadata,
  network,
  parsed,
  put,
  rawEip,
  rawFip,
  rawPod,
  rawService,
  rawSlice,
  rawVm,
  rawVmi,
  remove,
  SOURCE_KINDS,
} from '../testing/network.ts'
import { ProjectNetworkStore, VIEW_KINDS } from './project-store.ts'
import type { Sight, SourceKind } from './views.ts'
import { anObject } from '../testing/random-network.ts'
import { BOTH_TYPES } from '../testing/samples.ts'

type Raw = Readonly<Record<string, unknown>>

/** Everything that a store says, whatever order it was told in. */
function everything(store: ProjectNetworkStore) {
  return Object.fromEntries(
    VIEW_KINDS.map((kind) => [
      kind,
      Object.fromEntries(
        store.views(kind).map((view) => [view.kind === 'Unreadable' ? view.meta.name : view.name, view]),
      ),
    ]),
  )
}

type Step =
  | { readonly type: 'put' | 'remove'; readonly object: readonly [SourceKind, Raw] }
  | { readonly type: 'see'; readonly kind: SourceKind; readonly sight: Sight }
  | { readonly type: 'look' }

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: anObject.map((object): Step => ({ type: 'put', object })) },
  { weight: 4, arbitrary: anObject.map((object): Step => ({ type: 'remove', object })) },
  {
    weight: 1,
    arbitrary: fc
      .record({
        kind: fc.constantFrom(...SOURCE_KINDS),
        sight: fc.constantFrom('complete', 'forbidden', 'not-installed'),
      })
      .map(({ kind, sight }): Step => ({ type: 'see', kind, sight })),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ type: 'look' }) },
)

describe('the joined views', () => {
  it('are those of a computation from scratch, whatever changes led here and whenever somebody looked', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const lived = network({})
        const objects = new Map<string, readonly [SourceKind, Raw]>()
        const sights = new Map<SourceKind, Sight>()
        for (const step of steps) {
          if (step.type === 'look') everything(lived)
          else if (step.type === 'see') {
            sights.set(step.kind, step.sight)
            lived.see(step.kind, step.sight)
          } else {
            const [kind, raw] = step.object
            const key = `${kind} ${parsed(kind, raw).meta.name}`
            if (step.type === 'put') {
              objects.set(key, step.object)
              put(lived, kind, raw)
            } else {
              objects.delete(key)
              remove(lived, kind, raw)
            }
          }
        }
        const fresh = network({})
        for (const [kind, sight] of sights) fresh.see(kind, sight)
        for (const [kind, raw] of [...objects.values()].reverse()) put(fresh, kind, raw)
        expect(everything(lived)).toEqual(everything(fresh))
      }),
      { numRuns: 400 },
    )
  })

  it('stay the same objects while nothing that they say changes', () => {
    const store = network({ services: [rawService()], 'external-ips': [rawEip()] })
    const [before, list] = [store.view('load-balancers', 'mqtt'), store.views('load-balancers')]
    put(store, 'pods', rawPod('other', { app: 'other' }, '10.61.4.7'))
    put(store, 'endpoint-slices', rawSlice('other', { '10.61.4.7': 'other' }))
    expect(store.view('load-balancers', 'mqtt')).toBe(before)
    expect(store.views('load-balancers')).toBe(list)
  })

  it('tell who listens, until they stop', () => {
    const store = network({})
    store.views('external-ips')
    let calls = 0
    const stop = store.subscribe(() => (calls += 1))
    put(store, 'external-ips', rawEip())
    expect(calls).toBe(1)
    stop()
    store.views('external-ips')
    put(store, 'external-ips', rawEip('other'))
    expect(calls).toBe(1)
  })

  it('keep a successor when the last news of its predecessor comes late', () => {
    const store = network({})
    const old = rawEip('a', {}, {}, { uid: 'old' })
    const successor = rawEip('a', {}, {}, { uid: 'new', creationTimestamp: '2026-05-04T11:59:00Z' })
    put(store, 'external-ips', old, successor)
    remove(store, 'external-ips', old)
    expect(store.view('external-ips', 'a')).toMatchObject({ ip: { meta: { uid: 'new' } } })
  })
})

describe('in a world of 10,000 objects', () => {
  const SERVICES = 300
  const EXTERNAL_IPS = 6400
  const PODS_EACH = 5
  const number = (count: number) => Array.from({ length: count }, (_, index) => index)
  const addressOf = (index: number) => `198.18.${index >> 8}.${index & 255}`
  const podAddress = (service: number, pod: number) => `10.${service >> 6}.${service & 63}.${pod + 1}`
  const eip = (index: number, status: Raw = {}) =>
    rawEip(
      `ip-${index}`,
      {},
      {
        ipAddress: addressOf(index),
        owners: index < SERVICES ? [{ type: 'ServiceLb', ownerRef: `svc-${index}` }] : [],
        ...status,
      },
    )
  const service = (index: number, parts: Parameters<typeof rawService>[1] = {}) =>
    rawService(`svc-${index}`, {
      annotations: { 'service.nlb.kube-dc.com/bind-on-eip': `ip-${index}` },
      addresses: [addressOf(index)],
      ...parts,
    })
  const pod = (index: number, of: number, status: Raw = {}) =>
    rawPod(`svc-${index}-${of}`, { app: `svc-${index}`, tier: 'all' }, podAddress(index, of), status)
  const slice = (index: number, notReady: readonly string[] = []) =>
    rawSlice(
      `svc-${index}`,
      Object.fromEntries(number(PODS_EACH).map((of) => [podAddress(index, of), `svc-${index}-${of}`])),
      notReady,
    )
  const world = {
    'external-ips': number(EXTERNAL_IPS).map((index) => eip(index)),
    services: number(SERVICES).map((index) => service(index)),
    'endpoint-slices': number(SERVICES).map((index) => slice(index)),
    pods: number(SERVICES).flatMap((index) => number(PODS_EACH).map((of) => pod(index, of))),
    'virtual-machines': number(750).map((index) => rawVm(`vm-${index}`)),
    'virtual-machine-instances': number(750).map((index) =>
      rawVmi(`vm-${index}`, `10.200.${index >> 8}.${index & 255}`),
    ),
  }
  const store = network(world)
  const cost = (change: () => void): number => {
    store.views('project-network')
    const before = store.computations
    change()
    store.views('project-network')
    return store.computations - before
  }

  it('holds that many', () => {
    expect(Object.values(world).flat().length).toBe(10_000)
    expect(store.views('external-ips')).toHaveLength(EXTERNAL_IPS)
  })

  it.each<readonly [string, () => void]>([
    [
      'an External IP that loses its address',
      () => put(store, 'external-ips', eip(7, { ready: false, ipAddress: '' })),
    ],
    ['an unused External IP', () => put(store, 'external-ips', eip(5000, { ready: false }))],
    ['an External IP made', () => put(store, 'external-ips', eip(EXTERNAL_IPS))],
    ['a Service without its address', () => put(store, 'services', service(9, { addresses: [] }))],
    ['a Pod that is not ready', () => put(store, 'pods', pod(11, 2, { conditions: [] }))],
    ['endpoints that go', () => put(store, 'endpoint-slices', slice(12, ['svc-12-1']))],
    ['a VM that stops', () => put(store, 'virtual-machines', rawVm('vm-3', 'Stopped'))],
    ['a VM’s new address', () => put(store, 'virtual-machine-instances', rawVmi('vm-4', '10.201.0.1'))],
    [
      'a floating IP made',
      () =>
        put(store, 'floating-ips', rawFip('direct', { eip: 'ip-6000', vmTarget: { vmName: 'vm-5' } }, null)),
    ],
    [
      'a route asked for',
      () =>
        put(
          store,
          'services',
          service(14, {
            annotations: {
              'service.nlb.kube-dc.com/bind-on-eip': 'ip-14',
              'service.nlb.kube-dc.com/expose-route': 'http',
            },
          }),
        ),
    ],
  ])('%s costs a handful of views', (_what, change) => {
    const computed = cost(change)
    expect(computed).toBeGreaterThan(0)
    expect(computed).toBeLessThanOrEqual(10)
  })

  it('costs nothing where nothing reads what changed', () => {
    expect(cost(() => put(store, 'issuers', { metadata: metadata('letsencrypt') }))).toBe(0)
  })
})

it('starts without sight of anything, and says so', () => {
  const store = new ProjectNetworkStore({ project: 'edge', installation: BOTH_TYPES })
  expect(store.views('load-balancers')).toEqual([])
  const [whole] = store.views('project-network')
  expect(whole).toMatchObject({
    defaultGateway: { state: 'hidden' },
    unseen: ['external-ips', 'projects', 'resource-quotas'],
  })
})
