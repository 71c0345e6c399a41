import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { tokenFor } from './support/identity.ts'
import { Kubectl } from './support/kubectl.ts'
import { configMap, core, eip, eips, freshNamespace, made, rbac, unique } from './support/objects.ts'
import { binding, eipRule, personWith, role } from './support/roles.ts'

let namespace: string
let path: string
let maps: string
let kubectl: Kubectl

beforeAll(async () => {
  namespace = await freshNamespace('kubectl')
  path = eips(namespace)
  maps = core(namespace, 'configmaps')
  kubectl = new Kubectl(namespace)
})

afterAll(() => kubectl.remove())

const done = (stdout: string) => ({ code: 0, stdout, stderr: '' })
const failed = (stderr: unknown) => ({ code: 1, stdout: '', stderr })

const name = (kind = 'eip') => `${kind}-${unique()}`

/** Runs kubectl with a manifest. */
function withFile(verb: readonly string[], ...objects: readonly object[]) {
  return kubectl.run(...verb, '-f', kubectl.file(`${unique()}.json`, ...objects))
}

describe('kubectl create', () => {
  test('creates what a file says', async () => {
    const one = name()
    expect(await withFile(['create'], eip(one), configMap(one, { a: 'b' }))).toEqual(
      done(`eip.kube-dc.com/${one} created\nconfigmap/${one} created\n`),
    )
  })

  test('does not create twice', async () => {
    const one = name()
    await made(path, eip(one))
    expect(await withFile(['create'], eip(one))).toEqual(
      failed(
        expect.stringMatching(
          new RegExp(
            `^Error from server \\(AlreadyExists\\): error when creating ".*": eips.kube-dc.com "${one}" already exists\n$`,
          ),
        ),
      ),
    )
  })

  test('refuses unknown fields before it asks for anything', async () => {
    const one = name()
    expect(await withFile(['create'], eip(one, { externalNetworkType: 'cloud', foo: 1 }))).toEqual(
      failed(
        expect.stringMatching(
          /^Error from server \(BadRequest\): error when creating ".*": EIp in version "v1" cannot be handled as a EIp: strict decoding error: unknown field "spec\.foo"\n$/,
        ),
      ),
    )
  })

  test('says what a definition says', async () => {
    const one = name()
    expect(await withFile(['create'], eip(one, { externalNetworkType: 'cloud', childRef: 'x' }))).toEqual(
      failed(
        `The EIp "${one}" is invalid: spec: Invalid value: "object": externalNetworkType and childRef cannot be set at the same time\n`,
      ),
    )
  })

  test('tries on the server', async () => {
    const one = name()
    expect(await withFile(['create', '--dry-run=server'], eip(one))).toEqual(
      done(`eip.kube-dc.com/${one} created (server dry run)\n`),
    )
    expect((await admin.get(`${path}/${one}`)).status).toBe(404)
  })

  test('has generators', async () => {
    const one = name('g')
    expect(await kubectl.run('create', 'configmap', one, '--from-literal=a=1')).toEqual(
      done(`configmap/${one} created\n`),
    )
    expect(await kubectl.run('create', 'secret', 'generic', one, '--from-literal=a=1')).toEqual(
      done(`secret/${one} created\n`),
    )
    expect(await kubectl.run('create', 'serviceaccount', one)).toEqual(
      done(`serviceaccount/${one} created\n`),
    )
    expect(await kubectl.run('create', 'role', one, '--verb=get', '--resource=eips.kube-dc.com')).toEqual(
      done(`role.rbac.authorization.k8s.io/${one} created\n`),
    )
    expect(
      await kubectl.run(
        'create',
        'rolebinding',
        one,
        `--role=${one}`,
        `--serviceaccount=${namespace}:${one}`,
      ),
    ).toEqual(done(`rolebinding.rbac.authorization.k8s.io/${one} created\n`))
    const spare = `contract-${unique()}`
    expect(await kubectl.run('create', 'namespace', spare)).toEqual(done(`namespace/${spare} created\n`))
  })

  test('makes a token of a service account', async () => {
    const one = name('robot')
    await kubectl.print('create', 'serviceaccount', one)
    const token = await kubectl.print('create', 'token', one)
    const robot = new Kubectl(namespace, token.trim())
    expect(await robot.print('auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}')).toBe(
      `system:serviceaccount:${namespace}:${one}`,
    )
    robot.remove()
  })
})

