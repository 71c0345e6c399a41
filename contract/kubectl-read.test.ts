import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { eventually } from './support/eventually.ts'
import { Kubectl } from './support/kubectl.ts'
import { core, eip, eips, freshNamespace, made } from './support/objects.ts'

let namespace: string
let path: string
let kubectl: Kubectl

beforeAll(async () => {
  namespace = await freshNamespace('kubectl')
  path = eips(namespace)
  kubectl = new Kubectl(namespace)
  await made(
    path,
    eip(
      'uplink-a',
      { externalNetworkType: 'public' },
      { labels: { tier: 'front' }, annotations: { note: 'first' } },
    ),
  )
  await admin.patch(`${path}/uplink-a/status`, {
    status: {
      ready: true,
      ipAddress: '203.0.113.14',
      ovnEIpRef: 'eip-uplink-a',
      ownershipType: 'Shared',
      owners: [{ type: 'ServiceLb', ownerRef: 'mqtt' }],
    },
  })
  await made(path, eip('uplink-b', { externalNetworkType: 'cloud' }))
})

afterAll(() => kubectl.remove())

/** What kubectl prints, with ages replaced: they are never the same. */
const aged = (text: string) =>
  text
    .replaceAll(/\b\d+(s|m(\d+s)?)(?=\s|$)/g, 'AGE')
    .replaceAll(/ +/g, ' ')
    .replaceAll(/ $/gm, '')

const table = async (...args: readonly string[]) => aged(await kubectl.print(...args))

