import { describe, expect, it } from 'vitest'
import type { Audit } from '../audit.ts'
import { ProblemError, signedOut } from '../problem-error.ts'
import { AsUser } from './as-user.ts'
import type { Caller } from './caller.ts'
import type { ClusterRequest } from './connection.ts'
import { ClusterRefusal, ClusterTimeout, ClusterUnreachable } from './errors.ts'

const noAudit: Audit = () => undefined

/** A cluster that answers what it is told to, in turn. */
class ScriptedCluster {
  readonly requests: ClusterRequest[] = []
  readonly #answers: unknown[]

  constructor(...answers: unknown[]) {
    this.#answers = answers
  }

  request(request: ClusterRequest): Promise<unknown> {
    this.requests.push(request)
    const answer = this.#answers.shift()
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
  }

  get tokens(): unknown[] {
    return this.requests.map(({ as }) => (as === 'own' ? 'own' : as.token))
  }
}

class FakeCaller implements Caller {
  readonly key = 'session'
  readonly tenant = 'nimbus'
  readonly who = 'nimbus-developer'
  readonly requestId = 'request-1'
  ended = false

  token(): Promise<string> {
    return Promise.resolve('first')
  }

  tokenAfter(rejected: string): Promise<string> {
    return Promise.resolve(`after ${rejected}`)
  }

  rejected(): Promise<void> {
    this.ended = true
    return Promise.resolve()
  }
}

const uplink = { kind: 'external-ips', namespace: 'nimbus-edge', name: 'uplink-a' } as const
const write = {
  dryRun: false,
  changes: true,
  fields: { 'metadata.name': 'name', 'spec.externalNetworkType': 'networkType' },
}
const stored = {
  apiVersion: 'kube-dc.com/v1',
  kind: 'EIp',
  metadata: {
    name: 'uplink-a',
    namespace: 'nimbus-edge',
    uid: 'u1',
    resourceVersion: '7',
    creationTimestamp: '2026-08-01T00:00:00Z',
    managedFields: [{ manager: 'x' }],
  },
  spec: { externalNetworkType: 'public' },
}

async function problemAfter(error: unknown, attempt = write): Promise<ProblemError> {
  const asUser = new AsUser(new ScriptedCluster(error), noAudit)
  const problem: unknown = await asUser
    .create(new FakeCaller(), uplink, {}, attempt)
    .catch((reason: unknown) => reason)
  if (!(problem instanceof ProblemError)) throw new Error(`not a problem: ${String(problem)}`)
  return problem
}

function refusal(code: number, message: string, more: object = {}): ClusterRefusal {
  return new ClusterRefusal(code, { message, ...more })
}

describe('AsUser', () => {
  it('creates with the person’s token, strictly, and reads the answer', async () => {
    const cluster = new ScriptedCluster(stored)
    const created = await new AsUser(cluster, noAudit).create(
      new FakeCaller(),
      uplink,
      { externalNetworkType: 'public' },
      { ...write, dryRun: true },
    )
    expect(created).toMatchObject({ kind: 'ExternalIp', networkType: 'public', reported: false })
    expect(cluster.requests).toMatchObject([
      {
        as: { token: 'first', tenant: 'nimbus' },
        method: 'POST',
        path: '/apis/kube-dc.com/v1/namespaces/nimbus-edge/eips',
        query: { dryRun: 'All', fieldValidation: 'Strict' },
        body: { kind: 'EIp', metadata: { name: 'uplink-a' }, spec: { externalNetworkType: 'public' } },
      },
    ])
  })

  it.each<[string, unknown, string]>([
    [
      'an object that finalizers hold',
      { metadata: { deletionTimestamp: '2026-08-01T00:00:00Z', finalizers: ['f'] } },
      'finalizing',
    ],
    ['an object that nothing holds', { metadata: { deletionTimestamp: '2026-08-01T00:00:00Z' } }, 'gone'],
    ['a Status', { kind: 'Status', status: 'Success' }, 'gone'],
  ])('tells what became of a deletion from %s', async (_, answer, expected) => {
    const cluster = new ScriptedCluster(answer)
    await expect(new AsUser(cluster, noAudit).remove(new FakeCaller(), uplink, 'u1', write)).resolves.toBe(
      expected,
    )
    expect(cluster.requests[0]).toMatchObject({ method: 'DELETE', body: { preconditions: { uid: 'u1' } } })
  })

  it('tries a deletion by options in the body alone: a query beside a body is not looked at', async () => {
    const cluster = new ScriptedCluster({ kind: 'Status', status: 'Success' })
    await new AsUser(cluster, noAudit).remove(new FakeCaller(), uplink, 'u1', { ...write, dryRun: true })
    expect(cluster.requests[0]?.body).toEqual({
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid: 'u1' },
      dryRun: ['All'],
    })
    expect(cluster.requests[0]).not.toHaveProperty('query')
  })

  it('reads events of both generations, newest first, and skips what is none', async () => {
    const cluster = new ScriptedCluster({
      items: [
        {
          type: 'Normal',
          reason: 'Old',
          message: 'a',
          count: 3,
          firstTimestamp: 't1',
          lastTimestamp: 't2',
          source: { component: 'c' },
        },
        {
          type: 'Warning',
          reason: 'New',
          message: 'b',
          eventTime: 't3',
          series: { count: 5, lastObservedTime: 't4' },
          reportingComponent: 'd',
        },
        'nonsense',
      ],
    })
    const events = await new AsUser(cluster, noAudit).events(new FakeCaller(), uplink)
    expect(events).toEqual([
      {
        type: 'Warning',
        reason: 'New',
        message: 'b',
        count: 5,
        firstSeen: 't3',
        lastSeen: 't4',
        source: 'd',
      },
      { type: 'Normal', reason: 'Old', message: 'a', count: 3, firstSeen: 't1', lastSeen: 't2', source: 'c' },
    ])
    expect(cluster.requests[0]?.query).toMatchObject({
      fieldSelector: 'involvedObject.kind=EIp,involvedObject.name=uplink-a',
    })
  })

  it('shows an object as YAML without its bookkeeping', async () => {
    const yaml = await new AsUser(new ScriptedCluster(stored), noAudit).yaml(new FakeCaller(), uplink)
    expect(yaml).toMatch(/^apiVersion: .*\nkind: EIp\nmetadata:\n/)
    expect(yaml).toContain('externalNetworkType: public')
    expect(yaml).not.toContain('managedFields')
  })

  it('renews a token that the cluster does not accept, once', async () => {
    const cluster = new ScriptedCluster(refusal(401, 'Unauthorized'), stored)
    const caller = new FakeCaller()
    await new AsUser(cluster, noAudit).yaml(caller, uplink)
    expect(cluster.tokens).toEqual(['first', 'after first'])
    expect(caller.ended).toBe(false)
  })

  it('ends a session whose tokens the cluster does not accept', async () => {
    const cluster = new ScriptedCluster(refusal(401, 'Unauthorized'), refusal(401, 'Unauthorized'))
    const caller = new FakeCaller()
    await expect(new AsUser(cluster, noAudit).yaml(caller, uplink)).rejects.toMatchObject({
      code: 'signed-out',
    })
    expect(caller.ended).toBe(true)
    expect(cluster.requests).toHaveLength(2)
  })
})