describe('kubectl apply', () => {
  const annotation = 'kubectl.kubernetes.io/last-applied-configuration'

  test('creates, leaves alone, changes and takes away', async () => {
    const one = name()
    const url = `${path}/${one}`
    const first = eip(one, { externalNetworkType: 'cloud', childRef: '' }, { labels: { a: '1', b: '2' } })
    expect(await withFile(['apply'], first)).toEqual(done(`eip.kube-dc.com/${one} created\n`))
    expect((await admin.get(url)).object.metadata['annotations']).toHaveProperty([annotation])
    expect(await withFile(['apply'], first)).toEqual(done(`eip.kube-dc.com/${one} unchanged\n`))
    await admin.patch(url, { metadata: { labels: { other: 'kept' } } })
    const second = eip(one, { externalNetworkType: 'cloud' }, { labels: { a: '1', c: '3' } })
    expect(await withFile(['apply'], second)).toEqual(done(`eip.kube-dc.com/${one} configured\n`))
    expect((await admin.get(url)).body).toMatchObject({
      metadata: { labels: { a: '1', c: '3', other: 'kept' } },
    })
    expect((await admin.get(url)).object.metadata['labels']).not.toHaveProperty('b')
    expect((await admin.get(url)).object['spec']).toEqual({ externalNetworkType: 'cloud' })
  })

  test('does the same for built-in kinds', async () => {
    const one = name('map')
    const url = `${maps}/${one}`
    expect(await withFile(['apply'], configMap(one, { a: '1', b: '2' }))).toEqual(
      done(`configmap/${one} created\n`),
    )
    expect(await withFile(['apply'], configMap(one, { a: '1', b: '2' }))).toEqual(
      done(`configmap/${one} unchanged\n`),
    )
    await admin.patch(url, { data: { other: 'kept' } })
    expect(await withFile(['apply'], configMap(one, { a: 'one', c: '3' }))).toEqual(
      done(`configmap/${one} configured\n`),
    )
    expect((await admin.get(url)).body).toMatchObject({ data: { a: 'one', c: '3', other: 'kept' } })
    expect((await admin.get(url)).object['data']).not.toHaveProperty('b')
  })

  test('replaces the rules of a role as a whole', async () => {
    const one = name('role')
    const type = 'role.rbac.authorization.k8s.io'
    expect(await withFile(['apply'], role(one, [eipRule('get', 'list')]))).toEqual(
      done(`${type}/${one} created\n`),
    )
    expect(await withFile(['apply'], role(one, [eipRule('get')]))).toEqual(
      done(`${type}/${one} configured\n`),
    )
    expect((await admin.get(`${rbac(namespace, 'roles')}/${one}`)).body).toMatchObject({
      rules: [eipRule('get')],
    })
  })

  test('tries on the server', async () => {
    const one = name()
    expect(await withFile(['apply', '--dry-run=server'], eip(one))).toEqual(
      done(`eip.kube-dc.com/${one} created (server dry run)\n`),
    )
  })

  test('says what is refused', async () => {
    const one = name()
    await withFile(['apply'], eip(one, { externalNetworkType: 'cloud' }))
    expect(await withFile(['apply'], eip(one, { externalNetworkType: 'public' }))).toEqual(
      failed(
        `The EIp "${one}" is invalid: spec.externalNetworkType: Invalid value: "string": externalNetworkType is immutable\n`,
      ),
    )
  })

  test('shows what would change', async () => {
    const one = name()
    await withFile(['apply'], eip(one, undefined, { labels: { a: '1' } }))
    const { code, stdout } = await withFile(['diff'], eip(one, undefined, { labels: { a: '2' } }))
    expect(code).toBe(1)
    expect(stdout).toContain('\n-    a: "1"\n+    a: "2"\n')
  })
})