describe('kubectl get', () => {
  test('prints a table', async () => {
    expect(await table('get', 'eips')).toBe(
      [
        'NAME EXTERNAL IP READY AGE OWNERSHIP',
        'uplink-a 203.0.113.14 true AGE Shared',
        'uplink-b AGE',
        '',
      ].join('\n'),
    )
  })

  test('takes the singular, the group and a name', async () => {
    const expected = 'NAME EXTERNAL IP READY AGE OWNERSHIP\nuplink-a 203.0.113.14 true AGE Shared\n'
    for (const kind of ['eip', 'eips', 'eips.kube-dc.com', 'eips.v1.kube-dc.com', 'EIp']) {
      expect(await table('get', kind, 'uplink-a')).toBe(expected)
    }
    expect(await table('get', 'eip/uplink-a')).toBe(expected)
  })

  test('selects and sorts', async () => {
    expect(await table('get', 'eips', '-l', 'tier=front', '-o', 'name')).toBe('eip.kube-dc.com/uplink-a\n')
    expect(await table('get', 'eips', '--field-selector', 'metadata.name=uplink-b', '-o', 'name')).toBe(
      'eip.kube-dc.com/uplink-b\n',
    )
    expect(await table('get', 'eips', '--sort-by', '.spec.externalNetworkType', '-o', 'name')).toBe(
      'eip.kube-dc.com/uplink-b\neip.kube-dc.com/uplink-a\n',
    )
    expect(await table('get', 'eips', '--show-labels')).toBe(
      [
        'NAME EXTERNAL IP READY AGE OWNERSHIP LABELS',
        'uplink-a 203.0.113.14 true AGE Shared tier=front',
        'uplink-b AGE <none>',
        '',
      ].join('\n'),
    )
    expect(await table('get', 'eips', '-L', 'tier')).toBe(
      [
        'NAME EXTERNAL IP READY AGE OWNERSHIP TIER',
        'uplink-a 203.0.113.14 true AGE Shared front',
        'uplink-b AGE',
        '',
      ].join('\n'),
    )
  })

  test('shows namespaces across them', async () => {
    const lines = (await table('get', 'eips', '-A')).split('\n')
    expect(lines[0]).toBe('NAMESPACE NAME EXTERNAL IP READY AGE OWNERSHIP')
    expect(lines).toContain(`${namespace} uplink-a 203.0.113.14 true AGE Shared`)
  })

  test('goes through pages', async () => {
    expect(await table('get', 'eips', '--chunk-size=1', '-o', 'name')).toBe(
      'eip.kube-dc.com/uplink-a\neip.kube-dc.com/uplink-b\n',
    )
  })

  test('prints the object', async () => {
    const object = {
      apiVersion: 'kube-dc.com/v1',
      kind: 'EIp',
      metadata: {
        annotations: { note: 'first' },
        creationTimestamp: expect.any(String),
        generation: 1,
        labels: { tier: 'front' },
        name: 'uplink-a',
        namespace,
        resourceVersion: expect.any(String),
        uid: expect.any(String),
      },
      spec: { externalNetworkType: 'public' },
      status: {
        ipAddress: '203.0.113.14',
        ovnEIpRef: 'eip-uplink-a',
        owners: [{ ownerRef: 'mqtt', type: 'ServiceLb' }],
        ownershipType: 'Shared',
        ready: true,
      },
    }
    expect(JSON.parse(await kubectl.print('get', 'eip', 'uplink-a', '-o', 'json'))).toEqual(object)
    expect(JSON.parse(await kubectl.print('get', 'eips', '-l', 'tier', '-o', 'json'))).toEqual({
      apiVersion: 'v1',
      kind: 'List',
      metadata: { resourceVersion: '' },
      items: [object],
    })
    const yaml = await kubectl.print('get', 'eip', 'uplink-a', '-o', 'yaml')
    expect(yaml.replaceAll(/(creationTimestamp|resourceVersion|uid): .*/g, '$1: …')).toBe(
      `apiVersion: kube-dc.com/v1
kind: EIp
metadata:
  annotations:
    note: first
  creationTimestamp: …
  generation: 1
  labels:
    tier: front
  name: uplink-a
  namespace: ${namespace}
  resourceVersion: …
  uid: …
spec:
  externalNetworkType: public
status:
  ipAddress: 203.0.113.14
  ovnEIpRef: eip-uplink-a
  owners:
  - ownerRef: mqtt
    type: ServiceLb
  ownershipType: Shared
  ready: true
`,
    )
  })

  test('prints fields', async () => {
    expect(await kubectl.print('get', 'eips', '-o', 'jsonpath={.items[*].status.ipAddress}')).toBe(
      '203.0.113.14',
    )
    expect(
      await table('get', 'eips', '-o', 'custom-columns=N:.metadata.name,T:.spec.externalNetworkType'),
    ).toBe('N T\nuplink-a public\nuplink-b cloud\n')
  })

  test('says what is not there', async () => {
    expect(await kubectl.run('get', 'eip', 'none')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'Error from server (NotFound): eips.kube-dc.com "none" not found\n',
    })
    expect(await kubectl.run('get', 'fips')).toEqual({
      code: 0,
      stdout: '',
      stderr: `No resources found in ${namespace} namespace.\n`,
    })
    expect(await kubectl.run('get', 'nothings')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: the server doesn\'t have a resource type "nothings"\n',
    })
  })

  test('gets several kinds at once', async () => {
    expect(await table('get', 'eips,serviceaccounts', '-o', 'name')).toBe(
      'eip.kube-dc.com/uplink-a\neip.kube-dc.com/uplink-b\nserviceaccount/default\n',
    )
  })

  test('wide prints the same where nothing is hidden', async () => {
    expect(await table('get', 'eips', '-o', 'wide')).toBe(await table('get', 'eips'))
  })

  test('prints built-in kinds, wide with what is hidden otherwise', async () => {
    expect(await table('get', 'namespace', namespace)).toBe(`NAME STATUS AGE\n${namespace} Active AGE\n`)
    await kubectl.print(
      'create',
      'rolebinding',
      'readers',
      '--clusterrole=view',
      '--group=nimbus:user',
      '--user=nimbus:ada',
    )
    expect(await table('get', 'rolebinding', 'readers')).toBe('NAME ROLE AGE\nreaders ClusterRole/view AGE\n')
    expect(await table('get', 'rolebinding', 'readers', '-o', 'wide')).toBe(
      'NAME ROLE AGE USERS GROUPS SERVICEACCOUNTS\nreaders ClusterRole/view AGE nimbus:ada nimbus:user\n',
    )
  })

  test('prints raw answers', async () => {
    expect(await kubectl.print('get', '--raw', '/readyz')).toBe('ok')
    expect(JSON.parse(await kubectl.print('get', '--raw', path))).toMatchObject({ kind: 'EIpList' })
  })
})

