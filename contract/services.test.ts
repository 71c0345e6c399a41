import { beforeAll, describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { eventually } from './support/eventually.ts'
import { invalid, refusal } from './support/expectations.ts'
import { configMap, core, freshNamespace, made, unique } from './support/objects.ts'

let namespace: string
let services: string
let pods: string

beforeAll(async () => {
  namespace = await freshNamespace('services')
  services = core(namespace, 'services')
  pods = core(namespace, 'pods')
  // Pods need the account that a namespace gets.
  await eventually(
    async () => (await admin.get(`${core(namespace, 'serviceaccounts')}/default`)).status === 200,
  )
})

const ADDRESS = expect.stringMatching(/^10\.101\.\d+\.\d+$/)
const NODE_PORT = expect.toSatisfy((port: number) => port >= 30_000 && port <= 32_767)

function service(name: string, spec: object) {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec }
}

async function fresh(spec: object) {
  const name = `svc-${unique()}`
  const reply = await admin.create(services, service(name, spec))
  return { name, url: `${services}/${name}`, reply }
}

const ALLOCATED = {
  clusterIP: ADDRESS,
  clusterIPs: [ADDRESS],
  sessionAffinity: 'None',
  ipFamilies: ['IPv4'],
  ipFamilyPolicy: 'SingleStack',
  internalTrafficPolicy: 'Cluster',
}

