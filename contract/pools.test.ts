import { describe, expect, test } from 'vitest'
import { manifestOf } from '../packages/networking/src/operations/manifest.ts'
import type { PlannedPoolObject } from '../packages/networking/src/operations/objects.ts'
import { exclusionsPatch } from '../packages/networking/src/pool-changes/pool-patch.ts'
import { admin } from './support/api.ts'
import { made, unique } from './support/objects.ts'

/* What changes of pools rely on: objects of no namespace, lists that a patch replaces, and versions that spare what is in use. */

const VLANS = '/apis/kubeovn.io/v1/vlans'
const SUBNETS = '/apis/kubeovn.io/v1/subnets'
const WRITING = 'fieldValidation=Strict&fieldManager=kube-dc-console'
const TRIAL = `${WRITING}&dryRun=All`

const vlan = (name: string): PlannedPoolObject => ({ kind: 'vlans', name, id: 0, provider: 'ext-net' })
const pool = (name: string): PlannedPoolObject => ({
  kind: 'subnets',
  name,
  networkType: 'cloud',
  cidr: '198.51.100.0/24',
  gateway: '198.51.100.1',
  excludeIps: ['198.51.100.1'],
  vlan: 'vlan7',
  mtu: 1400,
})
const manifest = (object: PlannedPoolObject) => manifestOf(object, { namespace: 'says-nothing' })

/** A Subnet that no controller looks at: it is no pool, as it lacks a VLAN and a type. */
async function subnet() {
  const name = `contract-${unique()}`
  const { metadata } = await made(SUBNETS, {
    apiVersion: 'kubeovn.io/v1',
    kind: 'Subnet',
    metadata: { name },
    spec: { cidrBlock: '198.51.100.0/24', gateway: '198.51.100.1', excludeIps: ['198.51.100.1'], mtu: 1400 },
  })
  const { uid = '', resourceVersion = '' } = metadata
  return { url: `${SUBNETS}/${name}`, uid, resourceVersion }
}

describe('a pool', () => {
  test.each([
    ['its VLAN', VLANS, vlan(`contract-${unique()}`)],
    ['itself', SUBNETS, pool(`contract-${unique()}`)],
  ])('can be tried: %s', async (_, path, object) => {
    const reply = await admin.create(`${path}?${TRIAL}`, manifest(object))
    expect(reply).toMatchObject({ status: 201, body: manifest(object) })
    expect(reply.object.metadata['namespace']).toBeUndefined()
    expect(await admin.get(`${path}/${object.name}`)).toMatchObject({ status: 404 })
  })

  test('whose fields are misspelt is refused', async () => {
    const { spec, ...rest } = manifest(vlan(`contract-${unique()}`))
    const reply = await admin.create(`${VLANS}?${TRIAL}`, { ...rest, spec: { ...spec, providr: 'x' } })
    expect(reply).toMatchObject({ status: 400 })
    expect(reply.text).toContain('unknown field')
  })

  test('that is there is not made again, nor tried', async () => {
    const object = manifest(vlan(`contract-${unique()}`))
    await made(VLANS, object)
    for (const query of [WRITING, TRIAL]) {
      expect(await admin.create(`${VLANS}?${query}`, object)).toMatchObject({
        status: 409,
        body: { reason: 'AlreadyExists' },
      })
    }
  })
})

describe('the exclusions of a pool', () => {
  test('are replaced as a whole, and nothing beside them', async () => {
    const { url, ...base } = await subnet()
    const patch = exclusionsPatch(['198.51.100.1..198.51.100.4', '198.51.100.9'], base)
    const tried = await admin.patch(`${url}?${TRIAL}`, patch)
    expect(tried).toMatchObject({ status: 200, body: { spec: { excludeIps: patch.spec.excludeIps } } })
    expect(await admin.get(url)).toMatchObject({ body: { spec: { excludeIps: ['198.51.100.1'] } } })
    expect(await admin.patch(`${url}?${WRITING}`, patch)).toMatchObject({
      status: 200,
      body: {
        metadata: { uid: base.uid },
        spec: {
          cidrBlock: '198.51.100.0/24',
          gateway: '198.51.100.1',
          excludeIps: patch.spec.excludeIps,
          mtu: 1400,
        },
      },
    })
  })

  test('are not those that were looked at once anything has been written, be it a counter', async () => {
    const { url, ...base } = await subnet()
    expect(await admin.patch(`${url}/status`, { status: { v4usingIPs: 1 } })).toMatchObject({ status: 200 })
    const patch = exclusionsPatch(['198.51.100.1', '198.51.100.9'], base)
    for (const query of [WRITING, TRIAL]) {
      expect(await admin.patch(`${url}?${query}`, patch)).toMatchObject({
        status: 409,
        body: { reason: 'Conflict' },
      })
    }
  })
})

describe('a pool that is taken back', () => {
  const remove = (url: string, uid: string, resourceVersion: string) =>
    admin.delete(url, {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid, resourceVersion },
    })

  test('stays where an address has been given out since it was looked at', async () => {
    const { url, uid, resourceVersion } = await subnet()
    const counted = await admin.patch(`${url}/status`, { status: { v4usingIPs: 1 } })
    expect(await remove(url, uid, resourceVersion)).toMatchObject({
      status: 409,
      body: { reason: 'Conflict' },
    })
    expect(await remove(url, uid, counted.object.metadata.resourceVersion ?? '')).toMatchObject({
      status: 200,
    })
  })

  test('is that one, and none of the same name', async () => {
    const object = manifest(vlan(`contract-${unique()}`))
    const { metadata } = await made(VLANS, object)
    const url = `${VLANS}/${object.metadata.name}`
    const { resourceVersion = '', uid = '' } = metadata
    expect(await remove(url, 'of-another', resourceVersion)).toMatchObject({ status: 409 })
    expect(await remove(url, uid, resourceVersion)).toMatchObject({ status: 200 })
    expect(await admin.get(url)).toMatchObject({ status: 404 })
  })
})
