import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { DURATION } from '@kube-dc/networking/age'
import { afterEach, describe, expect, it } from 'vitest'
import { PrometheusSamples, type PrometheusOptions } from './prometheus.ts'

/** A server that answers as Prometheus does, and as what stands in front of one. */

const NOW = Date.parse('2026-11-24T13:20:00Z')
const STEP_S = 6 * 3600
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

type Answer = (request: IncomingMessage, response: ServerResponse) => void

async function prometheus(answer: Answer, more: Partial<PrometheusOptions> = {}) {
  const asked: { url: URL; authorization: string | undefined }[] = []
  const server = createServer((request, response) => {
    const { authorization } = request.headers
    asked.push({ url: new URL(request.url ?? '', 'http://prometheus.test'), authorization })
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const url = `http://127.0.0.1:${address.port}/prometheus/`
  const samples = new PrometheusSamples({ url, labels: {}, now: () => NOW, ...more })
  closers.push(async () => {
    await samples.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { samples, asked }
}

function json(body: unknown, status = 200): Answer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
}

function matrix(...result: { metric: Record<string, string>; values: [number, string][] }[]): Answer {
  return json({ status: 'success', data: { resultType: 'matrix', result } })
}

const AT = Date.parse('2026-11-24T06:00:00Z')

describe('history from Prometheus', () => {
  it('is the use of each pool, of IPv4 where it has both', async () => {
    const { samples } = await prometheus(
      matrix(
        {
          metric: { pool: 'ext-public', family: '4' },
          values: [
            [AT / 1000, '18'],
            [AT / 1000 + STEP_S, '19'],
          ],
        },
        { metric: { pool: 'ext-public', family: '6' }, values: [[AT / 1000, '2']] },
        { metric: { pool: 'ext-six', family: '6' }, values: [[AT / 1000, '3']] },
      ),
    )
    expect(await samples.read()).toEqual(
      new Map([
        [
          'ext-public',
          [
            { at: AT, used: 18 },
            { at: AT + STEP_S * 1000, used: 19 },
          ],
        ],
        ['ext-six', [{ at: AT, used: 3 }]],
      ]),
    )
  })

  it('leaves out what is no number, and pools of which nothing is left', async () => {
    const { samples } = await prometheus(
      matrix(
        {
          metric: { pool: 'ext-public', family: '4' },
          values: [
            [AT / 1000, 'NaN'],
            [AT / 1000 + 1, '+Inf'],
          ],
        },
        {
          metric: { pool: 'ext-cloud', family: '4' },
          values: [
            [AT / 1000, 'NaN'],
            [AT / 1000 + STEP_S, '7'],
          ],
        },
      ),
    )
    expect([...(await samples.read()).keys()]).toEqual(['ext-cloud'])
  })

  it('asks for twelve weeks on whole steps, under the path and with the labels and secret that it is given', async () => {
    const { samples, asked } = await prometheus(matrix(), {
      labels: { cluster: 'a "quoted" one' },
      authorization: 'Bearer secret',
    })
    expect(await samples.read()).toEqual(new Map())
    const [one] = asked
    expect(one?.url.pathname).toBe('/prometheus/api/v1/query_range')
    expect(one?.authorization).toBe('Bearer secret')
    const query = Object.fromEntries(one?.url.searchParams ?? [])
    expect(query).toEqual({
      query: String.raw`max by (pool, family) (sum without (part) (kube_dc_console_pool_addresses{part!~"free|excluded",cluster="a \"quoted\" one"}))`,
      start: String((Date.parse('2026-11-24T12:00:00Z') - 84 * DURATION.day) / 1000),
      end: String(Date.parse('2026-11-24T12:00:00Z') / 1000),
      step: String(STEP_S),
    })
  })

  it.each<[string, Answer, RegExp]>([
    [
      'it refuses',
      json({ status: 'error', errorType: 'bad_data', error: 'too many samples' }, 400),
      /^Prometheus refused: too many samples$/,
    ],
    ['what stands before it refuses', json('Forbidden', 403), /^Prometheus answered 403 with something else/],
    [
      'it answers with a page',
      (_, response) => response.writeHead(200).end('<html>sign in</html>'),
      /^Prometheus answered 200 with something else/,
    ],
    [
      'it answers with half of it',
      (_, response) => response.writeHead(200).end('{"status":"success","data":{"resultType":"matrix"'),
      /^Prometheus answered 200 with something else/,
    ],
    [
      'it answers with another kind of result',
      json({ status: 'success', data: { resultType: 'vector', result: [] } }),
      /^Prometheus answered 200 with something else/,
    ],
    ['it answers nothing', () => undefined, /timeout/i],
    ['it hangs in the middle', (_, response) => response.writeHead(200).write('{"status":'), /timeout/i],
    ['it hangs up', (request) => request.socket.destroy(), /closed|other side/],
  ])('is not there when %s', async (_, answer, words) => {
    const { samples } = await prometheus(answer, { timeoutMs: 300 })
    await expect(samples.read()).rejects.toThrow(words)
  })
})