describe('kubectl apply --server-side', () => {
  const apply = (...more: readonly string[]) => ['apply', '--server-side', ...more]

  test('creates and changes', async () => {
    const one = name()
    const applied = done(`eip.kube-dc.com/${one} serverside-applied\n`)
    expect(
      await withFile(apply(), eip(one, { externalNetworkType: 'cloud' }, { labels: { a: '1', b: '2' } })),
    ).toEqual(applied)
    expect(
      await withFile(apply(), eip(one, { externalNetworkType: 'cloud' }, { labels: { a: 'one' } })),
    ).toEqual(applied)
    expect((await admin.get(`${path}/${one}`)).object.metadata).toMatchObject({ labels: { a: 'one' } })
  })

  test('takes away what it no longer says, and nothing else', async () => {
    const one = name()
    const url = `${path}/${one}`
    await withFile(
      apply(),
      eip(one, { externalNetworkType: 'cloud', childRef: '' }, { labels: { a: '1', b: '2' } }),
    )
    await admin.patch(url, { metadata: { labels: { other: 'kept' } } })
    await withFile(apply(), eip(one, { externalNetworkType: 'cloud' }, { labels: { a: '1' } }))
    const { metadata, ...rest } = (await admin.get(url)).object
    expect(metadata['labels']).toEqual({ a: '1', other: 'kept' })
    expect(rest['spec']).toEqual({ externalNetworkType: 'cloud' })
  })

  test('without a change changes nothing', async () => {
    const one = name()
    await withFile(apply(), eip(one, { externalNetworkType: 'cloud' }))
    const before = (await admin.get(`${path}/${one}`)).object
    await withFile(apply(), eip(one, { externalNetworkType: 'cloud' }))
    expect((await admin.get(`${path}/${one}`)).object).toEqual(before)
  })

  test('does not take over what somebody else has set, unless told to', async () => {
    const one = name()
    const url = `${path}/${one}`
    await withFile(apply(), eip(one, undefined, { labels: { a: '1' } }))
    await admin.patch(`${url}?fieldManager=somebody`, { metadata: { labels: { a: 'theirs' } } })
    const ours = eip(one, undefined, { labels: { a: 'ours' } })
    const { code, stderr } = await withFile(apply(), ours)
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^error: Apply failed with 1 conflict: conflict with "somebody" using kube-dc\.com\/v1: \.metadata\.labels\.a\nPlease review the fields above/,
    )
    expect((await withFile(apply('--force-conflicts'), ours)).code).toBe(0)
    expect((await admin.get(url)).object.metadata).toMatchObject({ labels: { a: 'ours' } })
  })

  test('tells who manages what only to who asks', async () => {
    const one = name()
    await withFile(apply('--field-manager=app'), eip(one, undefined, { labels: { a: '1' } }))
    expect(await kubectl.print('get', 'eip', one, '-o', 'yaml')).not.toContain('managedFields')
    expect(await kubectl.print('get', 'eip', one, '-o', 'yaml', '--show-managed-fields')).toMatch(
      /\n {2}managedFields:\n {2}- apiVersion: kube-dc\.com\/v1\n {4}fieldsType: FieldsV1\n {4}fieldsV1:\n {6}f:metadata:\n {8}f:labels:\n {10}f:a: \{\}\n {4}manager: app\n {4}operation: Apply\n {4}time: /,
    )
  })

  test('applies built-in kinds', async () => {
    const one = name('map')
    const url = `${maps}/${one}`
    expect(await withFile(apply(), configMap(one, { a: '1', b: '2' }))).toEqual(
      done(`configmap/${one} serverside-applied\n`),
    )
    await admin.patch(url, { data: { other: 'kept' } })
    await withFile(apply(), configMap(one, { a: 'one' }))
    expect((await admin.get(url)).object['data']).toEqual({ a: 'one', other: 'kept' })
  })

  test('tries on the server', async () => {
    const one = name()
    expect(await withFile(apply('--dry-run=server'), eip(one))).toEqual(
      done(`eip.kube-dc.com/${one} serverside-applied (server dry run)\n`),
    )
    expect((await admin.get(`${path}/${one}`)).status).toBe(404)
  })
})

