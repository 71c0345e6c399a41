import { operationList, operationView, started } from '@kube-dc/api/operations'
import { problem } from '@kube-dc/api/problem'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Browser } from '../testing/browser.ts'
import { eventually } from '../testing/eventually.ts'
import { startLabSetting, type LabSetting } from '../testing/lab-setting.ts'

vi.setConfig({ testTimeout: 30_000 })

const NAMESPACE = 'nimbus-edge'
const PATH = `/api/namespaces/${NAMESPACE}/operations`
const EIPS = `/apis/kube-dc.com/v1/namespaces/${NAMESPACE}/eips`
const SERVICES = `/api/v1/namespaces/${NAMESPACE}/services`

const ISSUERS = `/apis/cert-manager.io/v1/namespaces/${NAMESPACE}/issuers`

let setting: LabSetting
let developer: Browser

beforeAll(async () => {
  setting = await startLabSetting()
  developer = await setting.browserOf('nimbus-developer')
}, 60_000)

afterAll(() => setting.stop())

function loadBalancer(name: string, port = 9100) {
  return {
    intent: 'create-load-balancer',
    name,
    selector: { app: name },
    ports: [{ name: 'web', protocol: 'TCP', port, targetPort: 8080 }],
    address: { use: 'new', name: `${name}-ip`, networkType: 'cloud' },
  }
}

const annotations = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()).optional() }),
})

async function operation(id: string | undefined) {
  return operationView.parse(await (await developer.api('GET', `${PATH}/${id}`)).json())
}

async function undone(id: string | undefined): Promise<void> {
  const { review } = await operation(id)
  expect((await developer.api('POST', `${PATH}/${id}/undo`, { review })).status).toBe(202)
  await eventually(async () => expect(await operation(id)).toMatchObject({ phase: 'undone' }))
}

describe('an operation', () => {
  it('makes everything in order, can be found, and is undone again', async () => {
    const answer = await developer.api('POST', PATH, loadBalancer('first'))
    expect(answer.status).toBe(202)
    const id = started.parse(await answer.json()).operation?.id
    await eventually(async () =>
      expect(await operation(id)).toMatchObject({
        phase: 'done',
        mine: true,
        steps: [{ state: 'done' }, { state: 'done' }],
      }),
    )
    const list = operationList.parse(await (await developer.api('GET', PATH)).json())
    expect(list).toMatchObject({ operations: [{ id }], unreadable: [] })
    expect((await setting.kubectl('GET', `${EIPS}/first-ip`)).status).toBe(200)
    expect((await setting.kubectl('GET', `${SERVICES}/first`)).status).toBe(200)
    await undone(id)
    expect((await setting.kubectl('GET', `${EIPS}/first-ip`)).status).toBe(404)
    expect((await setting.kubectl('GET', `${SERVICES}/first`)).status).toBe(404)
  })

  it('changes what was there, and puts just that back', async () => {
    const alone = { ...loadBalancer('routed', 9200), address: { use: 'own', networkType: 'cloud' } }
    const made = await developer.api('POST', PATH, alone)
    expect(started.parse(await made.json())).toEqual({
      operation: null,
      made: [{ kind: 'services', name: 'routed' }],
    })
    const before = await annotationsOf('routed')
    // The platform writes into it until it is settled; whoever asks has seen the last of it.
    const id = await eventually(async () => {
      const { uid, resourceVersion } = meta.parse(
        (await setting.kubectl('GET', `${SERVICES}/routed`)).body,
      ).metadata
      const answer = await developer.api('POST', PATH, {
        intent: 'set-gateway-route',
        name: 'routed',
        uid,
        resourceVersion,
        port: 9200,
        way: 'https',
        hostname: 'routed.example.net',
        certificate: { from: 'issuer', name: 'fresh', email: 'operations@nimbus.net' },
      })
      const text = await answer.text()
      expect(answer.status, text).toBe(202)
      return started.parse(JSON.parse(text)).operation?.id
    })
    await eventually(async () => expect(await operation(id)).toMatchObject({ phase: 'done' }))
    expect((await setting.kubectl('GET', `${ISSUERS}/fresh`)).status).toBe(200)
    expect(await annotationsOf('routed')).toMatchObject({
      'service.nlb.kube-dc.com/expose-route': 'https',
      'service.nlb.kube-dc.com/route-hostname': 'routed.example.net',
      'service.nlb.kube-dc.com/tls-issuer': 'fresh',
    })
    await undone(id)
    expect((await setting.kubectl('GET', `${ISSUERS}/fresh`)).status).toBe(404)
    await eventually(async () => expect(await annotationsOf('routed')).toEqual(before))
  })

  it('that is refused says so at the fields, and begins nothing', async () => {
    const answer = await developer.api('POST', PATH, { ...loadBalancer('mqtt'), ports: [] })
    expect(problem.parse(await answer.json())).toMatchObject({
      code: 'invalid',
      causes: [{ field: 'ports' }],
    })
    const taken = await developer.api('POST', `${PATH}?dryRun=true`, loadBalancer('mqtt'))
    expect(problem.parse(await taken.json())).toMatchObject({ code: 'invalid', causes: [{ field: 'name' }] })
  })
})

const IN_ARENA =
  'shop.nimbus.io is in use in nimbus / arena already. Which of two gets the requests is not defined: remove it there first.'

describe('an own hostname of another Project', () => {
  const elsewhere = '/api/v1/namespaces/nimbus-arena/services'
  const foreign = '/api/v1/namespaces/harbor-gate/services'

  async function claim(services: string, hostname: string): Promise<void> {
    const { status } = await setting.kubectl('POST', services, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: 'claim',
        annotations: {
          'service.nlb.kube-dc.com/expose-route': 'http',
          'service.nlb.kube-dc.com/route-hostname': hostname,
        },
      },
      spec: { type: 'LoadBalancer', selector: { app: 'claim' }, ports: [{ port: 80 }] },
    })
    expect(status).toBe(201)
  }

  function asking(hostname: string) {
    return developer.api('POST', `${PATH}?dryRun=true`, {
      intent: 'create-gateway-route',
      name: 'claimed',
      selector: { app: 'claimed' },
      servicePort: { protocol: 'TCP', port: 80, targetPort: 80 },
      address: { use: 'own', networkType: 'cloud' },
      way: 'http',
      hostname,
    })
  }

  it('is refused at its field with the Project that has it', async () => {
    await claim(elsewhere, 'shop.nimbus.io')
    await eventually(async () =>
      expect(problem.parse(await (await asking('shop.nimbus.io')).json())).toMatchObject({
        code: 'invalid',
        causes: [{ field: 'hostname', message: IN_ARENA }],
      }),
    )
  })

  it('is as good as unknown where the person may not list the Services', async () => {
    await claim(foreign, 'shop.harbor.io')
    const answer = await asking('shop.harbor.io')
    expect(started.parse(await answer.json())).toEqual({ operation: null, made: [] })
  })
})

const meta = z.object({ metadata: z.object({ uid: z.string(), resourceVersion: z.string() }) })

/** Those of the platform itself come and go with what it makes. */
async function annotationsOf(name: string): Promise<Record<string, string>> {
  const { body } = await setting.kubectl('GET', `${SERVICES}/${name}`)
  const all = annotations.parse(body).metadata.annotations ?? {}
  return Object.fromEntries(Object.entries(all).filter(([key]) => !/status|resync/.test(key)))
}
