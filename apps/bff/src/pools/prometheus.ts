import type { Sample } from '@kube-dc/networking/pools/trend'
import { DURATION } from '@kube-dc/networking/age'
import { Agent, request } from 'undici'
import { z } from 'zod'
import type { SampleStore } from './stored-use-history.ts'

export interface PrometheusOptions {
  /** Base address, with the path that it is served under, where it is. */
  readonly url: string
  /** Value of the header, where it asks for one. */
  readonly authorization?: string
  /** PEM bundle; absent: the system's own. */
  readonly ca?: string
  /** Labels that the console's series have there beside their own, where it holds those of several clusters. */
  readonly labels: Readonly<Record<string, string>>
  readonly now?: () => number
  readonly timeoutMs?: number
}

const BACK_MS = 12 * 7 * DURATION.day
/** Some 340 points a pool: more would be thinned for trend and chart alike. */
const STEP_MS = 6 * DURATION.hour
const TIMEOUT_MS = 10_000
const MAX_ANSWER_BYTES = 8 * 1024 * 1024

/** Answer of `query_range` (Prometheus HTTP API, as Thanos and Mimir have it). */
const answer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('success'),
    data: z.object({
      resultType: z.literal('matrix'),
      result: z.array(
        z.object({
          metric: z.object({ pool: z.string(), family: z.string() }),
          values: z.array(z.tuple([z.number(), z.string()])),
        }),
      ),
    }),
  }),
  z.object({ status: z.literal('error'), error: z.string() }),
])

/** The console's own metric of its pools, as a Prometheus that scrapes it remembers it. */
export class PrometheusSamples implements SampleStore {
  readonly name = 'prometheus'
  readonly #options: PrometheusOptions
  readonly #agent: Agent

  constructor(options: PrometheusOptions) {
    this.#options = options
    this.#agent = new Agent({
      maxResponseSize: MAX_ANSWER_BYTES,
      connect: { rejectUnauthorized: true, ...(options.ca !== undefined && { ca: options.ca }) },
    })
  }

  /** @throws when it does not answer in time, or with anything but a range of samples. */
  async read(): Promise<ReadonlyMap<string, readonly Sample[]>> {
    const { url, authorization, labels, now = Date.now, timeoutMs = TIMEOUT_MS } = this.#options
    // On whole steps, so that the same time is the same sample in every answer.
    const end = Math.floor(now() / STEP_MS) * STEP_MS
    const query = new URLSearchParams({
      query: useQuery(labels),
      start: String((end - BACK_MS) / 1000),
      end: String(end / 1000),
      step: String(STEP_MS / 1000),
    })
    const { statusCode, body } = await request(
      `${url.replace(/\/$/, '')}/api/v1/query_range?${query.toString()}`,
      {
        dispatcher: this.#agent,
        headers: { accept: 'application/json', ...(authorization !== undefined && { authorization }) },
        signal: AbortSignal.timeout(timeoutMs),
      },
    )
    const parsed = answer.safeParse(jsonOf(await body.text()))
    if (!parsed.success) throw new Error(`Prometheus answered ${statusCode} with something else than a range`)
    if (parsed.data.status === 'error') throw new Error(`Prometheus refused: ${parsed.data.error}`)
    return samplesOf(parsed.data.data.result)
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }
}

/** Replicas of the server tell the same, so the most that one of them tells is what is. */
function useQuery(labels: Readonly<Record<string, string>>): string {
  const own = Object.entries(labels).map(([label, value]) => `,${label}=${JSON.stringify(value)}`)
  return `max by (pool, family) (sum without (part) (kube_dc_console_pool_addresses{part!~"free|excluded"${own.join('')}}))`
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

interface Series {
  readonly metric: { readonly pool: string; readonly family: string }
  readonly values: readonly (readonly [number, string])[]
}

/** Growth is told of IPv4 where a pool has both families. */
function samplesOf(result: readonly Series[]): ReadonlyMap<string, readonly Sample[]> {
  const pools = new Map<string, readonly Sample[]>()
  const fourLast = [...result].sort((a, b) => Number(b.metric.family) - Number(a.metric.family))
  for (const { metric, values } of fourLast) {
    const samples = values
      .map(([seconds, used]) => ({ at: seconds * 1000, used: Number(used) }))
      .filter(({ used }) => Number.isFinite(used))
    if (samples.length > 0) pools.set(metric.pool, samples)
  }
  return pools
}
