import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PoolRule } from '@kube-dc/networking/pools/pool-rules'
import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import type { PoolFigures } from './pool-figures.ts'
import { registerGatewayMetrics } from '../gateway/gateway-metrics.ts'
import { registerPoolMetrics } from './pool-metrics.ts'

const FIGURES: PoolFigures = {
  pool: 'ext-public',
  type: 'public',
  addresses: [
    {
      family: 4,
      parts: { exclusive: 2n, shared: 16n, released: 1n, platform: 1n, excluded: 6n, problems: 2n, free: 2n },
    },
  ],
  room: { state: 'nearly-full', free: 2n, usable: 23n, under: 'share' },
  exhaustedAt: 1_800_000_000_000,
  findings: [
    { rule: 'pool/leaked', severity: 'broken', count: 2 },
    { rule: 'pool/nearly-full', severity: 'notice', count: 1 },
  ],
}

function registered(figures: () => readonly PoolFigures[], isUp = true): Registry {
  const registry = new Registry()
  registerPoolMetrics(registry, { figures, store: () => ({ name: 'valkey', isUp }) })
  return registry
}

/** Everything that alerts may rest on. */
function everything(): Registry {
  const registry = registered(() => [FIGURES])
  registerGatewayMetrics(registry, () => [{ namespace: 'envoy', gateway: 'eg', findings: [] }])
  return registry
}

async function series(registry: Registry): Promise<string[]> {
  return (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

describe('metrics of pools', () => {
  it('tell the parts, the room, the forecast and what does not add up', async () => {
    expect(await series(registered(() => [FIGURES]))).toEqual([
      ...Object.entries({
        exclusive: 2,
        shared: 16,
        released: 1,
        platform: 1,
        excluded: 6,
        problems: 2,
        free: 2,
      }).map(
        ([part, count]) =>
          `kube_dc_console_pool_addresses{pool="ext-public",type="public",family="4",part="${part}"} ${count}`,
      ),
      'kube_dc_console_pool_usable_addresses{pool="ext-public",type="public"} 23',
      'kube_dc_console_pool_free_addresses{pool="ext-public",type="public"} 2',
      'kube_dc_console_pool_warning{pool="ext-public",type="public"} 1',
      'kube_dc_console_pool_exhaustion_timestamp_seconds{pool="ext-public",type="public"} 1800000000',
      ...['broken', 'waiting', 'notice', 'info'].map(
        (severity) => `kube_dc_console_pool_findings{pool="ext-public",severity="${severity}",rule=""} 0`,
      ),
      'kube_dc_console_pool_findings{pool="ext-public",severity="broken",rule="pool/leaked"} 2',
      'kube_dc_console_pool_findings{pool="ext-public",severity="notice",rule="pool/nearly-full"} 1',
      'kube_dc_console_pool_history_up{store="valkey"} 1',
    ])
  })

  it('end with their pool', async () => {
    let figures: readonly PoolFigures[] = [FIGURES]
    const registry = registered(() => figures, false)
    await series(registry)
    figures = []
    expect(await series(registry)).toEqual(['kube_dc_console_pool_history_up{store="valkey"} 0'])
  })

  it('name no room and no forecast that are not known', async () => {
    const { room: _, exhaustedAt: __, ...rest } = FIGURES
    const figures = [{ ...rest, room: undefined, exhaustedAt: undefined, addresses: [] }]
    const names = (await series(registered(() => figures))).map((line) => line.replace(/\{.*/, ''))
    expect(new Set(names)).toEqual(
      new Set(['kube_dc_console_pool_findings', 'kube_dc_console_pool_history_up']),
    )
  })
})

const file = z.object({
  kind: z.literal('PrometheusRule'),
  spec: z.object({
    groups: z.array(
      z.object({
        rules: z
          .array(
            z.strictObject({
              alert: z.string(),
              expr: z.string(),
              for: z.string().regex(/^\d+[mh]$/),
              labels: z.strictObject({ severity: z.enum(['warning', 'critical']) }),
              annotations: z.strictObject({ summary: z.string(), description: z.string() }),
            }),
          )
          .min(1),
      }),
    ),
  }),
})

const { rules } = file
  .parse(parse(readFileSync(join(import.meta.dirname, '../../../../deploy/alerts.yaml'), 'utf8')))
  .spec.groups.reduce((all, group) => ({ rules: [...all.rules, ...group.rules] }))

/** Rules that alerts may name; does not compile with one that there is not. */
const NAMED: readonly PoolRule[] = ['pool/conflict', 'pool/leaked']

describe('the example of alerts', () => {
  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s rests on what is told', async (_, rule) => {
    const told = await series(everything())
    const [metric = ''] = /kube_dc_console_\w+/.exec(rule.expr) ?? []
    const [sample = ''] = told.filter((line) => line.startsWith(`${metric}{`))
    const labels = [...sample.matchAll(/(\w+)="/g)].map(([, label]) => label)
    expect(labels.length).toBeGreaterThan(0)
    const grouped = (/by \(([^)]*)\)/.exec(rule.expr)?.[1] ?? '').split(', ')
    const matched = [...rule.expr.matchAll(/(\w+)=~?"([^"]*)"/g)]
    for (const label of [...grouped, ...matched.map(([, name]) => name)]) expect(labels).toContain(label)
    for (const [, label, value] of matched) if (label === 'rule') expect(NAMED).toContain(value)
    const shown = JSON.stringify(rule.annotations).matchAll(/\$labels\.(\w+)/g)
    for (const [, label] of shown) expect(grouped).toContain(label)
  })

  it('speaks of every state of room that warns', () => {
    const compared = rules
      .filter(({ expr }) => expr.includes('pool_warning'))
      .map(({ expr }) => expr.split('== ')[1])
    expect(compared.sort()).toEqual(['1', '2'])
  })
})