describe('kubectl patch, label, annotate and edit', () => {
  test('patches by merging', async () => {
    const one = name()
    await made(path, eip(one))
    expect(
      await kubectl.run('patch', 'eip', one, '--type=merge', '-p', '{"metadata":{"labels":{"a":"b"}}}'),
    ).toEqual(done(`eip.kube-dc.com/${one} patched\n`))
    expect(
      await kubectl.run('patch', 'eip', one, '--type=merge', '-p', '{"metadata":{"labels":{"a":"b"}}}'),
    ).toEqual(done(`eip.kube-dc.com/${one} patched (no change)\n`))
    expect(
      await kubectl.run(
        'patch',
        'eip',
        one,
        '--type=json',
        '-p',
        '[{"op":"remove","path":"/metadata/labels"}]',
      ),
    ).toEqual(done(`eip.kube-dc.com/${one} patched\n`))
    expect(
      await kubectl.run(
        'patch',
        'eip',
        one,
        '--subresource=status',
        '--type=merge',
        '-p',
        '{"status":{"ready":true,"ovnEIpRef":"x"}}',
      ),
    ).toEqual(done(`eip.kube-dc.com/${one} patched\n`))
  })

  test('patches built-in kinds strategically', async () => {
    const one = name('map')
    await made(maps, configMap(one, { a: '1' }))
    expect(await kubectl.run('patch', 'configmap', one, '-p', '{"data":{"a":null,"b":"2"}}')).toEqual(
      done(`configmap/${one} patched\n`),
    )
    expect((await admin.get(`${maps}/${one}`)).object['data']).toEqual({ b: '2' })
  })

  test('labels and annotates', async () => {
    const one = name()
    await made(path, eip(one))
    expect(await kubectl.run('label', 'eip', one, 'a=b')).toEqual(done(`eip.kube-dc.com/${one} labeled\n`))
    expect(await kubectl.run('label', 'eip', one, 'a=c')).toEqual(
      failed("error: 'a' already has a value (b), and --overwrite is false\n"),
    )
    expect(await kubectl.run('label', 'eip', one, 'a-')).toEqual(done(`eip.kube-dc.com/${one} unlabeled\n`))
    expect(await kubectl.run('annotate', 'eip', one, 'a=b')).toEqual(
      done(`eip.kube-dc.com/${one} annotated\n`),
    )
  })

  test('replaces', async () => {
    const one = name('map')
    await made(maps, configMap(one, { a: '1' }))
    expect(await withFile(['replace'], configMap(one, { b: '2' }))).toEqual(
      done(`configmap/${one} replaced\n`),
    )
  })
})

describe('kubectl delete', () => {
  test('deletes and waits until it is gone', async () => {
    const one = name()
    await made(path, eip(one))
    expect(await kubectl.run('delete', 'eip', one)).toEqual(
      done(`eip.kube-dc.com "${one}" deleted from ${namespace} namespace\n`),
    )
    expect((await admin.get(`${path}/${one}`)).status).toBe(404)
    expect(await kubectl.run('delete', 'eip', one)).toEqual(
      failed(`Error from server (NotFound): eips.kube-dc.com "${one}" not found\n`),
    )
    expect(await kubectl.run('delete', 'eip', one, '--ignore-not-found')).toEqual(done(''))
  })

  test('tries on the server', async () => {
    const one = name()
    await made(path, eip(one))
    expect(await kubectl.run('delete', 'eip', one, '--dry-run=server')).toEqual(
      done(`eip.kube-dc.com "${one}" deleted from ${namespace} namespace (server dry run)\n`),
    )
    expect((await admin.get(`${path}/${one}`)).status).toBe(200)
  })

  test('gives up waiting for what finalizers hold', async () => {
    const one = name()
    await made(path, eip(one, undefined, { finalizers: ['contract.test/hold'] }))
    // When the time is up while kubectl opens a watch again, it complains of that besides, on a line before.
    expect(await kubectl.run('delete', 'eip', one, '--timeout=3s')).toEqual({
      code: 1,
      stdout: `eip.kube-dc.com "${one}" deleted from ${namespace} namespace\n`,
      stderr: expect.stringMatching(
        new RegExp(`(^|\n)error: timed out waiting for the condition on eips/${one}\n$`),
      ),
    })
    expect(await kubectl.run('delete', 'eip', one, '--wait=false')).toEqual(
      done(`eip.kube-dc.com "${one}" deleted from ${namespace} namespace\n`),
    )
  })

  test('deletes by label', async () => {
    for (const one of ['l1', 'l2']) await made(path, eip(one, undefined, { labels: { batch: 'yes' } }))
    expect(await kubectl.run('delete', 'eips', '-l', 'batch=yes')).toEqual(
      done(
        `eip.kube-dc.com "l1" deleted from ${namespace} namespace\neip.kube-dc.com "l2" deleted from ${namespace} namespace\n`,
      ),
    )
  })
})