describe('kubectl get -w', () => {
  test('prints what is there and then every change', async () => {
    const own = await freshNamespace('kubectl')
    const here = new Kubectl(own)
    await made(eips(own), eip('first'))
    const watch = here.start('get', 'eips', '-w')
    const lines = () => aged(watch.stdout()).split('\n').slice(0, -1)
    await eventually(() => Promise.resolve(lines().length === 2))
    await made(eips(own), eip('second'))
    await eventually(() => Promise.resolve(lines().length === 3))
    await admin.patch(`${eips(own)}/second/status`, {
      status: { ready: true, ipAddress: '203.0.113.15', ovnEIpRef: 'x' },
    })
    await eventually(() => Promise.resolve(lines().length === 4))
    await admin.delete(`${eips(own)}/first`)
    await eventually(() => Promise.resolve(lines().length === 5))
    watch.stop()
    await watch.ended
    here.remove()
    expect(lines()).toEqual([
      'NAME EXTERNAL IP READY AGE OWNERSHIP',
      'first AGE',
      'second AGE',
      'second 203.0.113.15 true AGE Released',
      'first AGE',
    ])
  })

  test('tells what happened, when asked', async () => {
    const own = await freshNamespace('kubectl')
    const here = new Kubectl(own)
    const watch = here.start('get', 'eips', '-w', '--output-watch-events')
    await made(eips(own), eip('first'))
    await eventually(() => Promise.resolve(watch.stdout().includes('first')))
    await admin.delete(`${eips(own)}/first`)
    await eventually(() => Promise.resolve(watch.stdout().includes('DELETED')))
    watch.stop()
    await watch.ended
    here.remove()
    expect(aged(watch.stdout())).toBe(
      'EVENT NAME EXTERNAL IP READY AGE OWNERSHIP\nADDED first AGE\nDELETED first AGE\n',
    )
  })
})

describe('kubectl describe', () => {
  test('prints an object and its events', async () => {
    const { uid } = (await admin.get(`${path}/uplink-a`)).object.metadata
    await made(core(namespace, 'events'), {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'uplink-a.1' },
      involvedObject: { apiVersion: 'kube-dc.com/v1', kind: 'EIp', name: 'uplink-a', namespace, uid },
      reason: 'Allocated',
      message: 'address 203.0.113.14',
      type: 'Normal',
      count: 1,
      firstTimestamp: new Date(Date.now() - 30_000).toISOString(),
      lastTimestamp: new Date(Date.now() - 30_000).toISOString(),
      source: { component: 'kube-dc-manager' },
    })
    const text = await table('describe', 'eip', 'uplink-a')
    expect(text.replaceAll(/(Creation Timestamp|Resource Version|UID): .*/g, '$1: …')).toBe(
      `Name: uplink-a
Namespace: ${namespace}
Labels: tier=front
Annotations: note: first
API Version: kube-dc.com/v1
Kind: EIp
Metadata:
 Creation Timestamp: …
 Generation: 1
 Resource Version: …
 UID: …
Spec:
 External Network Type: public
Status:
 Ip Address: 203.0.113.14
 Ovn E Ip Ref: eip-uplink-a
 Owners:
 Owner Ref: mqtt
 Type: ServiceLb
 Ownership Type: Shared
 Ready: true
Events:
 Type Reason Age From Message
 ---- ------ ---- ---- -------
 Normal Allocated AGE kube-dc-manager address 203.0.113.14
`,
    )
  })

  test('prints a namespace', async () => {
    expect(await table('describe', 'namespace', namespace)).toBe(
      `Name: ${namespace}
Labels: kubernetes.io/metadata.name=${namespace}
Annotations: <none>
Status: Active

No resource quota.

No LimitRange resource.
`,
    )
  })

  test('prints a role', async () => {
    await kubectl.print(
      'create',
      'role',
      'reader',
      '--verb=get,list',
      '--resource=eips.kube-dc.com,configmaps',
    )
    expect(await table('describe', 'role', 'reader')).toBe(
      `Name: reader
Labels: <none>
Annotations: <none>
PolicyRule:
 Resources Non-Resource URLs Resource Names Verbs
 --------- ----------------- -------------- -----
 configmaps [] [] [get list]
 eips.kube-dc.com [] [] [get list]
`,
    )
  })
})

