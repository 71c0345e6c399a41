import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { admin } from './support/api.ts'
import { configMap, core, eip, eips, freshNamespace, made, unique } from './support/objects.ts'

/* What operations of several steps rely on: journals with a version as their lock, conditional changes, trials of what follows. */

const LABEL = 'console.kube-dc.com/operation'

let namespace: string
let maps: string
let services: string

beforeAll(async () => {
  namespace = await freshNamespace('operations')
  maps = core(namespace, 'configmaps')
  services = core(namespace, 'services')
})

async function journal() {
  const id = unique()
  const labels = { [LABEL]: id, 'app.kubernetes.io/managed-by': 'kube-dc-console' }
  const object = await made(
    maps,
    configMap(`journal-${id}`, { operation: 'first', other: 'kept' }, { labels }),
  )
  const { uid = '', resourceVersion = '' } = object.metadata
  return { id, url: `${maps}/journal-${id}`, uid, resourceVersion }
}

describe('a journal', () => {
  test('is found by its label, whatever the label says', async () => {
    const { id } = await journal()
    await made(maps, configMap(`plain-${id}`))
    const reply = await admin.get(`${maps}?labelSelector=${encodeURIComponent(LABEL)}&limit=50`)
    expect(reply.status).toBe(200)
    expect(reply.text).toContain(`journal-${id}`)
    expect(reply.text).not.toContain(`plain-${id}`)
  })

  test('is written by who has read its last version, and by nobody else', async () => {
    const { url, uid, resourceVersion } = await journal()
    const write = (text: string, of: object) => admin.patch(url, { metadata: of, data: { operation: text } })
    expect(await write('second', { uid, resourceVersion })).toMatchObject({
      status: 200,
      body: { data: { operation: 'second', other: 'kept' } },
    })
    expect(await write('too late', { uid, resourceVersion })).toMatchObject({ status: 409 })
    // The version of another object is never this one’s last; a wrong uid alone would be answered as a wrong value.
    const other = await journal()
    expect(await write('of another', { uid: other.uid, resourceVersion })).toMatchObject({ status: 409 })
    expect(await admin.get(url)).toMatchObject({ body: { data: { operation: 'second' } } })
  })

  test('is removed by who has read its last version, and by nobody else', async () => {
    const { url, uid, resourceVersion } = await journal()
    const changed = await admin.patch(url, { data: { operation: 'second' } })
    const remove = (version: string | undefined) =>
      admin.delete(url, { preconditions: { uid, resourceVersion: version } })
    expect(await remove(resourceVersion)).toMatchObject({ status: 409 })
    expect(await remove(changed.object.metadata.resourceVersion)).toMatchObject({ status: 200 })
  })
})

describe('a change of a Service', () => {
  test('takes labels and annotations away, and keeps node ports that it sends back', async () => {
    const name = `lb-${unique()}`
    const port = { name: 'web', protocol: 'TCP', port: 80, targetPort: 8080 }
    const object = await made(services, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, annotations: { 'contract.test/gone': 'a', 'contract.test/kept': 'b' } },
      spec: { type: 'LoadBalancer', selector: { app: 'web', tier: 'front' }, ports: [port] },
    })
    const [given] = service.parse(object).spec.ports
    const { uid, resourceVersion } = object.metadata
    const added = { name: 'tls', protocol: 'TCP', port: 443, targetPort: 'https' }
    const reply = await admin.patch(
      `${services}/${name}?fieldValidation=Strict&fieldManager=kube-dc-console`,
      {
        metadata: { uid, resourceVersion, annotations: { 'contract.test/gone': null } },
        spec: { selector: { tier: null, zone: 'a' }, ports: [{ ...port, nodePort: given?.nodePort }, added] },
      },
    )
    expect(reply).toMatchObject({
      status: 200,
      body: { spec: { selector: { app: 'web', zone: 'a' }, ports: [given, added] } },
    })
    expect(reply.object.metadata['annotations']).toEqual({ 'contract.test/kept': 'b' })
    expect(reply.text).not.toContain('"tier"')
  })
})

describe('a trial', () => {
  test('of what comes after a deletion can do without the name that is not free yet', async () => {
    const name = `eip-${unique()}`
    const path = eips(namespace)
    const spec = { externalNetworkType: 'cloud' }
    await made(path, eip(name, spec))
    const trial = `${path}?dryRun=All&fieldValidation=Strict`
    expect(await admin.create(trial, eip(name, spec))).toMatchObject({ status: 409 })
    const { metadata: _, ...nameless } = eip(name, spec)
    const reply = await admin.create(trial, { ...nameless, metadata: { generateName: `${name}-` } })
    expect(reply.status).toBe(201)
    const all = await admin.get(path)
    expect(all.text.split(`"name":"${name}`)).toHaveLength(2)
  })
})

const service = z.object({ spec: z.object({ ports: z.array(z.looseObject({ nodePort: z.number() })) }) })
