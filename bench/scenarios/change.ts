import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from '@playwright/test'
import { Cluster } from '../../e2e/support/cluster.ts'
import type { Stack } from '../../scripts/stack.ts'
import { Changes, TARGET } from '../changes.ts'
import { COLLECTION, openList, signedIn, whenShown } from '../console.ts'
import type { Measurement } from '../report.ts'
import { repeat } from '../repeat.ts'
import { median, percentile } from '../statistics.ts'

const LONE_CHANGES = 30
/** Long enough that each change comes after quiet. */
const QUIET_MS = 250
const CHURN_SECONDS = 10
const CHURN_PER_SECOND = 20

/** How long after a raw watch a change stands in the page: alone, just after another one, and under churn. */
export async function changes(browser: Browser, stack: Stack, rows: number): Promise<Measurement[]> {
  const cluster = await Cluster.of(stack, 'platform-admin')
  const source = new Changes(cluster)
  await source.start()
  const page = await signedIn(browser, stack)
  await openList(page, stack)
  await page.getByText(TARGET).first().waitFor()

  const lone = await repeat(LONE_CHANGES, async () => {
    await pause(QUIET_MS)
    return lag(page, source)
  })
  const neighbour = await otherName(cluster)
  const second = await repeat(LONE_CHANGES, async (run) => {
    await pause(QUIET_MS)
    await source.touch(neighbour, `before-${run}`)
    return lag(page, source)
  })
  const churn = await underChurn(page, cluster, source)
  await page.context().close()
  await source.stop()

  const of = `of ${rows.toLocaleString('en')} rows`
  return [
    {
      id: `lone-change-${rows}`,
      title: `lone change ${of}, after the raw watch`,
      unit: 'ms',
      value: median(lone),
      aim: 25,
    },
    {
      id: `next-change-${rows}`,
      title: `change just after another, ${of}`,
      unit: 'ms',
      value: median(second),
      aim: 60,
    },
    {
      id: `churn-${rows}`,
      title: `change under ${CHURN_PER_SECOND}/s, ${of}`,
      unit: 'ms',
      value: median(churn.lags),
      aim: 60,
    },
    {
      id: `churn-p95-${rows}`,
      title: 'the same, 95th percentile',
      unit: 'ms',
      value: percentile(churn.lags, 0.95),
    },
    {
      id: `churn-blocked-${rows}`,
      title: 'main thread in tasks over 50 ms meanwhile',
      unit: '%',
      value: churn.blocked,
      aim: 5,
    },
  ]
}

async function lag(page: Page, source: Changes): Promise<number> {
  const address = source.nextAddress()
  const shown = await whenShown(page, address)
  const watched = await source.change(address)
  return (await shown.at) - watched
}

async function underChurn(page: Page, cluster: Cluster, source: Changes) {
  const names = (await cluster.list(`${COLLECTION}?limit=500`)).map(({ metadata }) => metadata.name)
  const others = names.filter((name) => name.startsWith('node-'))
  await page.evaluate(() => {
    const tasks = { ms: 0 }
    Object.assign(window, { benchTasks: tasks })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.ms += duration
    }).observe({ entryTypes: ['longtask'] })
  })
  const lags: number[] = []
  const began = performance.now()
  const churning = (async () => {
    for (let change = 0; performance.now() - began < CHURN_SECONDS * 1000; change += 1) {
      const due = began + (change * 1000) / CHURN_PER_SECOND
      await pause(Math.max(0, due - performance.now()))
      const name = others[(change * 37) % others.length]
      if (name !== undefined) await source.touch(name, `churn-${change}`)
    }
  })()
  while (performance.now() - began < CHURN_SECONDS * 1000) lags.push(await lag(page, source))
  await churning
  const blockedMs = await page.evaluate(() => {
    const tasks: unknown = Reflect.get(window, 'benchTasks')
    return typeof tasks === 'object' && tasks !== null && 'ms' in tasks ? Number(tasks.ms) : Number.NaN
  })
  return { lags, blocked: (blockedMs / (performance.now() - began)) * 100 }
}

async function otherName(cluster: Cluster): Promise<string> {
  const [first] = (await cluster.list(`${COLLECTION}?limit=50`)).filter(({ metadata }) =>
    metadata.name.startsWith('node-'),
  )
  if (!first) throw new Error('The world has no crowd')
  return first.metadata.name
}
