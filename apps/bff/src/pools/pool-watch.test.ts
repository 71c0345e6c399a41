import { snapshot, type Followed } from '@kube-dc/api/channel'
import type { AddressReport, PoolReport, UsageReport } from '@kube-dc/networking/pools/report'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Browser } from '../testing/browser.ts'
import { eventually } from '../testing/eventually.ts'
import { startLabSetting, type LabSetting } from '../testing/lab-setting.ts'

/** The reports of pools through the whole server, against plain arithmetic over what the Kubernetes API says. */

let setting: LabSetting
let viewer: Browser

beforeAll(async () => {
  setting = await startLabSetting({ server: { metrics: { port: 0 }, pools: { warnUnderAddresses: 1_000 } } })
  viewer = await setting.browserOf('platform-viewer')
}, 60_000)

afterAll(() => setting.stop())

async function objectsOf(
  channel: string,
): Promise<readonly Followed<'pools' | 'pool-addresses' | 'address-usage'>[]> {
  const answer = await viewer.api('GET', `/api/channels/${channel}`)
  return snapshot
    .parse(await answer.json())
    .objects.filter(
      (object) =>
        object.kind === 'PoolReport' || object.kind === 'AddressReport' || object.kind === 'UsageReport',
    )
}

async function pool(name: string): Promise<PoolReport> {
  const objects = await objectsOf('pools/*')
  const found = objects.find((object) => object.kind === 'PoolReport' && object.meta.name === name)
  if (found?.kind !== 'PoolReport') throw new Error(`There is no report of ${name}`)
  return found
}

async function holders(name: string): Promise<readonly AddressReport[]> {
  const objects = await objectsOf(`pool-addresses/${name}`)
  return objects.flatMap((object) => (object.kind === 'AddressReport' ? [object] : []))
}

async function usage(namespace: string): Promise<UsageReport | undefined> {
  const objects = await objectsOf('address-usage/*')
  return objects.flatMap((object) =>
    object.kind === 'UsageReport' && object.namespace === namespace ? [object] : [],
  )[0]
}

const rawList = z.object({
  items: z.array(
    z.looseObject({
      metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
      spec: z.looseObject({ externalSubnet: z.string().optional(), v4Ip: z.string().optional() }).optional(),
      status: z
        .looseObject({
          v4Ip: z.string().optional(),
          ipAddress: z.string().optional(),
          ownershipType: z.string().optional(),
          namespace: z.string().optional(),
        })
        .optional(),
    }),
  ),
})

async function raw(path: string) {
  return rawList.parse((await setting.kubectl('GET', path)).body).items
}

