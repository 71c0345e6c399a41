import { SEVERITIES } from '@kube-dc/networking/rules/finding'
import type { Room } from '@kube-dc/networking/pools/room'
import { Gauge, type Registry } from 'prom-client'
import type { PoolFigures } from './pool-figures.ts'

/** What metrics of pools are read from, each time they are asked for. */
export interface PoolMetricsSource {
  readonly figures: () => readonly PoolFigures[]
  /** Where history is read from; absent: nowhere but the server's memory. */
  readonly store?: (() => { readonly name: string; readonly isUp: boolean }) | undefined
}

const WARNING: Readonly<Record<Room['state'], number>> = { room: 0, 'nearly-full': 1, full: 2 }

/** Registers the metrics of the provider's pools. `docs/operating.md` names them, `deploy/alerts.yaml` rests on them. */
export function registerPoolMetrics(registry: Registry, { figures, store }: PoolMetricsSource): void {
  const registers = [registry]
  gauge('addresses', 'Addresses of a pool by what they are; the parts sum to all host addresses.', [
    'pool',
    'type',
    'family',
    'part',
  ])((set) => {
    for (const { pool, type, addresses } of figures()) {
      for (const { family, parts } of addresses) {
        for (const [part, count] of Object.entries(parts)) set({ pool, type, family, part }, Number(count))
      }
    }
  })
  gauge('usable_addresses', 'Addresses of a pool that may be given out, free or not.', ['pool', 'type'])(
    (set) => {
      for (const { pool, type, room } of figures()) if (room) set({ pool, type }, Number(room.usable))
    },
  )
  gauge('free_addresses', 'Addresses of a pool that may be given out now.', ['pool', 'type'])((set) => {
    for (const { pool, type, room } of figures()) if (room) set({ pool, type }, Number(room.free))
  })
  gauge('warning', 'Room left by the limits of the configuration: 0 enough, 1 nearly full, 2 full.', [
    'pool',
    'type',
  ])((set) => {
    for (const { pool, type, room } of figures()) if (room) set({ pool, type }, WARNING[room.state])
  })
  gauge(
    'exhaustion_timestamp_seconds',
    'When a pool is full if it grows on; absent without growth or enough history.',
    ['pool', 'type'],
  )((set) => {
    for (const { pool, type, exhaustedAt } of figures()) {
      if (exhaustedAt !== undefined) set({ pool, type }, exhaustedAt / 1000)
    }
  })
  gauge('findings', 'What does not add up in a pool, by severity and rule.', ['pool', 'severity', 'rule'])(
    (set) => {
      for (const { pool, findings } of figures()) {
        // Nothing found is a figure too: without a series nobody could tell it from a server that is gone.
        for (const severity of SEVERITIES) set({ pool, severity, rule: '' }, 0)
        for (const { severity, rule, count } of findings) set({ pool, severity, rule }, count)
      }
    },
  )
  if (store) {
    gauge('history_up', 'Whether the store of the history answers.', ['store'])((set) => {
      const { name, isUp } = store()
      set({ store: name }, isUp ? 1 : 0)
    })
  }

  /** A gauge whose series are those of the moment: a pool that is gone has none. */
  function gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return (read: (set: (labels: Record<Label, string | number>, value: number) => void) => void) => {
      new Gauge({
        name: `kube_dc_console_pool_${name}`,
        help,
        labelNames,
        registers,
        collect() {
          this.reset()
          read((labels, value) => this.set(labels, value))
        },
      })
    }
  }
}
