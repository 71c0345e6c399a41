import { describe, expect, it } from 'vitest'
import { judging } from '../testing/judging.ts'
import {
  FLOATING,
  floatingIpOf,
  gatewayRouteOf,
  HOSTNAME,
  loadBalancerOf,
  metadata,
  parsed,
  rawFip,
  rawService,
  ROUTED,
  WORKING,
} from '../testing/network.ts'
import {
  canChangeLoadBalancer,
  canDeleteFloatingIp,
  canDeleteLoadBalancer,
  canMoveFloatingIp,
  canRemoveGatewayRoute,
} from './removal.ts'

const facts = judging()
const nobody = judging({}, { access: { verbs: {}, incomplete: false, role: 'user' } })
const broken = (kind: 'services' | 'floating-ips') => {
  const object = parsed(kind, { metadata: metadata('odd'), spec: 7 })
  if (object.kind !== 'Unreadable') throw new Error('the sample can be read')
  return object
}

describe('deleting a load balancer', () => {
  it('says what breaks, and that a named address stays and costs', () => {
    expect(canDeleteLoadBalancer(loadBalancerOf(WORKING), undefined, facts)).toEqual({
      allowed: true,
      info: {
        breaks: ['Disconnects 203.0.113.14: 8883/TCP, 1 endpoint ready.'],
        lost: [],
        stays: [
          'The External IP uplink-a stays with its address, and counts against the quota of public addresses until it is deleted.',
        ],
        typeName: true,
      },
    })
  })

  it('says that an own address is gone, and the hostname with it', () => {
    const { info } = canDeleteLoadBalancer(loadBalancerOf(ROUTED, {}, 'web'), HOSTNAME, facts)
    expect(info.breaks).toEqual([
      'Disconnects 100.72.0.9: 80/TCP, 1 endpoint ready.',
      `${HOSTNAME} stops answering; its route and certificate go with it.`,
    ])
    expect(info.lost[0]).toBe(
      '100.72.0.9 goes back to the pool: the platform made it for web. Getting the same one again is not assured.',
    )
    expect(info.stays).toEqual([])
  })

  it('asks for the name where a hostname leads to it, though nothing answers', () => {
    const idle = loadBalancerOf({ ...ROUTED, 'endpoint-slices': [] }, {}, 'web')
    expect(canDeleteLoadBalancer(idle, HOSTNAME, facts).info.typeName).toBe(true)
    expect(canDeleteLoadBalancer(idle, undefined, facts).info.typeName).toBe(false)
  })

  it('is plain where nothing answers', () => {
    const idle = loadBalancerOf({ services: [rawService('mqtt', { addresses: [] })] })
    expect(canDeleteLoadBalancer(idle, undefined, facts).info).toMatchObject({ breaks: [], typeName: false })
  })

  it('asks for the name where endpoints cannot be seen', () => {
    const blind = loadBalancerOf(WORKING, { sights: { 'endpoint-slices': 'forbidden' } })
    expect(canDeleteLoadBalancer(blind, undefined, facts).info).toMatchObject({
      breaks: ['Disconnects 203.0.113.14: 8883/TCP.'],
      typeName: true,
    })
  })

  it.each([
    [
      { ownerReferences: [{ kind: 'KdcDatabase', name: 'orders', uid: 'o' }] },
      'belongs to the database orders',
    ],
    [{ deletionTimestamp: '2026-05-04T11:00:00Z' }, 'It is being deleted already.'],
  ])('is refused for %j', (meta, words) => {
    const view = loadBalancerOf({ ...WORKING, services: [rawService('mqtt', { meta })] })
    for (const verdict of [
      canDeleteLoadBalancer(view, undefined, facts),
      canChangeLoadBalancer(view, facts),
    ]) {
      expect(verdict.allowed ? undefined : verdict.reason).toContain(words)
    }
  })

  it('is refused by the role, and for what cannot be read allowed with the name', () => {
    expect(canDeleteLoadBalancer(loadBalancerOf(WORKING), undefined, nobody)).toMatchObject({
      allowed: false,
      reason: 'Your role, user, cannot delete Services. A developer or admin can.',
    })
    expect(canDeleteLoadBalancer(broken('services'), undefined, facts)).toMatchObject({
      allowed: true,
      info: { typeName: true },
    })
    expect(canChangeLoadBalancer(broken('services'), facts).allowed).toBe(false)
    expect(canChangeLoadBalancer(loadBalancerOf(WORKING), facts).allowed).toBe(true)
  })
})

describe('deleting a floating IP', () => {
  it('says what breaks, and that its External IP stays', () => {
    expect(canDeleteFloatingIp(floatingIpOf(FLOATING), facts).info).toEqual({
      breaks: [
        'Disconnects broker-1 from 203.0.113.15, in both directions. What it sends leaves by the way out of the Project from then on.',
      ],
      lost: [],
      stays: [
        'The External IP uplink-b stays with its address, and counts against the quota of public addresses until it is deleted.',
      ],
      typeName: true,
    })
  })

  it('says that an address from the pool goes back', () => {
    const automatic = floatingIpOf({
      ...FLOATING,
      'floating-ips': [rawFip('broker-direct', { eip: undefined, externalNetworkType: 'public' })],
    })
    const { info } = canDeleteFloatingIp(automatic, facts)
    expect(info.stays).toEqual([])
    expect(info.lost[0]).toContain('203.0.113.15 goes back to the pool')
  })

  it('is refused by the role, as a move is', () => {
    const view = floatingIpOf(FLOATING)
    expect(canDeleteFloatingIp(view, nobody)).toMatchObject({ allowed: false })
    expect(canMoveFloatingIp(view, nobody)).toMatchObject({
      allowed: false,
      reason: 'Your role, user, cannot delete Floating IPs. A developer or admin can.',
    })
    expect(canMoveFloatingIp(view, facts).allowed).toBe(true)
    expect(canMoveFloatingIp(broken('floating-ips'), facts).allowed).toBe(false)
    expect(canDeleteFloatingIp(broken('floating-ips'), facts).allowed).toBe(true)
  })
})

describe('taking a gateway route away', () => {
  it('says what stops and that the load balancer stays', () => {
    expect(canRemoveGatewayRoute(gatewayRouteOf(ROUTED), facts)).toEqual({
      allowed: true,
      info: {
        breaks: [`${HOSTNAME} stops answering within a minute.`],
        lost: ['Its certificate is deleted.'],
        stays: [
          'The load balancer web stays, reached by 100.72.0.9. Delete it as well if nothing else needs it.',
        ],
        typeName: true,
      },
    })
  })

  it('takes the right to change Services', () => {
    expect(canRemoveGatewayRoute(gatewayRouteOf(ROUTED), nobody)).toMatchObject({
      allowed: false,
      reason: 'Your role, user, cannot change Services. A developer or admin can.',
    })
  })
})
