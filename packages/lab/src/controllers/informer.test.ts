import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { closeServer, listen } from '../listen.ts'
import { KubeClient } from './client.ts'
import { Informer } from './informer.ts'
import { resources, type Bare } from './resources.ts'

/** A server whose lists and watches the test writes by hand. */
class Script {
  readonly lists: (string | null)[] = []
  readonly watches: { from: string | null; response: ServerResponse }[] = []
  pages: { items: object[]; metadata: object }[] = []
  readonly server = createServer((request, response) => this.#answer(request, response))

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const query = new URL(request.url ?? '', 'http://lab').searchParams
    if (query.get('watch') === 'true') {
      response.writeHead(200).flushHeaders()
      this.watches.push({ from: query.get('resourceVersion'), response })
      return
    }
    this.lists.push(query.get('continue'))
    const page = this.pages.shift()
    if (!page) {
      response
        .writeHead(503)
        .end('{"kind":"Status","code":503,"reason":"ServiceUnavailable","message":"not now"}')
      return
    }
    response.end(JSON.stringify(page))
  }

  /** Sends one line on the watch of that number. */
  say(watch: number, type: string, object: object): void {
    this.watches[watch]?.response.write(`${JSON.stringify({ type, object })}\n`)
  }
}

function namespace(name: string, resourceVersion: string, labels: Record<string, string> = {}): object {
  return { metadata: { name, uid: name, resourceVersion, creationTimestamp: '2026-08-01T00:00:00Z', labels } }
}

let script: Script
let informer: Informer<Bare>
let client: KubeClient
let changes: string[]
let problems: string[]
const ending = { controller: new AbortController(), done: Promise.resolve() }

beforeEach(async () => {
  script = new Script()
  const port = await listen(script.server, 0)
  client = new KubeClient({ server: `http://127.0.0.1:${port}`, token: 'a-token' })
  problems = []
  changes = []
  informer = new Informer(client, resources.namespaces, {
    indexes: { team: ({ metadata }) => (metadata.labels['team'] ? [metadata.labels['team']] : []) },
    onProblem: (message) => problems.push(message),
  })
  informer.onChange(({ key, now, before }) => {
    changes.push(`${key} ${before?.metadata.resourceVersion ?? '-'} ${now?.metadata.resourceVersion ?? '-'}`)
  })
  ending.controller = new AbortController()
})

afterEach(async () => {
  ending.controller.abort()
  await ending.done
  client.close()
  await closeServer(script.server)
})

function run(): void {
  ending.done = informer.run(ending.controller.signal)
}

function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { interval: 5, timeout: 5000 })
}

test('lists by pages, then follows; indexes go along', async () => {
  script.pages = [
    { items: [namespace('a', '1', { team: 'red' })], metadata: { resourceVersion: '5', continue: 'more' } },
    { items: [namespace('b', '2', { team: 'red' })], metadata: { resourceVersion: '5' } },
  ]
  run()
  await informer.synced
  expect(script.lists).toEqual([null, 'more'])
  expect(informer.by('team', 'red').map(({ metadata }) => metadata.name)).toEqual(['a', 'b'])
  await eventually(() => expect(script.watches[0]?.from).toBe('5'))
  script.say(0, 'MODIFIED', namespace('a', '6', { team: 'blue' }))
  script.say(0, 'ADDED', namespace('c', '7'))
  script.say(0, 'DELETED', namespace('b', '8', { team: 'red' }))
  await eventually(() => expect(changes).toEqual(['a - 1', 'b - 2', 'a 1 6', 'c - 7', 'b 2 -']))
  expect(informer.countBy('team', 'red')).toBe(0)
  expect(informer.countBy('team', 'blue')).toBe(1)
})

test('goes on from the last bookmark when the server ends the watch', async () => {
  script.pages = [{ items: [], metadata: { resourceVersion: '5' } }]
  run()
  await eventually(() => expect(script.watches).toHaveLength(1))
  script.say(0, 'BOOKMARK', { metadata: { resourceVersion: '42' } })
  script.watches[0]?.response.end()
  await eventually(() => expect(script.watches[1]?.from).toBe('42'))
  expect(script.lists).toHaveLength(1)
})

test('lists again after 410 and drops what is gone', async () => {
  script.pages = [
    { items: [namespace('a', '1'), namespace('b', '2')], metadata: { resourceVersion: '5' } },
    { items: [namespace('b', '2'), namespace('c', '9')], metadata: { resourceVersion: '10' } },
  ]
  run()
  await eventually(() => expect(script.watches).toHaveLength(1))
  script.say(0, 'ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' })
  script.watches[0]?.response.end()
  await eventually(() => expect(script.watches[1]?.from).toBe('10'))
  // What did not change is no change.
  expect(changes).toEqual(['a - 1', 'b - 2', 'a 1 -', 'c - 9'])
})

test('leaves out an object that cannot be read, and says so', async () => {
  script.pages = [
    { items: [{ metadata: { name: 'odd' } }, namespace('a', '1')], metadata: { resourceVersion: '5' } },
  ]
  run()
  await informer.synced
  expect(informer.size).toBe(1)
  expect(problems[0]).toContain('cannot be read')
})

test('keeps trying while the server refuses', async () => {
  run()
  await eventually(() => expect(script.lists.length).toBeGreaterThanOrEqual(2))
  script.pages = [{ items: [namespace('a', '1')], metadata: { resourceVersion: '5' } }]
  await informer.synced
  expect(informer.size).toBe(1)
  expect(problems[0]).toContain('not now')
})

test('goes on over a new connection at once when told that the old one is dead', async () => {
  script.pages = [{ items: [], metadata: { resourceVersion: '5' } }]
  run()
  await eventually(() => expect(script.watches).toHaveLength(1))
  script.say(0, 'ADDED', namespace('a', '7'))
  await eventually(() => expect(informer.size).toBe(1))
  informer.reconnect()
  await eventually(() => expect(script.watches[1]?.from).toBe('7'))
  expect(problems).toEqual([])
})