describe('the report of a pool', () => {
  it('adds up to what the objects of the API add up to', async () => {
    await eventually(async () => {
      const held = (await raw('/apis/kubeovn.io/v1/ovn-eips')).filter(
        ({ spec }) => spec?.externalSubnet === 'ext-public',
      )
      const addresses = new Set(held.flatMap(({ spec, status }) => status?.v4Ip ?? spec?.v4Ip ?? []))
      const [census] = (await pool('ext-public')).censuses
      const { parts, whole } = census ?? { parts: undefined, whole: '' }
      // 203.0.113.0/27 without its first and last address; .1 is the gateway, .2 to .5 and .29 to .30 are excluded.
      expect(whole).toBe('30')
      const excluded = [2, 3, 4, 5, 29, 30].filter((last) => !addresses.has(`203.0.113.${last}`))
      expect(Number(parts?.excluded)).toBe(excluded.length)
      expect(Number(parts?.free)).toBe(30 - addresses.size - 1 - excluded.length)
      const sum = Object.values(parts ?? {}).reduce((total, part) => total + Number(part), 0)
      expect(sum).toBe(30)
      expect((await holders('ext-public')).map(({ v4 }) => v4).sort()).toEqual(
        held.flatMap(({ spec, status }) => status?.v4Ip ?? spec?.v4Ip ?? []).sort(),
      )
    })
  })

  it('names who holds an address, by External IP and Project', async () => {
    const holder = (await holders('ext-public')).find(({ v4 }) => v4 === '203.0.113.14')
    expect(holder).toMatchObject({
      state: 'shared',
      eip: { namespace: 'nimbus-edge', name: 'uplink-a', ownership: 'Shared' },
      project: { organization: 'nimbus', project: 'edge' },
    })
  })

  it('follows what is made and deleted, in all three reports', async () => {
    const before = await pool('ext-cloud')
    const countBefore = (await usage('harbor-depot'))?.cloud.held ?? 0
    const path = '/apis/kube-dc.com/v1/namespaces/harbor-depot/eips'
    await setting.kubectl('POST', path, {
      apiVersion: 'kube-dc.com/v1',
      kind: 'EIp',
      metadata: { name: 'counted', namespace: 'harbor-depot' },
      spec: { externalNetworkType: 'cloud' },
    })
    await eventually(async () => {
      const made = (await holders('ext-cloud')).find(({ eip }) => eip?.name === 'counted')
      expect(made).toMatchObject({ state: 'released', project: { organization: 'harbor', project: 'depot' } })
      expect((await usage('harbor-depot'))?.cloud).toMatchObject({ held: countBefore + 1 })
      expect(free(await pool('ext-cloud'))).toBe(free(before) - 1)
    })
    await setting.kubectl('DELETE', `${path}/counted`)
    await eventually(async () => {
      expect((await holders('ext-cloud')).some(({ eip }) => eip?.name === 'counted')).toBe(false)
      expect((await usage('harbor-depot'))?.cloud.held).toBe(countBefore)
      expect(free(await pool('ext-cloud'))).toBe(free(before))
    })
  })

  it('counts for every Project what the API lists in its namespace', async () => {
    await eventually(async () => {
      const eips = await raw('/apis/kube-dc.com/v1/eips')
      const projects = (await raw('/apis/kube-dc.com/v1/projects')).map(({ metadata, status }) => ({
        name: `${metadata.namespace ?? ''}/${metadata.name}`,
        held: eips.filter((eip) => eip.metadata.namespace === status?.namespace).length,
      }))
      const told = (await objectsOf('address-usage/*')).flatMap((object) =>
        object.kind === 'UsageReport' && object.project
          ? [
              {
                name: `${object.project.organization}/${object.project.project}`,
                held: object.public.held + object.cloud.held + object.untyped.held,
              },
            ]
          : [],
      )
      const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
      expect(projects.length).toBeGreaterThan(3)
      expect(told.sort(byName)).toEqual(projects.sort(byName))
    })
  })

  it('tells of a Project that has no address, and of one that has no namespace yet, until each is gone', async () => {
    const path = '/apis/kube-dc.com/v1/namespaces/harbor/projects'
    await setting.kubectl('POST', path, {
      apiVersion: 'kube-dc.com/v1',
      kind: 'Project',
      // The platform leaves it alone, so that it is as its status says.
      metadata: {
        name: 'barren',
        namespace: 'harbor',
        annotations: { 'lab.kube-dc.com/hold': 'true' },
      },
      spec: { cidrBlock: '10.61.72.0/22', egressNetworkType: 'cloud' },
    })
    const told = async () =>
      (await objectsOf('address-usage/*')).flatMap((object) =>
        object.kind === 'UsageReport' && object.project?.project === 'barren' ? [object] : [],
      )
    const nothing = { held: 0, idle: 0, waiting: 0 }
    const barren = { project: { organization: 'harbor', project: 'barren' }, public: nothing, cloud: nothing }
    await eventually(async () => {
      expect(await told()).toEqual([expect.objectContaining(barren)])
      expect((await told())[0]?.namespace).toBeUndefined()
    })
    await setting.kubectl('PATCH', `${path}/barren/status`, { status: { namespace: 'harbor-barren' } })
    await eventually(async () =>
      expect(await told()).toEqual([expect.objectContaining({ ...barren, namespace: 'harbor-barren' })]),
    )
    await setting.kubectl('DELETE', `${path}/barren`)
    await eventually(async () => expect(await told()).toEqual([]))
  })

  it('says that an address is excluded while somebody holds it, until it is not', async () => {
    const path = '/apis/kubeovn.io/v1/subnets/ext-public'
    const { body } = await setting.kubectl('GET', path)
    const { spec } = z.object({ spec: z.object({ excludeIps: z.array(z.string()) }) }).parse(body)
    const found = async () =>
      (await pool('ext-public')).findings
        .filter(({ rule }) => rule === 'pool/excluded-held')
        .map(({ short }) => short)
    const before = await found()
    await setting.kubectl('PATCH', path, { spec: { excludeIps: [...spec.excludeIps, '203.0.113.14'] } })
    await eventually(async () => expect(await found()).toContain('203.0.113.14 excluded, in use'))
    await setting.kubectl('PATCH', path, { spec: { excludeIps: spec.excludeIps } })
    await eventually(async () => expect(await found()).toEqual(before))
  })
})