describe('kubectl wait', () => {
  test('waits for a field', async () => {
    const one = name()
    await made(path, eip(one))
    const waiting = kubectl.run('wait', `eip/${one}`, '--for=jsonpath={.status.ready}=true', '--timeout=20s')
    await admin.patch(`${path}/${one}/status`, { status: { ready: true, ovnEIpRef: 'x' } })
    expect(await waiting).toEqual(done(`eip.kube-dc.com/${one} condition met\n`))
  })

  test('waits for a condition', async () => {
    const one = name()
    await made(path, eip(one))
    const condition = {
      type: 'Ready',
      status: 'True',
      reason: 'Allocated',
      message: '',
      lastTransitionTime: '2026-08-01T10:00:00Z',
    }
    await admin.patch(`${path}/${one}/status`, { status: { ovnEIpRef: 'x', conditions: [condition] } })
    expect(await kubectl.run('wait', `eip/${one}`, '--for=condition=Ready', '--timeout=20s')).toEqual(
      done(`eip.kube-dc.com/${one} condition met\n`),
    )
  })
})

describe('kubectl auth', () => {
  test('tells who somebody is and what they may do', async () => {
    const { name: who } = await personWith(namespace, path, eipRule('get', 'list'))
    const person = new Kubectl(namespace, await tokenFor({ username: who, groups: [who] }))
    expect((await person.print('auth', 'whoami')).replaceAll(/ +/g, ' ')).toBe(
      `ATTRIBUTE VALUE\nUsername nimbus:${who}\nGroups [nimbus:${who} system:authenticated]\n`,
    )
    expect(await person.run('auth', 'can-i', 'list', 'eips')).toEqual(done('yes\n'))
    expect(await person.run('auth', 'can-i', 'delete', 'eips')).toEqual({
      code: 1,
      stdout: 'no\n',
      stderr: '',
    })
    expect(await person.run('auth', 'can-i', 'list', 'eips', '-A')).toEqual({
      code: 1,
      stdout: 'no\n',
      stderr: '',
    })
    const lines = (await person.print('auth', 'can-i', '--list')).replaceAll(/ +/g, ' ').split('\n')
    expect(lines[0]).toBe('Resources Non-Resource URLs Resource Names Verbs')
    expect(lines).toContain('eips.kube-dc.com [] [] [get list]')
    expect(lines).toContain('selfsubjectaccessreviews.authorization.k8s.io [] [] [create]')
    person.remove()
  })

  test('asks for somebody else', async () => {
    const one = name()
    await made(rbac(namespace, 'roles'), role(one, [eipRule('list')]))
    await made(
      rbac(namespace, 'rolebindings'),
      binding(one, { kind: 'Role', name: one }, { kind: 'Group', name: `nimbus:${one}` }),
    )
    const as = ['--as=nimbus:ada', `--as-group=nimbus:${one}`]
    expect(await kubectl.run('auth', 'can-i', 'list', 'eips', ...as)).toEqual(done('yes\n'))
    expect(await kubectl.run('auth', 'can-i', 'delete', 'eips', ...as)).toEqual({
      code: 1,
      stdout: 'no\n',
      stderr: '',
    })
  })

  test('refuses in the words of the server', async () => {
    const person = new Kubectl(namespace, await tokenFor({ username: 'ada' }))
    expect(await person.run('get', 'eips')).toEqual(
      failed(
        `Error from server (Forbidden): eips.kube-dc.com is forbidden: User "nimbus:ada" cannot list resource "eips" in API group "kube-dc.com" in the namespace "${namespace}"\n`,
      ),
    )
    person.remove()
    const stranger = new Kubectl(namespace, await tokenFor({ username: 'ada' }, { expiresIn: -10 }))
    expect(await stranger.run('get', 'eips')).toEqual(
      failed(expect.stringMatching(/error: You must be logged in to the server \(.*\)\n$/)),
    )
    stranger.remove()
  })
})
