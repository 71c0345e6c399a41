import { describe, expect, it } from 'vitest'
import { parseObject } from './unreadable.ts'
import { gateway } from './gateway.ts'
import { httpRoute } from './gateway-route.ts'

const metadata = {
  name: 'eg',
  namespace: 'envoy-gateway-system',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '2026-05-01T10:00:00Z',
}

describe('a Gateway', () => {
  it('has listeners with what the controller says of each, by name', () => {
    const { className, addresses, listeners } = gateway.parse({
      metadata,
      spec: {
        gatewayClassName: 'envoy',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } },
          {
            name: 'web',
            hostname: 'web.example.net',
            port: 443,
            protocol: 'HTTPS',
            tls: {
              certificateRefs: [
                { kind: 'Secret', name: 'own' },
                { name: 'web-tls', namespace: 'nimbus-edge' },
              ],
            },
          },
        ],
      },
      status: {
        addresses: [{ type: 'IPAddress', value: '203.0.113.2' }],
        listeners: [
          { name: 'gone', attachedRoutes: 9 },
          { name: 'web', attachedRoutes: 1, conditions: [{ type: 'Programmed', status: 'True' }] },
        ],
      },
    })
    expect({ className, addresses }).toEqual({ className: 'envoy', addresses: ['203.0.113.2'] })
    expect(listeners).toEqual([
      { name: 'http', port: 80, protocol: 'HTTP', certificates: [], routesFrom: 'All', conditions: [] },
      {
        name: 'web',
        hostname: 'web.example.net',
        port: 443,
        protocol: 'HTTPS',
        tls: 'Terminate',
        certificates: [
          { namespace: 'envoy-gateway-system', name: 'own' },
          { namespace: 'nimbus-edge', name: 'web-tls' },
        ],
        routesFrom: 'Same',
        attachedRoutes: 1,
        conditions: [{ type: 'Programmed', status: 'True' }],
      },
    ])
  })

  it('may say nothing yet, and is unreadable where a listener has no port', () => {
    expect(gateway.parse({ metadata })).toMatchObject({ listeners: [], conditions: [], addresses: [] })
    const broken = { metadata, spec: { listeners: [{ name: 'http', protocol: 'HTTP' }] } }
    expect(parseObject(gateway, broken).kind).toBe('Unreadable')
  })
})

describe('a route', () => {
  it('asks Gateways, in its own namespace where it names none', () => {
    const read = httpRoute.parse({
      metadata: { ...metadata, name: 'web', namespace: 'nimbus-edge' },
      spec: {
        parentRefs: [
          { name: 'eg', namespace: 'envoy-gateway-system', sectionName: 'http' },
          { name: 'own' },
          { kind: 'Service', name: 'mesh' },
        ],
      },
    })
    expect(read.asks).toEqual([
      { namespace: 'envoy-gateway-system', gateway: 'eg', listener: 'http' },
      { namespace: 'nimbus-edge', gateway: 'own' },
    ])
  })

  it.each([
    ['every path, where it says nothing', undefined, ['PathPrefix /']],
    ['every path, where a rule says nothing', [{}], ['PathPrefix /']],
    [
      'each path once',
      [
        { matches: [{ path: { value: '/a' } }] },
        { matches: [{ path: { type: 'Exact', value: '/b' } }, { path: { value: '/a' } }] },
      ],
      ['PathPrefix /a', 'Exact /b'],
    ],
    ['a method apart', [{ matches: [{ method: 'GET' }] }], ['PathPrefix / GET']],
  ])('wants %s', (_, rules, matches) => {
    expect(httpRoute.parse({ metadata, spec: { rules } }).matches).toEqual(matches)
  })
})
