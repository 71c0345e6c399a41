import { describe, expect, it } from 'vitest'
import { accessFromRules } from '../access.ts'
import { externalIp } from '../model/external-ip.ts'
import { parseObject } from '../model/unreadable.ts'
import { HOSTNAME, network, rawEip, rawFip, rawService, rawWeb, ROUTED, WORKING } from '../testing/network.ts'
import { ago, eip, NO_ADDRESS, NOW, UNUSED } from '../testing/samples.ts'
import { canDeleteExternalIp } from './delete.ts'

const may = (verb: string) =>
  accessFromRules({
    rules: [{ apiGroups: ['kube-dc.com'], resources: ['eips'], verbs: [verb], resourceNames: [] }],
    incomplete: false,
  })
const facts = { access: may('delete'), project: 'edge', now: NOW }

const lost = [
  '203.0.113.14 goes back to the pool. Getting the same one again is not assured.',
  'A DNS record that still points to it will lead to whoever gets it next.',
]

describe('canDeleteExternalIp', () => {
  it('names what breaks and what is lost', () => {
    const ip = eip({
      status: {
        owners: [
          { type: 'ServiceLb', ownerRef: 'nimbus-edge/mqtt' },
          { type: 'ServiceLb', ownerRef: 'nimbus-arena/web' },
          { type: 'FIp', ownerRef: 'broker' },
          { type: 'Snat', ownerRef: 'nimbus-edge' },
          { type: 'VpnGateway', ownerRef: 'site.b' },
          {},
        ],
      },
    })
    expect(canDeleteExternalIp(ip, facts)).toEqual({
      allowed: true,
      info: {
        breaks: [
          'Disconnects load balancer mqtt.',
          'Disconnects load balancer web in nimbus-arena.',
          'Disconnects floating IP broker, in both directions.',
          'Cuts what reaches out through this address off.',
          'Takes the address from VpnGateway site.b.',
          'Takes the address from unknown.',
        ],
        lost,
        typeName: true,
      },
    })
  })

  it('is plain where nothing uses it', () => {
    expect(canDeleteExternalIp(eip({ status: UNUSED }), facts)).toEqual({
      allowed: true,
      info: { breaks: [], lost, typeName: false },
    })
    expect(canDeleteExternalIp(eip({ status: NO_ADDRESS }), facts).info).toEqual({
      breaks: [],
      lost: [],
      typeName: false,
    })
  })

  it('never deletes the default gateway, whoever asks and whatever its state', () => {
    for (const status of [UNUSED, NO_ADDRESS, null, {}]) {
      const verdict = canDeleteExternalIp(eip({ metadata: { name: 'default-gw' }, status }), facts)
      expect(verdict.allowed ? undefined : verdict.reason).toContain('the way out of edge')
    }
  })

  it.each([
    [
      'in progress',
      eip({ metadata: { deletionTimestamp: ago({ minutes: 3 }) } }),
      facts,
      'It is being deleted already, since 3 minutes.',
    ],
    [
      'in progress, oddly dated',
      eip({ metadata: { deletionTimestamp: '?' } }),
      facts,
      'It is being deleted already.',
    ],
    [
      'denied',
      eip(),
      { ...facts, access: may('get') },
      'Your role here cannot delete External IPs. A developer or admin can.',
    ],
  ])('says why not: %s', (_name, ip, given, reason) => {
    expect(canDeleteExternalIp(ip, given)).toMatchObject({ allowed: false, reason })
  })

  it('asks for the name of what it cannot read', () => {
    const malformed = parseObject(externalIp, { metadata: { name: 'odd', uid: 'u' }, status: 1 })
    expect(canDeleteExternalIp(malformed, facts)).toMatchObject({ allowed: true, info: { typeName: true } })
  })

  it('names ports, endpoints and hostnames where the rest of the Project is seen', () => {
    const routed = network({
      ...ROUTED,
      services: [
        rawWeb(),
        rawService('late', {
          annotations: { 'service.nlb.kube-dc.com/bind-on-eip': 'slb-web-ab12c' },
          addresses: [],
        }),
      ],
      'floating-ips': [rawFip('direct', { eip: 'slb-web-ab12c' }, null)],
    })
    const [ip] = routed.objects('external-ips')
    expect(ip && canDeleteExternalIp(ip, { ...facts, network: routed }).info.breaks).toEqual([
      'Disconnects load balancer web: 80/TCP, 1 endpoint.',
      `${HOSTNAME} stops answering, as it leads to web.`,
      'Leaves load balancer late waiting: it asks for slb-web-ab12c.',
      'Leaves floating IP direct without an address: it asks for slb-web-ab12c.',
    ])
  })

  it('finds a load balancer that has the address though it does not say so', () => {
    const untold = network({ ...WORKING, 'external-ips': [rawEip('uplink-a', {}, { owners: [] })] })
    const [ip] = untold.objects('external-ips')
    expect(ip && canDeleteExternalIp(ip, { ...facts, network: untold }).info).toMatchObject({
      breaks: ['Disconnects load balancer mqtt: 8883/TCP, 1 endpoint.'],
      typeName: true,
    })
  })

  it('says no endpoints where they cannot be seen', () => {
    const blind = network(WORKING, { sights: { 'endpoint-slices': 'forbidden' } })
    const [ip] = blind.objects('external-ips')
    expect(ip && canDeleteExternalIp(ip, { ...facts, network: blind }).info.breaks).toEqual([
      'Disconnects load balancer mqtt: 8883/TCP.',
    ])
  })
})
