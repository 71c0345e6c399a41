import { expect, it } from 'vitest'
import {
  FLOATING,
  floatingIpOf,
  gatewayRouteOf,
  loadBalancerOf,
  rawEip,
  rawService,
  WORKING,
} from '../testing/network.ts'
import { floatingIpLines, gatewayRouteLines, loadBalancerLines } from './connect.ts'

function linesFor(ports: readonly object[], addresses?: readonly string[]): readonly string[] {
  const services = [rawService('mqtt', { spec: { ports }, ...(addresses && { addresses }) })]
  return loadBalancerLines(loadBalancerOf({ ...WORKING, services })).map(({ line }) => line)
}

it.each([
  [22, 'TCP', 'ssh user@203.0.113.14'],
  [80, 'TCP', 'curl -v http://203.0.113.14:80/'],
  [443, 'TCP', 'curl -v https://203.0.113.14:443/'],
  [8883, 'TCP', 'nc -vz 203.0.113.14 8883'],
  [53, 'UDP', 'nc -u 203.0.113.14 53'],
])('port %s/%s is tried with %s', (port, protocol, line) => {
  expect(linesFor([{ port, protocol }])).toEqual([line])
})

it('has a line for every port, and none without an address', () => {
  expect(linesFor([{ port: 80 }, { port: 443, name: 'tls' }])).toHaveLength(2)
  expect(linesFor([{ port: 80 }], [])).toEqual([])
})

it('knows a floating IP by its address', () => {
  const [first] = floatingIpLines(floatingIpOf(FLOATING))
  expect(first?.line).toBe('ssh user@203.0.113.15')
})

it('marks what works only inside the platform, and a login that is the reader’s own', () => {
  const login = '“user” stands for your own login on the machine'
  const at = (type: string) => ({
    ...WORKING,
    'external-ips': [rawEip('uplink-a', { externalNetworkType: type })],
  })
  const lines = (type: string) =>
    loadBalancerLines(
      loadBalancerOf({
        ...at(type),
        services: [rawService('mqtt', { spec: { ports: [{ port: 22 }, { port: 8883 }] } })],
      }),
    ).map(({ only, note }) => [only, note])
  expect(lines('public')).toEqual([
    [undefined, login],
    [undefined, undefined],
  ])
  expect(lines('cloud')).toEqual([
    ['works only inside the platform', login],
    ['works only inside the platform', undefined],
  ])
  const [ssh, rdp] = floatingIpLines({ ...floatingIpOf(FLOATING), networkType: 'cloud' })
  expect(ssh).toMatchObject({ only: 'works only inside the platform', note: login })
  expect(rdp).toMatchObject({ only: 'works only inside the platform' })
})

it.each([
  ['https', 'https://web.example.net/', true],
  ['http', 'http://web.example.net/', true],
  ['tls-passthrough', 'openssl s_client -connect web.example.net:443 -servername web.example.net', false],
])('a route over %s is tried at %s', (way, line, isUrl) => {
  const nlb = 'service.nlb.kube-dc.com/'
  const annotations = { [`${nlb}expose-route`]: way, [`${nlb}route-hostname-status`]: 'web.example.net' }
  const view = gatewayRouteOf({ ...WORKING, services: [rawService('web', { annotations })] })
  expect(gatewayRouteLines(view)[0]).toMatchObject({ line, isUrl })
})

it('has no line for a route without a hostname', () => {
  expect(
    gatewayRouteLines(
      gatewayRouteOf({
        ...WORKING,
        services: [rawService('web', { annotations: { 'service.nlb.kube-dc.com/expose-route': 'https' } })],
      }),
    ),
  ).toEqual([])
})
