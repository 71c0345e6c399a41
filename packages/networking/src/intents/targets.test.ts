import { describe, expect, it, vi } from 'vitest'
import { judging } from '../testing/judging.ts'
import {
  metadata,
  network,
  rawEip,
  rawPod,
  rawService,
  rawVm,
  REACHING_OUT,
  WORKING,
} from '../testing/network.ts'
import { CLOUD_ONLY } from '../testing/samples.ts'
import { addressOptions, suggestedPorts } from './address.ts'
import { selectorPreview } from './selector.ts'
import { likelyPort, targetOptions } from './targets.ts'

const owned = (
  name: string,
  owner: string,
  labels: Readonly<Record<string, string>>,
  kind = 'ReplicaSet',
) => {
  const pod = rawPod(name, labels, '10.61.4.40')
  return {
    ...pod,
    metadata: metadata(name, { labels, ownerReferences: [{ kind, name: owner, uid: owner }] }),
  }
}

describe('what a load balancer can lead to', () => {
  it('finds workloads by what runs their pods, and the labels that stay', () => {
    const version = (hash: string, version: string) => ({ app: 'web', version, 'pod-template-hash': hash })
    const { workloads, known } = targetOptions(
      judging({
        pods: [
          owned('web-1', 'web-abc', version('abc', '1')),
          owned('web-2', 'web-abd', version('abd', '2')),
          owned('db-0', 'db', { app: 'db', 'statefulset.kubernetes.io/pod-name': 'db-0' }, 'StatefulSet'),
          owned('once-1', 'once', { job: 'once' }, 'Job'),
          rawPod('alone', {}, '10.61.4.50'),
          rawPod('done', { app: 'done' }, '10.61.4.51', { phase: 'Succeeded' }),
        ],
      }),
    )
    expect(known).toBe(true)
    expect(
      workloads.map(({ id, selector, ready, total, reason }) => ({ id, selector, ready, total, reason })),
    ).toEqual([
      { id: 'Job/once', selector: { job: 'once' }, ready: 1, total: 1, reason: undefined },
      { id: 'deployment/web', selector: { app: 'web' }, ready: 2, total: 2, reason: undefined },
      { id: 'stateful-set/db', selector: { app: 'db' }, ready: 1, total: 1, reason: undefined },
      {
        id: 'pod/alone',
        selector: undefined,
        ready: 1,
        total: 1,
        reason: 'The pods of alone have no labels that a selector could name.',
      },
    ])
    expect(workloads[1]?.ports).toEqual([
      { port: 8080, protocol: 'TCP' },
      { port: 8443, protocol: 'TCP' },
      { name: 'web', port: 8883, protocol: 'TCP' },
    ])
  })

  it('takes more labels where few would match others, and says where all do', () => {
    const { workloads } = targetOptions(
      judging({
        pods: [
          owned('front-1', 'front-x', { app: 'shop', tier: 'front', 'pod-template-hash': 'x' }),
          owned('back-1', 'back-y', { app: 'shop', tier: 'back', 'pod-template-hash': 'y' }),
          owned('plain-1', 'plain-z', { app: 'shop', 'pod-template-hash': 'z' }),
        ],
      }),
    )
    expect(workloads.map(({ name, selector, warning }) => [name, selector, warning])).toEqual([
      ['back', { app: 'shop', tier: 'back' }, undefined],
      ['front', { app: 'shop', tier: 'front' }, undefined],
      ['plain', { app: 'shop' }, 'Its labels match 2 other pods as well.'],
    ])
  })

  it('looks 1,000 pods that run alone under the same labels up once, not once for each', () => {
    const pods = Array.from({ length: 1_000 }, (_, index) =>
      rawPod(
        `alone-${index}`,
        index % 2 ? { app: 'shop', tier: 'a' } : { tier: 'a', app: 'shop' },
        '10.61.4.50',
      ),
    )
    const seen = network({ pods })
    let read = 0
    const ask = vi.spyOn(seen, 'ask')
    ask.mockImplementation((question) => {
      ask.mockRestore()
      return seen.ask((reader) =>
        question({
          ...reader,
          find: (kind, key) => {
            const found = reader.find(kind, key)
            read += found.length
            return found
          },
        }),
      )
    })
    const { workloads } = targetOptions(judging(seen))
    expect(workloads).toHaveLength(1_000)
    expect(new Set(workloads.map(({ warning }) => warning))).toEqual(
      new Set(['Its labels match 999 other pods as well.']),
    )
    expect(read).toBe(1_000)
  })

  it('shows workloads without pods where they may be seen', () => {
    const scaled = {
      metadata: metadata('idle'),
      spec: { replicas: 0, template: { metadata: { labels: { app: 'idle' } } } },
    }
    expect(targetOptions(judging({ deployments: [scaled] })).workloads).toMatchObject([
      {
        id: 'deployment/idle',
        selector: { app: 'idle' },
        offered: true,
        warning: 'idle is scaled to 0: connections are refused until it runs.',
      },
    ])
  })

  it('offers VMs by their name, running or not, and no workers', () => {
    const { vms } = targetOptions(
      judging({
        'virtual-machines': [
          rawVm('broker-1'),
          rawVm('broker-2', 'Stopped'),
          rawVm('worker', 'Running', { labels: { 'cluster.x-k8s.io/cluster-name': 'c1' } }),
        ],
        pods: [rawPod('launcher', { 'vm.kubevirt.io/name': 'broker-1' }, '10.61.4.9')],
      }),
    )
    expect(vms).toMatchObject([
      {
        name: 'broker-1',
        selector: { 'vm.kubevirt.io/name': 'broker-1' },
        ready: 1,
        total: 1,
        offered: true,
      },
      {
        name: 'broker-2',
        ready: 0,
        offered: true,
        warning: 'broker-2 is stopped: connections are refused until it runs.',
      },
      {
        name: 'worker',
        offered: false,
        reason: 'worker is a worker of the managed cluster c1. Expose what runs in the cluster from there.',
      },
    ])
    expect(vms[0]).not.toHaveProperty('warning')
  })

  it('offers Services by their selector', () => {
    const service = (name: string, spec: Readonly<Record<string, unknown>>, meta = {}) =>
      rawService(name, { spec, meta, addresses: [] })
    const { services } = targetOptions(
      judging({
        services: [
          service('plain', { type: 'ClusterIP', selector: { app: 'a' } }),
          service('external', { type: 'ExternalName', selector: undefined }),
          service('bare', { selector: undefined }),
          service(
            'db',
            { selector: { app: 'a' } },
            { ownerReferences: [{ kind: 'KdcDatabase', name: 'orders', uid: 'o' }] },
          ),
          service('empty', { selector: { app: 'none' } }),
        ],
        pods: [rawPod('a-1', { app: 'a' }, '10.61.4.9')],
      }),
    )
    expect(services.map(({ name, offered, reason, warning }) => [name, offered, reason ?? warning])).toEqual([
      [
        'db',
        true,
        'It belongs to the database orders, which may change its selector; the new load balancer would not follow.',
      ],
      ['empty', true, 'Its selector matches no pod.'],
      ['plain', true, undefined],
      ['bare', false, 'Its endpoints are written by something else, so there is no selector to take over.'],
      ['external', false, 'It only stands for another name, so there is no selector to take over.'],
    ])
  })

  it('previews a selector with pods, ports and words', () => {
    const preview = selectorPreview({ app: 'mqtt' }, [], judging(WORKING))
    expect(preview).toMatchObject({
      known: true,
      pods: [{ name: 'mqtt-1', ready: true, group: 'pod/mqtt-1' }],
      ready: 1,
      ports: [{ port: 8080 }, { port: 8443 }, { name: 'web', port: 8883 }],
      words: [],
      summary: '1 pod matches app=mqtt and is ready.',
    })
    const two = { ...WORKING, pods: [...WORKING.pods, rawPod('mqtt-2', { app: 'mqtt' }, '10.61.4.10')] }
    expect(selectorPreview({ app: 'mqtt' }, [], judging(two)).summary).toBe(
      '2 pods match app=mqtt, all ready.',
    )
    const blind = network(WORKING, { sights: { pods: 'forbidden' } })
    expect(selectorPreview({ app: 'x' }, [], judging(blind))).toMatchObject({ known: false, words: [] })
    expect(selectorPreview({ app: 'mqt' }, [], judging(WORKING)).words).toEqual([
      'No pod matches app=mqt. 1 pod would match app=mqtt.',
    ])
  })
})

