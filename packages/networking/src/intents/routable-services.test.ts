import { describe, expect, it } from 'vitest'
import { judging } from '../testing/judging.ts'
import { rawService, rawWeb } from '../testing/network.ts'
import { routableServices } from './routable-services.ts'

describe('Services for a gateway route', () => {
  it('are load balancers with TCP and without a route; the others say why not', () => {
    const udp = { ports: [{ port: 53, protocol: 'UDP' }] }
    const several = { ports: [{ port: 80 }, { port: 53, protocol: 'UDP' }, { port: 443 }] }
    const services = routableServices(
      judging({
        services: [
          rawService('several', { spec: several }),
          rawService('dns', { spec: udp }),
          rawService('inner', { spec: { type: 'ClusterIP' } }),
          rawService('leaving', { meta: { deletionTimestamp: '2026-05-04T11:00:00Z' } }),
          rawService('orders', {
            meta: { ownerReferences: [{ kind: 'KdcDatabase', name: 'orders', uid: 'o' }] },
          }),
          rawService('peers', { spec: { clusterIP: 'None' } }),
          rawWeb(),
        ],
      }),
    )
    expect(services[0]).toEqual({
      name: 'several',
      uid: 'uid-several',
      resourceVersion: '1',
      ports: [80, 443],
      address: '203.0.113.14',
      offered: true,
    })
    expect(services.slice(1).map(({ name, offered, reason }) => [name, offered, reason])).toEqual([
      ['dns', false, 'dns has no TCP port, and the Gateway passes nothing else on.'],
      [
        'inner',
        false,
        'inner is of type ClusterIP, and its type is never changed here. Choose it as a target: a new Service with the same selector is made for the route.',
      ],
      ['leaving', false, 'leaving is being deleted.'],
      [
        'orders',
        false,
        'orders belongs to the database orders, which would put it back as it was. Change it there instead.',
      ],
      ['web', false, 'web has a gateway route already. Change that one.'],
    ])
  })
})
