import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { z } from 'zod'
import { KINDS } from '../packages/networking/src/model/kinds.ts'
import { manifestOf, OPERATION_LABEL } from '../packages/networking/src/operations/manifest.ts'
import type { PlannedObject } from '../packages/networking/src/operations/objects.ts'
import { admin } from './support/api.ts'
import { Kubectl } from './support/kubectl.ts'
import { freshNamespace } from './support/objects.ts'

/* What an operation makes, and what `kubectl apply -f` makes of the YAML shown beside its form. */

const WEB = { protocol: 'TCP', port: 443, targetPort: 'https' } as const
const DNS = { name: 'dns', protocol: 'UDP', port: 53, targetPort: 5353 } as const
const selector = { app: 'web', 'app.kubernetes.io/part-of': 'shop' }

const PLANNED: readonly (readonly [string, PlannedObject])[] = [
  ['a public External IP', { kind: 'external-ips', name: 'uplink', networkType: 'public' }],
  [
    'a floating IP of a VM on a named address',
    {
      kind: 'floating-ips',
      name: 'desk',
      target: { by: 'vm', vm: 'desk', interface: 'vpc_net_0' },
      address: { from: 'external-ip', name: 'uplink' },
    },
  ],
  [
    'a floating IP of an address from the pool',
    {
      kind: 'floating-ips',
      name: 'printer',
      target: { by: 'address', address: '10.61.4.77' },
      address: { from: 'pool', networkType: 'cloud' },
    },
  ],
  [
    'a load balancer on an address of its own',
    { kind: 'services', name: 'own', asks: { networkType: 'cloud' }, selector, ports: [WEB] },
  ],
  [
    'a load balancer on a named address, with two ports',
    {
      kind: 'services',
      name: 'bound',
      asks: { bindOnEip: 'uplink' },
      selector,
      ports: [{ ...WEB, name: 'web' }, DNS],
    },
  ],
  [
    'a load balancer on the shared address',
    { kind: 'services', name: 'shared', asks: { bindOnDefaultGateway: true }, selector, ports: [WEB] },
  ],
  [
    'a gateway route',
    {
      kind: 'services',
      name: 'route',
      asks: {
        networkType: 'cloud',
        exposeRoute: 'https',
        routeHostname: 'www.nimbus.io',
        routePort: 443,
        tlsIssuer: 'letsencrypt',
      },
      selector,
      ports: [WEB],
    },
  ],
  ['an Issuer', { kind: 'issuers', name: 'letsencrypt', email: 'operations@nimbus.io' }],
]

let formed: string
let applied: string
let kubectl: Kubectl

beforeAll(async () => {
  formed = await freshNamespace('formed')
  applied = await freshNamespace('applied')
  kubectl = new Kubectl(applied)
})

afterAll(() => kubectl.remove())

describe('a form and its YAML make the same', () => {
  test.each(PLANNED)('%s', async (_, object) => {
    const mark = { label: OPERATION_LABEL, id: 'contract' } as const
    const posted = await admin.create(
      `${collection(object, formed)}?fieldValidation=Strict`,
      manifestOf(object, { namespace: formed, mark }),
    )
    expect(posted).toMatchObject({ status: 201 })
    const yaml = stringify(manifestOf(object, { namespace: applied }), { lineWidth: 0 })
    const file = kubectl.text(`${object.kind}-${object.name}.yaml`, yaml)
    const answer = await kubectl.run('apply', '--validate=strict', '-f', file)
    expect(answer).toMatchObject({ code: 0, stderr: '' })
    const [form, hand] = await Promise.all([read(object, formed), read(object, applied)])
    expect(form.labels).toEqual({ [OPERATION_LABEL]: 'contract' })
    expect(hand.labels).toEqual({})
    expect(hand.annotations).toEqual(form.annotations)
    expect(hand.spec).toEqual(form.spec)
  })
})

function collection({ kind }: PlannedObject, namespace: string): string {
  const { group, version, plural } = KINDS[kind]
  return `${group === '' ? '/api' : `/apis/${group}`}/${version}/namespaces/${namespace}/${plural}`
}

const labels = z.record(z.string(), z.string()).default({})

const stored = z.object({
  metadata: z.object({ labels, annotations: labels }),
  spec: z.unknown(),
})

/** Addresses and ports that no two Services have alike. */
const GIVEN: ReadonlySet<string> = new Set(['clusterIP', 'clusterIPs', 'nodePort'])

/** Without what the server gives each by itself, and what the platform and kubectl write into it. */
async function read(object: PlannedObject, namespace: string) {
  const { metadata, spec } = stored.parse(
    (await admin.get(`${collection(object, namespace)}/${object.name}`)).body,
  )
  const rest: unknown = JSON.parse(JSON.stringify(spec), (key, value: unknown) =>
    GIVEN.has(key) ? undefined : value,
  )
  const given = new Set(Object.keys(manifestOf(object, { namespace }).metadata.annotations ?? {}))
  return {
    labels: metadata.labels,
    annotations: Object.fromEntries(Object.entries(metadata.annotations).filter(([key]) => given.has(key))),
    spec: rest,
  }
}
