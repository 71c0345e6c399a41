import type { MicroHop } from '../MicroPath.tsx'

export interface SampleAddress {
  readonly name: string
  readonly address: string | undefined
  readonly type: 'public' | 'cloud'
  readonly ownership: 'Shared' | 'Exclusive' | 'Released'
  readonly usedBy: string | undefined
  readonly state: 'ok' | 'waiting' | 'broken'
  readonly hops: readonly MicroHop[]
  readonly reason: string
  readonly createdAt: string
  readonly gateway?: boolean
}

const DAY = 86_400_000
const ready: readonly MicroHop[] = ['ok', 'ok', 'ok', 'ok']

function ago(days: number): string {
  return new Date(Date.now() - days * DAY).toISOString()
}

/** The rows of the mock. */
export const SAMPLES: readonly SampleAddress[] = [
  {
    name: 'slb-orders-x7k2p',
    address: undefined,
    type: 'public',
    ownership: 'Released',
    usedBy: 'orders',
    state: 'broken',
    hops: ['broken', 'waiting', 'ok', 'ok'],
    reason: 'No address: public quota is full',
    createdAt: ago(0.1),
  },
  {
    name: 'uplink-old',
    address: '203.0.113.21',
    type: 'public',
    ownership: 'Released',
    usedBy: undefined,
    state: 'waiting',
    hops: ['ok', 'idle'],
    reason: 'Used by nothing for 41 days',
    createdAt: ago(83),
  },
  {
    name: 'slb-grafana-m2c8r',
    address: '100.72.3.57',
    type: 'cloud',
    ownership: 'Shared',
    usedBy: 'grafana',
    state: 'broken',
    hops: ['ok', 'ok', 'broken', 'idle'],
    reason: 'grafana: its selector matches no pod',
    createdAt: ago(6),
  },
  {
    name: 'uplink-a',
    address: '203.0.113.14',
    type: 'public',
    ownership: 'Shared',
    usedBy: 'mqtt, telemetry',
    state: 'ok',
    hops: ['ok', 'ok', 'partly', 'ok'],
    reason: 'Ready; telemetry has 2 of 3 endpoints',
    createdAt: ago(120),
  },
  {
    name: 'uplink-b',
    address: '203.0.113.15',
    type: 'public',
    ownership: 'Exclusive',
    usedBy: 'broker-1',
    state: 'ok',
    hops: ready,
    reason: 'Ready',
    createdAt: ago(97),
  },
  {
    name: 'slb-web-9qd4m',
    address: '100.72.3.41',
    type: 'cloud',
    ownership: 'Shared',
    usedBy: 'web',
    state: 'ok',
    hops: ready,
    reason: 'Ready, reached by gateway route',
    createdAt: ago(12),
  },
  {
    name: 'slb-build-cache-t5w1z',
    address: '100.72.5.9',
    type: 'cloud',
    ownership: 'Shared',
    usedBy: 'build-cache',
    state: 'ok',
    hops: ready,
    reason: 'Ready, not reachable from the Internet',
    createdAt: ago(31),
  },
  {
    name: 'default-gw',
    address: '100.72.0.23',
    type: 'cloud',
    ownership: 'Shared',
    usedBy: 'whole Project',
    state: 'ok',
    hops: ready,
    reason: 'Ready, way out of the whole Project',
    createdAt: ago(131),
    gateway: true,
  },
]

/** As many rows as wanted, the mock's again and again. */
export function manySamples(count: number): readonly SampleAddress[] {
  return Array.from({ length: count }, (_, index) => {
    const sample = SAMPLES[index % SAMPLES.length] ?? SAMPLES[0]
    if (!sample) throw new Error('No samples')
    if (index < SAMPLES.length) return sample
    return {
      ...sample,
      name: `${sample.name}-${index}`,
      address: `100.${72 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`,
    }
  })
}