describe('where an address can come from', () => {
  const unused = rawEip('z-unused', {}, { ipAddress: '203.0.113.20', ownershipType: 'Released', owners: [] })
  const fixed = rawEip(
    'a-fixed',
    {},
    { ownershipType: 'Exclusive', owners: [{ type: 'FIp', ownerRef: 'x' }] },
  )
  const objects = {
    ...WORKING,
    'external-ips': [...REACHING_OUT['external-ips'], rawEip(), unused, fixed],
  }

  it('offers unused ones first, then those with room, for load balancers', () => {
    const { existing, shared, suggestedNames } = addressOptions('load-balancer', judging(objects))
    expect(existing.map(({ name, offered, unused }) => [name, offered, unused])).toEqual([
      ['z-unused', true, true],
      ['uplink-a', true, false],
      ['a-fixed', false, false],
    ])
    expect(existing[1]?.ports).toMatchObject([{ protocol: 'TCP', port: 8883, service: 'mqtt' }])
    expect(shared).toMatchObject({ offered: true, networkType: 'cloud', address: '100.72.0.2' })
    expect(shared?.meaning).toContain('the Internet does not reach')
    expect(suggestedNames).toEqual({ cloud: 'cloud-ip', public: 'public-ip' })
  })

  it('offers only free ones for floating IPs, and never the shared one', () => {
    const options = addressOptions('floating-ip', judging(objects))
    expect(options).not.toHaveProperty('shared')
    expect(options.existing.map(({ name, offered }) => [name, offered])).toEqual([
      ['z-unused', true],
      ['a-fixed', false],
      ['default-gw', false],
      ['uplink-a', false],
    ])
  })

  it('never says of a site that the Internet does not reach it', () => {
    const { types, shared, existing } = addressOptions('gateway-route', judging(objects))
    expect(existing).toHaveLength(3)
    const said = [...types.map(({ meaning }) => meaning), shared?.meaning].join(' ')
    expect(said).not.toContain('does not reach')
    expect(said).toContain('The Gateway reaches it')
  })

  it('says what the shared one means in a public Project, and that it may be missing', () => {
    const project = { ...judging().project, egressNetworkType: 'public' } as const
    const { shared } = addressOptions('load-balancer', judging({}, { project }))
    expect(shared).toMatchObject({
      offered: false,
      networkType: 'public',
      reason: 'edge has no External IP default-gw: the platform has not made its way out yet.',
    })
    expect(shared?.meaning).toContain('The Internet can reach it.')
  })

  it('shows types that are not offered, and who cannot make a named one', () => {
    const access = { verbs: {}, incomplete: false, role: 'user' } as const
    const options = addressOptions('load-balancer', judging({}, { installation: CLOUD_ONLY, access }))
    expect(options.types.map(({ type, offered }) => [type, offered])).toEqual([
      ['cloud', true],
      ['public', false],
    ])
    expect(options.newDenied).toBe('Your role, user, cannot create External IPs. A developer or admin can.')
  })

  it('suggests ports that are free on it and not in the form', () => {
    const choice = { use: 'existing', name: 'uplink-a' } as const
    const suggest = (port: number, also: number[] = []) =>
      suggestedPorts(choice, { protocol: 'TCP', port }, also, judging(objects))
    expect(suggest(443)).toEqual([8443, 8444, 8445])
    expect(suggest(8882)).toEqual([8884, 8885, 8886])
    expect(suggest(8882, [8885])).toEqual([8884, 8886, 8887])
    expect(suggest(65_535)).toEqual([1024, 1025, 1026])
    const shared = suggestedPorts({ use: 'shared' }, { protocol: 'TCP', port: 32_379 }, [], judging(objects))
    expect(shared).toEqual([32_500, 32_501, 32_502])
  })
})

describe('the port that a target likely listens on', () => {
  const tcp = (port: number, name?: string) => ({
    port,
    protocol: 'TCP',
    ...(name !== undefined && { name }),
  })
  it.each([
    ['the only one', [tcp(8080, 'http')], 'TCP', 8080],
    ['none of another protocol', [tcp(8080)], 'UDP', undefined],
    ['the only one of its protocol', [tcp(8080), { port: 5353, protocol: 'UDP' }], 'TCP', 8080],
    ['one that has two names', [tcp(8080, 'http'), tcp(8080, 'web')], 'TCP', 8080],
    ['none of several', [tcp(8080), tcp(9090)], 'TCP', undefined],
    ['none where none is declared', [], 'TCP', undefined],
  ] as const)('is %s', (_, ports, protocol, port) => {
    expect(likelyPort(ports, protocol)).toBe(port)
  })
})
