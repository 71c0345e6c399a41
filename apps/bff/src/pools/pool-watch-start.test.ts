import type { Live } from '@kube-dc/api/channel'
import { installation } from '@kube-dc/networking/model/installation'
import type { KindName } from '@kube-dc/networking/model/kinds'
import { service } from '@kube-dc/networking/model/service'
import { subnet } from '@kube-dc/networking/model/subnet'
import { poolEip, poolOvnEip, poolVlan } from '@kube-dc/networking/testing/pools'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PoolWatch } from './pool-watch.ts'
import { ReportSource } from './report-source.ts'

/** One judgement of all pools takes this long here: that of a /16 while the server still reads its lists. */
const JUDGEMENT_MS = 10_000

const POOL = subnet.parse({
  metadata: {
    name: 'ext-public',
    uid: 'uid-ext-public',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'network.kube-dc.com/external-network-type': 'public' },
  },
  spec: { cidrBlock: '203.0.113.0/27', gateway: '203.0.113.1', vlan: 'vlan114' },
})

const balancer = service.parse({
  metadata: {
    name: 'web',
    namespace: 'nimbus-edge',
    uid: 'uid-web',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { type: 'LoadBalancer' },
})

let clock = 0
let judgements = 0
let watch: PoolWatch

/** Sources fed by hand stand for the informers. */
const source = () => new ReportSource<Live<KindName>>()
let informers: Record<
  'subnets' | 'vlans' | 'ovn-eips' | 'external-ips' | 'services' | 'projects',
  ReturnType<typeof source>
>

beforeEach(() => {
  clock = 0
  judgements = 0
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'setInterval'],
  })
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
  informers = {
    subnets: source(),
    vlans: source(),
    'ovn-eips': source(),
    'external-ips': source(),
    services: source(),
    projects: source(),
  }
  watch = new PoolWatch({
    informers,
    installation: installation.parse({}),
    history: {
      record: () => undefined,
      of: () => {
        judgements += 1
        clock += JUDGEMENT_MS
        return { source: 'memory', samples: [] }
      },
    },
  })
})

afterEach(() => {
  watch.stop()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** The first list of a kind has come. */
function arrive(kind: keyof typeof informers, ...objects: readonly Live<KindName>[]): void {
  for (const object of objects) informers[kind].put(object)
  informers[kind].synced()
  informers[kind].turn({ state: 'live', since: '2026-01-01T00:00:00.000Z' })
  vi.advanceTimersByTime(1)
}

describe('the first reports', () => {
  it('are there as soon as the last list is, however long a judgement takes', () => {
    arrive('subnets', POOL)
    watch.review()
    arrive('vlans')
    arrive('external-ips')
    arrive('services')
    arrive('projects')
    expect(watch.sources.pools.isSynced).toBe(false)
    arrive('ovn-eips')
    expect(watch.sources.pools.isSynced).toBe(true)
    expect([...watch.sources.pools.store.entries({ namespace: '*' })]).toHaveLength(1)
    expect(judgements).toBe(1)
  })

  it('are followed by others after a rest', () => {
    arrive('subnets', POOL)
    for (const kind of ['vlans', 'ovn-eips', 'external-ips', 'services', 'projects'] as const) arrive(kind)
    watch.review()
    vi.advanceTimersByTime(1)
    expect(judgements).toBe(2)
    watch.review()
    vi.advanceTimersByTime(JUDGEMENT_MS)
    expect(judgements).toBe(2)
    vi.advanceTimersByTime(9 * JUDGEMENT_MS)
    expect(judgements).toBe(3)
  })
})

describe('a judgement', () => {
  it('rests on the External IPs of the same moment, whatever else changed with them', () => {
    arrive('subnets', POOL)
    arrive('vlans', poolVlan())
    for (const kind of ['services', 'projects'] as const) arrive(kind)
    const held = poolOvnEip('uplink-a', '203.0.113.9')
    arrive('external-ips', poolEip('uplink-a', '203.0.113.9'))
    arrive('ovn-eips', held)
    // Both in one go: neither waits for the other.
    informers['ovn-eips'].remove(held.meta.uid)
    arrive('services', balancer)
    vi.advanceTimersByTime(10 * JUDGEMENT_MS)
    const rules = watch.figures().flatMap(({ findings }) => findings.map(({ rule }) => rule))
    expect(rules).toEqual(['pool/unbacked'])
  })
})
