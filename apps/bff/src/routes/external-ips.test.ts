import { problem } from '@kube-dc/api/problem'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Browser } from '../testing/browser.ts'
import { startLabSetting, type LabSetting } from '../testing/lab-setting.ts'
import { eventually } from '../testing/eventually.ts'

vi.setConfig({ testTimeout: 30_000 })

const PATH = '/api/namespaces/nimbus-edge/external-ips'
const EIPS = '/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips'

const created = z.looseObject({
  kind: z.literal('ExternalIp'),
  meta: z.object({ name: z.string(), uid: z.string() }),
})

let setting: LabSetting
let developer: Browser

beforeAll(async () => {
  setting = await startLabSetting()
  developer = await setting.browserOf('nimbus-developer')
}, 60_000)

afterAll(() => setting.stop())

async function create(name: string, query = '') {
  return developer.api('POST', `${PATH}${query}`, { name, networkType: 'cloud' })
}

async function problemOf(answer: Response) {
  return { status: answer.status, ...problem.parse(await answer.json()) }
}

describe('creating an External IP', () => {
  it('answers with the object as the cluster stored it, made by the person', async () => {
    const answer = await create('brand-new')
    expect(answer.status).toBe(201)
    expect(created.parse(await answer.json()).meta.name).toBe('brand-new')
    const stored = (await setting.kubectl('GET', `${EIPS}/brand-new`)).body
    expect(stored).toMatchObject({ spec: { externalNetworkType: 'cloud' } })
  })

  it('as a dry run says whether it would, and makes nothing', async () => {
    expect((await create('only-asked', '?dryRun=true')).status).toBe(201)
    expect((await setting.kubectl('GET', `${EIPS}/only-asked`)).status).toBe(404)
  })

  it('of a taken name names the field', async () => {
    await create('taken')
    const message = 'An External IP named taken exists already. Choose another name.'
    for (const query of ['', '?dryRun=true']) {
      expect(await problemOf(await create('taken', query))).toMatchObject({
        status: 409,
        code: 'already-exists',
        error: message,
        causes: [{ field: 'name', message }],
      })
    }
  })
})

describe('deleting an External IP', () => {
  it('takes that one and no other that was made under its name meanwhile', async () => {
    const first = created.parse(await (await create('reborn')).json())
    await setting.kubectl('DELETE', `${EIPS}/reborn`)
    await eventually(async () => expect((await setting.kubectl('GET', `${EIPS}/reborn`)).status).toBe(404))
    const second = created.parse(await (await create('reborn')).json())
    const wrong = await developer.api('DELETE', `${PATH}/reborn?uid=${first.meta.uid}`)
    expect(await problemOf(wrong)).toMatchObject({ status: 409, code: 'conflict' })
    expect((await developer.api('DELETE', `${PATH}/reborn?uid=${second.meta.uid}&dryRun=true`)).status).toBe(
      202,
    )
    expect((await setting.kubectl('GET', `${EIPS}/reborn`)).status).toBe(200)
    const right = await developer.api('DELETE', `${PATH}/reborn?uid=${second.meta.uid}`)
    expect(right.status).toBe(202)
    expect(await right.json()).toEqual({ state: 'finalizing' })
    await eventually(async () => expect((await setting.kubectl('GET', `${EIPS}/reborn`)).status).toBe(404))
    expect(
      await problemOf(await developer.api('DELETE', `${PATH}/reborn?uid=${second.meta.uid}`)),
    ).toMatchObject({
      status: 404,
      error: 'reborn does not exist any more.',
    })
  })

  it('without saying which one is not possible', async () => {
    expect(await problemOf(await developer.api('DELETE', `${PATH}/uplink-a`))).toMatchObject({
      code: 'bad-request',
    })
  })
})

describe('reading about an External IP', () => {
  it('shows its events and its YAML', async () => {
    await create('told')
    await eventually(async () => {
      const events = await developer.api('GET', '/api/objects/external-ips/nimbus-edge/told/events')
      expect(await events.json()).toMatchObject({ events: [{ type: 'Normal' }] })
    })
    const yaml = await developer.api('GET', '/api/objects/external-ips/nimbus-edge/told/yaml')
    expect(await yaml.text()).toMatch(/kind: EIp.*metadata:.*name: told/)
  })
})