describe('who held an address', () => {
  const answer = z.object({
    source: z.string(),
    since: z.string(),
    entries: z.array(z.looseObject({ to: z.string().optional(), object: z.string(), kind: z.string() })),
  })

  async function history(pool: string, address: string) {
    return answer.parse(
      await (await viewer.api('GET', `/api/pools/${pool}/addresses/${address}/history`)).json(),
    )
  }

  it('begins with who holds it now, and keeps who let it go', async () => {
    const path = '/apis/kube-dc.com/v1/namespaces/harbor-depot/eips'
    await setting.kubectl('POST', path, {
      apiVersion: 'kube-dc.com/v1',
      kind: 'EIp',
      metadata: { name: 'remembered', namespace: 'harbor-depot' },
      spec: { externalNetworkType: 'cloud' },
    })
    const address = await eventually(async () => {
      const made = (await holders('ext-cloud')).find(({ eip }) => eip?.name === 'remembered')
      expect(made?.v4).toBeDefined()
      return made?.v4 ?? ''
    })
    const held = {
      organization: 'harbor',
      project: 'depot',
      object: 'harbor-depot/remembered',
      kind: 'ExternalIp',
    }
    const now = await history('ext-cloud', address)
    expect(now.source).toBe('memory')
    expect(now.entries[0]).toMatchObject(held)
    expect(now.entries[0]?.to).toBeUndefined()
    await setting.kubectl('DELETE', `${path}/remembered`)
    await eventually(async () => {
      const [last] = (await history('ext-cloud', address)).entries
      expect(last).toMatchObject(held)
      expect(last?.to).toBeDefined()
    })
    expect((await history('ext-public', address)).entries).toEqual([])
  })

  it('is asked about addresses only', async () => {
    expect((await viewer.api('GET', '/api/pools/ext-cloud/addresses/100.72/history')).status).toBe(400)
  })
})

describe('the metrics', () => {
  it('tell of the pools what their reports tell, and warn by the limits of the configuration', async () => {
    await eventually(async () => {
      const text = await (await fetch(setting.server.metricsUrl ?? '')).text()
      const { censuses, findings } = await pool('ext-public')
      for (const [part, count] of Object.entries(censuses[0]?.parts ?? {})) {
        expect(text).toContain(
          `kube_dc_console_pool_addresses{pool="ext-public",type="public",family="4",part="${part}"} ${count}\n`,
        )
      }
      const broken = findings.filter(({ rule }) => rule === 'pool/leaked')
      const told = /findings\{pool="ext-public",severity="\w+",rule="pool\/leaked"\} (\d+)/.exec(text)?.[1]
      expect(Number(told ?? 0)).toBe(broken.length)
      expect(text).toMatch(/kube_dc_console_pool_warning\{pool="ext-public",type="public"\} [12]\n/)
    })
  })
})

describe('the metrics of the Gateway', () => {
  const claim = (name: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name },
    spec: {
      parentRefs: [{ name: 'eg', namespace: 'envoy-gateway-system', sectionName: 'http' }],
      hostnames: ['twice.example.net'],
      rules: [{ backendRefs: [{ name: 'nothing', port: 80 }] }],
    },
  })
  const conflicts = async () => {
    const text = await (await fetch(setting.server.metricsUrl ?? '')).text()
    const of =
      /gateway_findings\{namespace="envoy-gateway-system",gateway="eg",severity="(\w+)",rule="([^"]*)"\} (\d+)/g
    return [...text.matchAll(of)].filter(([, , rule]) => rule === 'gateway/hostname-conflict')
  }

  it('count what is wrong with the routes of all Projects, until it is not', async () => {
    expect(await conflicts()).toEqual([])
    const paths = ['nimbus-edge', 'harbor-gate'].map(
      (namespace) => `/apis/gateway.networking.k8s.io/v1/namespaces/${namespace}/httproutes`,
    )
    for (const path of paths) expect((await setting.kubectl('POST', path, claim('twice'))).status).toBe(201)
    await eventually(async () =>
      expect((await conflicts()).map(([, severity, , count]) => [severity, count])).toEqual([
        ['broken', '1'],
      ]),
    )
    for (const path of paths) await setting.kubectl('DELETE', `${path}/twice`)
    await eventually(async () => expect(await conflicts()).toEqual([]))
  })
})

function free({ censuses }: PoolReport): number {
  return Number(censuses[0]?.parts.free)
}