describe('a new Service', () => {
  test('gets an address inside the cluster', async () => {
    const { reply } = await fresh({ selector: { app: 'web' }, ports: [{ port: 80 }] })
    expect(reply).toMatchObject({ status: 201, body: { status: { loadBalancer: {} } } })
    expect(reply.body).toHaveProperty('spec', {
      ...ALLOCATED,
      type: 'ClusterIP',
      selector: { app: 'web' },
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }],
    })
  })

  test('of the type LoadBalancer gets node ports', async () => {
    const { reply } = await fresh({ type: 'LoadBalancer', ports: [{ port: 80, targetPort: 'http' }] })
    expect(reply.body).toHaveProperty('spec', {
      ...ALLOCATED,
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Cluster',
      allocateLoadBalancerNodePorts: true,
      ports: [{ protocol: 'TCP', port: 80, targetPort: 'http', nodePort: NODE_PORT }],
    })
  })

  test('of the type LoadBalancer gets none when it says so', async () => {
    const spec = { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, loadBalancerClass: 'x.test/y' }
    const { reply } = await fresh({ ...spec, ports: [{ port: 80 }] })
    expect(reply.body).toHaveProperty('spec', {
      ...ALLOCATED,
      ...spec,
      externalTrafficPolicy: 'Cluster',
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }],
    })
  })

  test('may have no address, or name another', async () => {
    const headless = await fresh({ clusterIP: 'None', selector: { a: 'b' } })
    expect(headless.reply.body).toMatchObject({
      spec: { clusterIP: 'None', clusterIPs: ['None'], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' },
    })
    const open = await fresh({ clusterIP: 'None', ports: [{ port: 80 }] })
    expect(open.reply.body).toMatchObject({
      spec: { clusterIPs: ['None'], ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'RequireDualStack' },
    })
    const elsewhere = await fresh({ type: 'ExternalName', externalName: 'example.com' })
    expect(elsewhere.reply.body).toHaveProperty('spec', {
      type: 'ExternalName',
      externalName: 'example.com',
      sessionAffinity: 'None',
    })
  })

  const required = (field: string) => ({ reason: 'FieldValueRequired', message: 'Required value', field })
  const range = (field: string, value: number) => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${value}: must be between 1 and 65535, inclusive`,
    field,
  })

  test.each([
    ['no ports', {}, [required('spec.ports')]],
    [
      'two ports without names',
      { ports: [{ port: 80 }, { port: 81 }] },
      [required('spec.ports[0].name'), required('spec.ports[1].name')],
    ],
    [
      'two ports of one name',
      {
        ports: [
          { name: 'a', port: 80 },
          { name: 'a', port: 81 },
        ],
      },
      [{ reason: 'FieldValueDuplicate', message: 'Duplicate value: "a"', field: 'spec.ports[1].name' }],
    ],
    [
      'the same port twice',
      {
        ports: [
          { name: 'a', port: 80 },
          { name: 'b', port: 80 },
        ],
      },
      [
        {
          reason: 'FieldValueDuplicate',
          message:
            'Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
          field: 'spec.ports[1]',
        },
      ],
    ],
    [
      'a port beyond all',
      { ports: [{ port: 70_000 }] },
      [range('spec.ports[0].port', 70_000), range('spec.ports[0].targetPort', 70_000)],
    ],
    [
      'an unknown protocol',
      { ports: [{ port: 80, protocol: 'ICMP' }] },
      [
        {
          reason: 'FieldValueNotSupported',
          message: 'Unsupported value: "ICMP": supported values: "SCTP", "TCP", "UDP"',
          field: 'spec.ports[0].protocol',
        },
      ],
    ],
    [
      'a class without a load balancer',
      { loadBalancerClass: 'x.test/y', ports: [{ port: 80 }] },
      [
        {
          reason: 'FieldValueForbidden',
          message: "Forbidden: may only be used when `type` is 'LoadBalancer'",
          field: 'spec.loadBalancerClass',
        },
      ],
    ],
    [
      'a policy without a way in',
      { externalTrafficPolicy: 'Local', ports: [{ port: 80 }] },
      [
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "Local": may only be set for externally-accessible services',
          field: 'spec.externalTrafficPolicy',
        },
      ],
    ],
    [
      'an address from elsewhere',
      { clusterIP: '192.0.2.1', ports: [{ port: 80 }] },
      [
        {
          reason: 'FieldValueInvalid',
          message:
            'Invalid value: ["192.0.2.1"]: failed to allocate IP 192.0.2.1: the provided network does not match the current range',
          field: 'spec.clusterIPs',
        },
      ],
    ],
    [
      'a node port out of range',
      { type: 'NodePort', ports: [{ port: 80, nodePort: 80 }] },
      [
        {
          reason: 'FieldValueInvalid',
          message:
            'Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
          field: 'spec.ports[0].nodePort',
        },
      ],
    ],
  ])('is refused with %s', async (_, spec, causes) => {
    const { name, reply } = await fresh(spec)
    expect(reply).toEqual(invalid({ kind: 'Service', name }, ...causes))
  })

  test('has a name that can be a host name', async () => {
    const reply = await admin.create(services, service('1st', { ports: [{ port: 80 }] }))
    expect(reply).toMatchObject({ status: 422, body: { details: { causes: [{ field: 'metadata.name' }] } } })
  })
})

describe('a Service', () => {
  test('keeps its address and its class', async () => {
    const { name, url } = await fresh({
      type: 'LoadBalancer',
      loadBalancerClass: 'a.test/b',
      ports: [{ port: 80 }],
    })
    expect(await admin.patch(url, { spec: { loadBalancerClass: 'a.test/c' } })).toEqual(
      invalid(
        { kind: 'Service', name },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "a.test/c": may not change once set',
          field: 'spec.loadBalancerClass',
        },
      ),
    )
    const reply = await admin.patch(url, { spec: { clusterIP: '10.101.9.9', clusterIPs: ['10.101.9.9'] } })
    expect(reply).toMatchObject({
      status: 422,
      body: { details: { causes: [{ field: 'spec.clusterIPs[0]' }] } },
    })
  })

  test('loses what only its old type could have', async () => {
    const { url } = await fresh({ type: 'LoadBalancer', ports: [{ port: 80 }] })
    const reply = await admin.patch(url, { spec: { type: 'ClusterIP' } })
    expect(reply.body).toHaveProperty('spec', {
      ...ALLOCATED,
      type: 'ClusterIP',
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }],
    })
  })

  test('is told its outer addresses by the status alone', async () => {
    const { url } = await fresh({ type: 'LoadBalancer', ports: [{ port: 80 }] })
    const status = { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } }
    const reply = await admin.patch(`${url}/status`, { spec: { selector: { a: 'b' } }, status })
    expect(reply).toMatchObject({
      status: 200,
      body: { status: { loadBalancer: { ingress: [{ ip: '203.0.113.7', ipMode: 'VIP' }] } } },
    })
    expect(reply.body).not.toHaveProperty('spec.selector')
    expect((await admin.patch(url, { status: { loadBalancer: null } })).body).toMatchObject({
      status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
    })
  })

  test('has outer addresses only as a load balancer, and in the form of addresses', async () => {
    const { name, url } = await fresh({ ports: [{ port: 80 }] })
    const tell = (at: string, ingress: object) =>
      admin.patch(`${at}/status`, { status: { loadBalancer: { ingress: [ingress] } } })
    expect(await tell(url, { ip: '203.0.113.7' })).toEqual(
      invalid(
        { kind: 'Service', name },
        {
          reason: 'FieldValueForbidden',
          message: "Forbidden: may only be used when `spec.type` is 'LoadBalancer'",
          field: 'status.loadBalancer.ingress',
        },
      ),
    )
    const balancer = await fresh({ type: 'LoadBalancer', ports: [{ port: 80 }] })
    const at = 'status.loadBalancer.ingress[0]'
    expect(await tell(balancer.url, { ipMode: 'VIP', hostname: '203.0.113.7' })).toEqual(
      invalid(
        { kind: 'Service', name: balancer.name },
        {
          reason: 'FieldValueForbidden',
          message: 'Forbidden: may not be specified when `ip` is not set',
          field: `${at}.ipMode`,
        },
        {
          reason: 'FieldValueInvalid',
          message: 'Invalid value: "203.0.113.7": must be a DNS name, not an IP address',
          field: `${at}.hostname`,
        },
      ),
    )
    expect(await tell(balancer.url, { ip: '203.0.113.7', ipMode: 'Other' })).toEqual(
      invalid(
        { kind: 'Service', name: balancer.name },
        {
          reason: 'FieldValueNotSupported',
          message: 'Unsupported value: "Other": supported values: "Proxy", "VIP"',
          field: `${at}.ipMode`,
        },
      ),
    )
    expect((await tell(balancer.url, { ip: '203.0.113.7' })).status).toBe(200)
    expect((await admin.patch(balancer.url, { spec: { type: 'ClusterIP' } })).body).toHaveProperty('status', {
      loadBalancer: {},
    })
  })

  test('is answered when it is deleted', async () => {
    const { name, url } = await fresh({ ports: [{ port: 80 }] })
    expect(await admin.delete(url)).toMatchObject({
      status: 200,
      body: { kind: 'Service', metadata: { name } },
    })
  })
})

/** A running Pod on a node that exists. */
async function running(name: string, labels: object, ip: string, ready = 'True') {
  const spec = {
    nodeName: await node(),
    containers: [{ name: 'web', image: 'web:1', ports: [{ name: 'http', containerPort: 8080 }] }],
  }
  await made(pods, { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec })
  const conditions = [{ type: 'Ready', status: ready, lastTransitionTime: '2026-01-01T00:00:00Z' }]
  const status = { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions }
  expect((await admin.patch(`${pods}/${name}/status`, { status })).status).toBe(200)
}

const NODE = `node-${unique()}`

async function node(): Promise<string> {
  if ((await admin.get(`/api/v1/nodes/${NODE}`)).status === 404)
    await made('/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name: NODE } })
  return NODE
}

describe('the addresses behind a Service', () => {
  test('are those of its Pods, ready or not', async () => {
    const app = unique()
    await running(`a-${app}`, { app }, '10.9.0.1')
    await running(`b-${app}`, { app }, '10.9.0.2', 'False')
    const { name, url } = await fresh({ selector: { app }, ports: [{ port: 80, targetPort: 'http' }] })
    const slices = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`
    const query = `?labelSelector=kubernetes.io/service-name=${name}`
    await eventually(async () => (await admin.get(slices + query)).text.includes('10.9.0.2'))
    const endpoint = (pod: string, ip: string, ready: boolean) => ({
      addresses: [ip],
      conditions: { ready, serving: ready, terminating: false },
      targetRef: { kind: 'Pod', namespace, name: pod, uid: expect.any(String) },
      nodeName: NODE,
    })
    expect((await admin.get(slices + query)).body).toMatchObject({
      items: [
        {
          metadata: {
            generateName: `${name}-`,
            labels: { 'endpointslice.kubernetes.io/managed-by': 'endpointslice-controller.k8s.io' },
            ownerReferences: [{ kind: 'Service', name, controller: true, blockOwnerDeletion: true }],
          },
          addressType: 'IPv4',
          endpoints: expect.toSatisfy((items: object[]) => items.length === 2),
          ports: [{ name: '', protocol: 'TCP', port: 8080 }],
        },
      ],
    })
    const found = (await admin.get(slices + query)).body
    expect(found).toMatchObject({
      items: [
        {
          endpoints: expect.arrayContaining([
            endpoint(`a-${app}`, '10.9.0.1', true),
            endpoint(`b-${app}`, '10.9.0.2', false),
          ]),
        },
      ],
    })
    const old = `${core(namespace, 'endpoints')}/${name}`
    await eventually(async () => (await admin.get(old)).text.includes('10.9.0.2'))
    expect((await admin.get(old)).body).toMatchObject({
      subsets: [
        {
          addresses: [{ ip: '10.9.0.1', nodeName: NODE }],
          notReadyAddresses: [{ ip: '10.9.0.2', nodeName: NODE }],
          ports: [{ port: 8080, protocol: 'TCP' }],
        },
      ],
    })
    await admin.delete(url)
    await eventually(async () => (await admin.get(old)).status === 404)
    await eventually(async () => !(await admin.get(slices + query)).text.includes('10.9.0.1'))
  })
})