describe('a change that did not succeed', () => {
  it.each<[string, Error, string, number]>([
    [
      'the name is taken',
      refusal(409, 'eips "uplink-a" already exists', { reason: 'AlreadyExists' }),
      'already-exists',
      409,
    ],
    [
      'somebody was faster',
      refusal(409, 'the object has been modified', { reason: 'Conflict' }),
      'conflict',
      409,
    ],
    ['it is gone', refusal(404, 'not found', { reason: 'NotFound' }), 'not-found', 404],
    [
      'the role does not allow it',
      refusal(
        403,
        'eips.kube-dc.com is forbidden: User "n" cannot create resource "eips" in API group "kube-dc.com" in the namespace "harbor-gate"',
      ),
      'forbidden',
      403,
    ],
    ['a proxy says 403 without a word', new ClusterRefusal(403, '<html>'), 'forbidden', 403],
    [
      'the local quota is full',
      refusal(
        403,
        'services "web" is forbidden: exceeded quota: hrq.hnc.x-k8s.io, requested: 1, used: 5, limited: 5',
      ),
      'quota-exceeded',
      403,
    ],
    [
      'the hierarchical quota is full',
      refusal(403, 'admission webhook denied the request: resource quota has been Exceeded'),
      'quota-exceeded',
      403,
    ],
    [
      'a webhook refuses',
      refusal(403, 'admission webhook "w.kube-dc.com" denied the request: not now'),
      'refused',
      403,
    ],
    [
      'the API server is busy',
      refusal(429, 'slow down', { details: { retryAfterSeconds: 7 } }),
      'cluster-unreachable',
      503,
    ],
    ['the API server is starting', refusal(503, 'not yet'), 'cluster-unreachable', 503],
    ['the API server failed', refusal(500, 'boom'), 'cluster-timeout', 504],
    ['a gateway gave up', refusal(504, 'late'), 'cluster-timeout', 504],
    ['nobody answered', new ClusterTimeout('late'), 'cluster-timeout', 504],
    ['the connection broke', new ClusterUnreachable('ECONNRESET', true), 'cluster-timeout', 504],
    ['it was never sent', new ClusterUnreachable('ECONNREFUSED', false), 'cluster-unreachable', 503],
    ['the request was wrong', refusal(400, 'strict decoding error'), 'bad-request', 400],
    ['the session ended', signedOut(), 'signed-out', 401],
  ])('says so when %s', async (_, error, code, status) => {
    const problem = await problemAfter(error)
    expect(problem).toMatchObject({ code, status })
    expect(problem.message).toMatch(/[.!?]$|: /)
  })

  it('says that nothing is known about the outcome, or that nothing was changed', async () => {
    expect((await problemAfter(new ClusterTimeout('late'))).message).toContain(
      'it is not known whether the change was made',
    )
    const never = await problemAfter(new ClusterUnreachable('ECONNREFUSED', false))
    expect(never.message).toContain('Nothing was changed')
    expect(never.body('r').retryAfter).toBe(5)
    const dryRun = await problemAfter(new ClusterTimeout('late'), { ...write, dryRun: true, changes: false })
    expect(dryRun.code).toBe('cluster-unreachable')
  })

  it('names the fields of the form, not those of the object', async () => {
    const problem = await problemAfter(
      refusal(422, 'EIp "x" is invalid', {
        details: {
          causes: [
            { field: 'spec.externalNetworkType', message: 'Unsupported value' },
            { field: 'metadata.name', message: 'must be a DNS label' },
            { field: 'spec.childRef', message: 'immutable' },
          ],
        },
      }),
    )
    expect(problem.body('r')).toMatchObject({
      code: 'invalid',
      causes: [
        { field: 'networkType', message: 'Unsupported value' },
        { field: 'name', message: 'must be a DNS label' },
        { field: 'spec.childRef', message: 'immutable' },
      ],
    })
  })

  it('never passes on what the cluster says about somebody else’s namespace', async () => {
    const problem = await problemAfter(
      refusal(
        403,
        'eips.kube-dc.com is forbidden: User "n" cannot create resource "eips" in the namespace "harbor-gate"',
      ),
    )
    expect(problem.message).not.toContain('harbor')
  })
})