describe('kubectl api-resources', () => {
  test('lists the kinds of a group', async () => {
    expect(await table('api-resources', '--api-group=kube-dc.com')).toBe(
      `NAME SHORTNAMES APIVERSION NAMESPACED KIND
eips kube-dc.com/v1 true EIp
fips kube-dc.com/v1 true FIp
organizationgroups kube-dc.com/v1 true OrganizationGroup
organizations kube-dc.com/v1 true Organization
projects kube-dc.com/v1 true Project
`,
    )
    expect(await table('api-resources', '--api-group=kubeovn.io', '--namespaced=false', '-o', 'name')).toBe(
      `ovn-eips.kubeovn.io
ovn-fips.kubeovn.io
ovn-snat-rules.kubeovn.io
provider-networks.kubeovn.io
subnets.kubeovn.io
vlans.kubeovn.io
vpcs.kubeovn.io
`,
    )
  })

  test('lists short names', async () => {
    const lines = (await table('api-resources')).split('\n')
    for (const line of [
      'configmaps cm v1 true ConfigMap',
      'namespaces ns v1 false Namespace',
      'secrets v1 true Secret',
      'serviceaccounts sa v1 true ServiceAccount',
      'events ev v1 true Event',
      'customresourcedefinitions crd,crds apiextensions.k8s.io/v1 false CustomResourceDefinition',
      'rolebindings rbac.authorization.k8s.io/v1 true RoleBinding',
      'ovn-eips oeip kubeovn.io/v1 false OvnEip',
      'selfsubjectaccessreviews authorization.k8s.io/v1 false SelfSubjectAccessReview',
    ]) {
      expect(lines).toContain(line)
    }
  })

  test('and api-versions list versions', async () => {
    const lines = (await kubectl.print('api-versions')).split('\n')
    for (const line of [
      'v1',
      'kube-dc.com/v1',
      'kubeovn.io/v1',
      'rbac.authorization.k8s.io/v1',
      'authorization.k8s.io/v1',
    ]) {
      expect(lines).toContain(line)
    }
  })
})

describe('kubectl explain', () => {
  test('prints the fields of a kind, in the words of its definition', async () => {
    expect(await kubectl.print('explain', 'eip.spec')).toBe(
      `GROUP:      kube-dc.com
KIND:       EIp
VERSION:    v1

FIELD: spec <Object>


DESCRIPTION:
    <empty>
FIELDS:
  childRef	<string>
    Child object reference.

  externalNetworkType	<string>
    Pool that the address comes from, public or cloud. Unset means the
    platform's default.


`,
    )
  })

  test('prints one field', async () => {
    expect(await kubectl.print('explain', 'eip.status.owners.type')).toBe(
      `GROUP:      kube-dc.com
KIND:       EIp
VERSION:    v1

FIELD: type <string>


DESCRIPTION:
    <empty>

`,
    )
  })

  test('prints the whole tree', async () => {
    expect(await kubectl.print('explain', 'fip.spec', '--recursive')).toBe(
      `GROUP:      kube-dc.com
KIND:       FIp
VERSION:    v1

FIELD: spec <Object>


DESCRIPTION:
    <empty>
FIELDS:
  eip	<string>
  externalNetworkType	<string>
  enum: public, cloud
  ipAddress	<string>
  vmTarget	<Object>
    interfaceName	<string>
    vmName	<string> -required-

`,
    )
  })

  test('knows what a kind is', async () => {
    const text = await kubectl.print('explain', 'eip')
    expect(text).toContain(`GROUP:      kube-dc.com
KIND:       EIp
VERSION:    v1

DESCRIPTION:
    EIp is an external IP address allocated from one of the platform's pools.
    
FIELDS:
  apiVersion	<string>
`)
    expect(text).toContain('  metadata	<ObjectMeta>\n')
    expect(text).toContain('  spec	<Object>\n    <no description>\n\n  status	<Object>\n    <no description>\n')
  })

  test('knows built-in kinds', async () => {
    const text = await kubectl.print('explain', 'configmap.data')
    expect(text).toContain('KIND:       ConfigMap\nVERSION:    v1\n\nFIELD: data <map[string]string>\n')
  })
})

describe('kubectl version', () => {
  test('is that of the server', async () => {
    const { serverVersion } = JSON.parse(await kubectl.print('version', '-o', 'json'))
    expect(serverVersion).toMatchObject({ major: '1', minor: '34' })
  })
})