describe('Endpoints that somebody writes for a Service without a selector', () => {
  test('are in a slice, too, which follows them', async () => {
    const { name } = await fresh({ clusterIP: 'None', ports: [{ port: 80 }] })
    const all = core(namespace, 'endpoints')
    const subset = { addresses: [{ ip: '203.0.113.7' }], ports: [{ port: 80 }] }
    await made(all, {
      apiVersion: 'v1',
      kind: 'Endpoints',
      metadata: { name, labels: { a: 'b' }, annotations: { 'contract.test/a': 'b' } },
      subsets: [subset],
    })
    const slices = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=kubernetes.io/service-name=${name}`
    await eventually(async () => (await admin.get(slices)).text.includes('203.0.113.7'))
    const { body } = await admin.get(slices)
    expect(body).toMatchObject({
      items: [
        {
          metadata: {
            generateName: `${name}-`,
            ownerReferences: [{ kind: 'Endpoints', name, controller: true, blockOwnerDeletion: true }],
          },
        },
      ],
    })
    expect(body).toHaveProperty('items[0].metadata.labels', {
      a: 'b',
      'endpointslice.kubernetes.io/managed-by': 'endpointslicemirroring-controller.k8s.io',
      'kubernetes.io/service-name': name,
    })
    expect(body).toHaveProperty('items[0].metadata.annotations', { 'contract.test/a': 'b' })
    expect(body).toHaveProperty('items[0].endpoints', [
      { addresses: ['203.0.113.7'], conditions: { ready: true } },
    ])
    expect(body).toHaveProperty('items[0].ports', [{ name: '', port: 80, protocol: 'TCP' }])

    const subsets = [{ notReadyAddresses: [{ ip: '203.0.113.8' }], ports: [{ port: 80 }] }]
    expect((await admin.patch(`${all}/${name}`, { subsets })).status).toBe(200)
    await eventually(async () => (await admin.get(slices)).text.includes('203.0.113.8'))
    expect((await admin.get(slices)).body).toHaveProperty('items[0].endpoints', [
      { addresses: ['203.0.113.8'], conditions: { ready: false } },
    ])
    await admin.delete(`${all}/${name}`)
    await eventually(async () => (await admin.get(slices)).names.length === 0)
  })
})

describe('a Pod', () => {
  test('on a node has time to end, and goes when it is told that it has ended', async () => {
    const name = `pod-${unique()}`
    await running(name, {}, '10.9.0.9')
    expect(await admin.delete(`${pods}/${name}`)).toMatchObject({
      status: 200,
      body: { kind: 'Pod', metadata: { name, generation: 2, deletionGracePeriodSeconds: 30 } },
    })
    expect((await admin.patch(`${pods}/${name}/status`, { status: { phase: 'Running' } })).status).toBe(200)
    expect((await admin.get(`${pods}/${name}`)).status).toBe(200)
    expect((await admin.delete(`${pods}/${name}?gracePeriodSeconds=0`)).status).toBe(200)
    expect((await admin.get(`${pods}/${name}`)).status).toBe(404)
  })

  test('nowhere goes at once', async () => {
    const name = `pod-${unique()}`
    const spec = { containers: [{ name: 'web', image: 'web' }] }
    await made(pods, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec })
    expect((await admin.delete(`${pods}/${name}`)).status).toBe(200)
    expect((await admin.get(`${pods}/${name}`)).status).toBe(404)
  })

  test('has states of its containers in full', async () => {
    const name = `pod-${unique()}`
    await running(name, {}, '10.9.0.8')
    const containerStatuses = [{ name: 'web' }, { name: 'side', lastState: { terminated: {} }, nonsense: 1 }]
    const reply = await admin.patch(`${pods}/${name}/status`, { status: { containerStatuses } })
    const plain = { state: {}, lastState: {}, ready: false, restartCount: 0, image: '', imageID: '' }
    const terminated = { exitCode: 0, startedAt: null, finishedAt: null }
    expect(reply.body).toHaveProperty('status.containerStatuses', [
      { ...plain, name: 'web' },
      { ...plain, name: 'side', lastState: { terminated } },
    ])
  })

  test('stays as it was made', async () => {
    const name = `pod-${unique()}`
    const spec = { containers: [{ name: 'web', image: 'web' }] }
    await made(pods, { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec })
    const reply = await admin.patch(`${pods}/${name}`, { spec: { restartPolicy: 'Never' } })
    expect(reply).toMatchObject({
      status: 422,
      body: { details: { causes: [{ reason: 'FieldValueForbidden', field: 'spec' }] } },
    })
  })
})

describe('a quota', () => {
  test('counts, and refuses what is beyond it', async () => {
    const limited = await freshNamespace('quota')
    const path = core(limited, 'services')
    const maps = core(limited, 'configmaps')
    await eventually(async () => (await admin.get(`${maps}/kube-root-ca.crt`)).status === 200)
    const hard = { 'services.loadbalancers': '1', 'count/configmaps': '2', 'count/eips.kube-dc.com': '3' }
    const quota = `${core(limited, 'resourcequotas')}/few`
    await made(core(limited, 'resourcequotas'), {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'few' },
      spec: { hard },
    })
    const used = (balancers: number, configs: number) => ({
      hard,
      used: {
        'services.loadbalancers': String(balancers),
        'count/configmaps': String(configs),
        'count/eips.kube-dc.com': '0',
      },
    })
    const status = async () => JSON.stringify((await admin.get(quota)).body)
    await eventually(async () => (await status()).includes('"used"'))
    expect((await admin.get(quota)).body).toMatchObject({ status: used(0, 1) })

    const balancer = { type: 'LoadBalancer', ports: [{ port: 80 }] }
    await made(path, service('one', balancer))
    await made(maps, configMap('one'))
    expect((await admin.get(quota)).body).toMatchObject({ status: used(1, 2) })
    const words = (what: string, count: number) =>
      `exceeded quota: few, requested: ${what}=1, used: ${what}=${count}, limited: ${what}=${count}`
    expect(await admin.create(path, service('two', balancer))).toEqual(
      refusal(403, 'Forbidden', `services "two" is forbidden: ${words('services.loadbalancers', 1)}`, {
        name: 'two',
        kind: 'services',
      }),
    )
    expect(await admin.create(maps, configMap('two'))).toEqual(
      refusal(403, 'Forbidden', `configmaps "two" is forbidden: ${words('count/configmaps', 2)}`, {
        name: 'two',
        kind: 'configmaps',
      }),
    )
    await admin.delete(`${path}/one`)
    await eventually(async () => (await status()).includes('"services.loadbalancers":"0"'))
    expect((await admin.create(path, service('two', balancer))).status).toBe(201)
  })
})
