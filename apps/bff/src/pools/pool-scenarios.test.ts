import { snapshot } from '@kube-dc/api/channel'
import { KubeClient } from '@kube-dc/lab/controllers/client'
import type { Place } from '@kube-dc/lab/scenarios/place'
import { SPARE } from '@kube-dc/lab/scenarios/pool-place'
import { POOL_SCENARIOS } from '@kube-dc/lab/scenarios/pools'
import type { PoolRule } from '@kube-dc/networking/pools/pool-rules'
import { GRACE } from '@kube-dc/networking/pools/pool-finding'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { startLabSetting, type LabSetting } from '../testing/lab-setting.ts'

/**
 * Each way in which addresses of a pool go wrong, through the whole of the server: what Reconciliation would list, and that
 * nobody healthy is on the list beside it. Neither the lab nor the rules know of each other, so this is where they meet.
 */

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let setting: LabSetting
let viewer: Browser
let place: Place
/** What the lab's world shows of itself. */
let before: readonly string[]

beforeAll(async () => {
  // Only what the time is, and not when anything happens: findings wait for things to be ten minutes old.
  vi.useFakeTimers({ toFake: ['Date'], shouldAdvanceTime: true })
  setting = await startLabSetting()
  viewer = await setting.browserOf('platform-viewer')
  const client = new KubeClient({ server: setting.lab.info.apiServer, token: setting.lab.adminToken })
  place = { client, organization: 'harbor', namespace: 'harbor-depot' }
  await later()
  before = await listed()
  expect(before).not.toEqual([])
})

afterAll(async () => {
  await setting.stop()
  vi.useRealTimers()
})

/** Lets the time pass after which nothing is called a moment between two objects any more, and has the pools judged anew. */
async function later(): Promise<void> {
  vi.setSystemTime(Date.now() + GRACE + 60_000)
  const path = '/api/v1/namespaces/envoy-gateway-system/services/envoy-eg'
  const annotations = { 'example.net/looked-at': String(Date.now()) }
  expect((await setting.kubectl('PATCH', path, { metadata: { annotations } })).status).toBe(200)
}

/** Every finding of every pool, as `pool rule words`; ages are left out. */
async function listed(): Promise<readonly string[]> {
  const answer = await viewer.api('GET', '/api/channels/pools/*')
  return snapshot
    .parse(await answer.json())
    .objects.flatMap((object) =>
      object.kind === 'PoolReport'
        ? object.findings.map(({ rule, short }) => `${object.meta.name} ${rule} ${short}`)
        : [],
    )
    .sort()
}

/** The External IP that several of them have; the next may not meet it on its way out. */
const SPARE_PATH = `/apis/kube-dc.com/v1/namespaces/harbor-depot/eips/${SPARE}`

const CLOUD = 'ext-cloud'
const OWN = 'ext-harbor-depot'

/** What each is to be called, and of which pool. */
const EXPECTED: Readonly<Record<string, readonly [pool: string, rule: PoolRule]>> = {
  'address-leaked': [CLOUD, 'pool/leaked'],
  'address-doubled': [CLOUD, 'pool/duplicate'],
  'address-conflict': [CLOUD, 'pool/conflict'],
  'address-excluded-later': [CLOUD, 'pool/excluded-held'],
  'address-deletion-stuck': [CLOUD, 'pool/stuck'],
  'address-unbacked': [CLOUD, 'pool/unbacked'],
  'pool-full': [OWN, 'pool/full'],
  'pool-counters-off': [OWN, 'pool/counters'],
  'pool-excludes-malformed': [OWN, 'pool/malformed'],
  'pool-gateway-outside': [OWN, 'pool/gateway-outside'],
  'vlan-conflict': [OWN, 'pool/vlan-conflict'],
  'vlan-missing': [OWN, 'pool/vlan-missing'],
}

it('expects something of every scenario', () => {
  expect(POOL_SCENARIOS.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort())
})

const PATIENCE = { timeout: 20_000, interval: 50 }

describe('what goes wrong in just one way', () => {
  it.each(POOL_SCENARIOS)(
    '$name is found as what it is, nothing else is accused, and nothing is left when it heals',
    async (scenario) => {
      await scenario.breaks(place)
      await vi.waitFor(async () => expect(await scenario.shows(place)).toBe(true), PATIENCE)
      await later()
      const news = async () => (await listed()).filter((line) => !before.includes(line))
      const [pool, rule] = EXPECTED[scenario.name] ?? []
      await vi.waitFor(
        async () => expect(await news()).toEqual([expect.stringMatching(`^${pool} ${rule} `)]),
        PATIENCE,
      )
      await scenario.heals(place)
      await vi.waitFor(
        async () => expect((await setting.kubectl('GET', SPARE_PATH)).status).toBe(404),
        PATIENCE,
      )
      await later()
      await vi.waitFor(async () => expect(await listed()).toEqual(before), PATIENCE)
    },
  )
})