describe('the audit log', () => {
  const pool = { kind: 'subnets', namespace: '*', name: 'ext-public' } as const
  const version = { metadata: { uid: 'u1', resourceVersion: '7' } }

  function heard(...answers: unknown[]) {
    const lines: string[] = []
    const audit: Audit = ({ who }, { verb, resource, namespace = '', name }, outcome) =>
      lines.push([who, verb, resource, namespace, name, outcome].join(' '))
    return { asUser: new AsUser(new ScriptedCluster(...answers), audit), lines }
  }

  it('is told of every change', async () => {
    const { asUser, lines } = heard(stored, stored, stored)
    await asUser.create(new FakeCaller(), uplink, {}, write)
    await asUser.patch(new FakeCaller(), pool, version, write)
    await asUser.remove(new FakeCaller(), uplink, 'u1', write)
    expect(lines).toEqual([
      'nimbus-developer create eips nimbus-edge uplink-a done',
      // What belongs to the whole cluster is in no namespace, whatever the address says.
      'nimbus-developer patch subnets  ext-public done',
      'nimbus-developer delete eips nimbus-edge uplink-a done',
    ])
  })

  it.each<[unknown, string]>([
    [new ClusterRefusal(403, { message: 'eips is forbidden: User "x" cannot delete' }), 'forbidden'],
    [new ClusterRefusal(403, { message: 'admission webhook said no' }), 'refused'],
    [new ClusterRefusal(409, { reason: 'Conflict', message: 'changed' }), 'conflict'],
    [new ClusterTimeout('too late'), 'cluster-timeout'],
    [signedOut(), 'signed-out'],
  ])('is told of one that ended with %s', async (error, outcome) => {
    const { asUser, lines } = heard(error)
    await expect(asUser.remove(new FakeCaller(), uplink, 'u1', write)).rejects.toBeInstanceOf(ProblemError)
    expect(lines).toEqual([`nimbus-developer delete eips nimbus-edge uplink-a ${outcome}`])
  })

  it('is not told of trials, but of one that ends what was about to be done', async () => {
    const no = new ClusterRefusal(403, { message: 'admission webhook said no' })
    const { asUser, lines } = heard(stored, no, stored, no)
    const trial = { ...write, dryRun: true, changes: false }
    const run = (attempt: typeof write & { readonly rehearsal?: boolean }) =>
      asUser.create(new FakeCaller(), uplink, {}, attempt).catch(() => undefined)
    await run(trial)
    await run(trial)
    expect(lines).toEqual([])
    await run({ ...trial, rehearsal: true })
    await run({ ...trial, rehearsal: true })
    expect(lines).toEqual(['nimbus-developer create eips nimbus-edge uplink-a refused'])
  })

  it('is not told of reading', async () => {
    const { asUser, lines } = heard(stored, { items: [] })
    await asUser.read(new FakeCaller(), uplink)
    await asUser.list(new FakeCaller(), uplink)
    expect(lines).toEqual([])
  })
})

describe('what belongs to the whole cluster', () => {
  it('is found without a namespace, and its events where Kubernetes keeps them', async () => {
    const cluster = new ScriptedCluster(stored, { items: [] }, { items: [] })
    const asUser = new AsUser(cluster, noAudit)
    const pool = { kind: 'subnets', namespace: 'nimbus-edge', name: 'ext-public' } as const
    await asUser.read(new FakeCaller(), pool)
    await asUser.list(new FakeCaller(), pool)
    await asUser.events(new FakeCaller(), pool)
    expect(cluster.requests.map(({ path }) => path)).toEqual([
      '/apis/kubeovn.io/v1/subnets/ext-public',
      '/apis/kubeovn.io/v1/subnets',
      '/api/v1/namespaces/default/events',
    ])
  })
})
