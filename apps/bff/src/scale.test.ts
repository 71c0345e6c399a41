import { snapshot } from '@kube-dc/api/channel'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Browser } from './testing/browser.ts'
import { startCountingProxy, type CountingProxy } from './testing/counting-proxy.ts'
import { FOLLOWED } from './cluster/resource.ts'
import { startLab, type Lab } from '@kube-dc/lab/lab'
import { Browser as TestBrowser } from './testing/browser.ts'
import { LiveClient } from './testing/live-client.ts'
import { startTestServer, type TestServer } from './testing/test-server.ts'
import { eventually } from './testing/eventually.ts'

vi.setConfig({ testTimeout: 30_000 })

const EDGE = 'external-ips/nimbus-edge'
/** Kinds of the model, and the four of RBAC. */
const WATCHES = FOLLOWED.length

let lab: Lab
let proxy: CountingProxy
let server: TestServer
let browser: Browser

beforeAll(async () => {
  lab = await startLab({ delays: { readyMs: 0 } }, () => undefined)
  proxy = await startCountingProxy(lab.info.apiServer)
  server = await startTestServer(lab.info.issuerBase, {
    cluster: { server: proxy.url, token: lab.info.bff.token },
    installation: lab.info.installation,
  })
  browser = new TestBrowser(server.url)
  await browser.signIn('nimbus', 'nimbus-developer')
  await eventually(() => expect(proxy.openWatches()).toBe(WATCHES))
}, 60_000)

afterAll(async () => {
  await server.stop()
  proxy.stop()
  await lab.stop()
})

async function openTab(): Promise<LiveClient> {
  const { position } = snapshot.parse(await (await browser.api('GET', `/api/channels/${EDGE}`)).json())
  const client = new LiveClient(browser.live())
  await client.first('hello')
  client.send({ type: 'subscribe', channel: EDGE, since: position })
  await client.first('subscribed', EDGE)
  return client
}

it('twenty tabs cost the cluster no watch, no list and hardly a question more than one tab', async () => {
  const before = proxy.requests.length
  const tabs = await Promise.all(Array.from({ length: 20 }, openTab))
  expect(proxy.openWatches()).toBe(WATCHES)
  const asked = proxy.requests.slice(before).filter((line) => !line.includes('watch=true'))
  expect(new Set(asked)).toEqual(new Set(['POST /apis/authorization.k8s.io/v1/selfsubjectaccessreviews']))
  // Asked anew where the lab, still starting, makes another binding meanwhile; never once for each tab.
  expect(asked.length).toBeLessThanOrEqual(3)

  await browser.api('POST', '/api/namespaces/nimbus-edge/external-ips', {
    name: 'for-all',
    networkType: 'cloud',
  })
  for (const tab of tabs) await eventually(() => expect(tab.names(EDGE)).toContain('for-all'))
  await Promise.all(tabs.map((tab) => tab.close()))
  expect(proxy.openWatches()).toBe(WATCHES)
})

it('pages its lists, watches with bookmarks and a timeout, and never reads what it must not', () => {
  const lists = proxy.requests.filter((line) => line.includes('limit=500'))
  expect(lists.length).toBeGreaterThanOrEqual(WATCHES)
  for (const line of proxy.requests.filter((line) => line.includes('watch=true'))) {
    expect(line).toContain('allowWatchBookmarks=true')
    expect(line).toContain('timeoutSeconds=30')
  }
  expect(proxy.requests.filter((line) => /secrets|configmaps|\/events/.test(line))).toEqual([])
})
