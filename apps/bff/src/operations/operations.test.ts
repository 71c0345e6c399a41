import { operationView, started } from '@kube-dc/api/operations'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import { eventually } from '../testing/eventually.ts'
import { startLabSetting, type LabSetting } from '../testing/lab-setting.ts'

vi.setConfig({ testTimeout: 30_000 })

const NAMESPACE = 'nimbus-edge'
const PATH = `/api/namespaces/${NAMESPACE}/operations`
const EIPS = `/apis/kube-dc.com/v1/namespaces/${NAMESPACE}/eips`
const SERVICES = `/api/v1/namespaces/${NAMESPACE}/services`

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

describe('an operation', () => {
  it('makes everything in order, can be found, and is undone again', async () => {
    const answer = await developer.api('POST', PATH, loadBalancer('first'))
    expect(answer.status).toBe(202)
    const { operation } = started.parse(await answer.json())
    const id = operation?.id ?? ''
    const finished = await eventually(async () => {
      const found = operationView.parse(await (await developer.api('GET', `${PATH}/${id}`)).json())
      expect(found).toMatchObject({
        phase: 'done',
        mine: true,
        steps: [{ state: 'done' }, { state: 'done' }],
      })
      return found
    })
    expect((await setting.kubectl('GET', `${EIPS}/first-ip`)).status).toBe(200)
    expect((await setting.kubectl('GET', `${SERVICES}/first`)).status).toBe(200)
    const undo = await developer.api('POST', `${PATH}/${id}/undo`, { review: finished.review })
    expect(undo.status).toBe(202)
    await eventually(async () => {
      const found = operationView.parse(await (await developer.api('GET', `${PATH}/${id}`)).json())
      expect(found).toMatchObject({ phase: 'undone' })
    })
    expect((await setting.kubectl('GET', `${EIPS}/first-ip`)).status).toBe(404)
    expect((await setting.kubectl('GET', `${SERVICES}/first`)).status).toBe(404)
  })
})
