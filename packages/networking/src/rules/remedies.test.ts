import { expect, it } from 'vitest'
import {
  FLOATING,
  floatingIpOf,
  gatewayRouteOf,
  loadBalancerOf,
  rawFip,
  rawService,
  rawWeb,
  ROUTED,
  WORKING,
} from '../testing/network.ts'
import { context, eip, NO_ADDRESS } from '../testing/samples.ts'
import {
  externalIpFindings,
  floatingIpFindings,
  gatewayRouteFindings,
  loadBalancerFindings,
} from './catalogue.ts'
import type { Finding } from './finding.ts'

/** What remedies lead to, without those that are somebody else's to do. */
const actions = (findings: readonly Finding[], rule: string) =>
  findings
    .filter((finding) => finding.rule === rule)
    .flatMap(({ remedies }) => remedies.flatMap(({ action }) => action ?? []))

it('whoever waits for an External IP is given the form with its name and type', () => {
  const annotations = { 'network.kube-dc.com/external-network-type': 'public' }
  const services = [rawService('mqtt', { annotations, addresses: [] })]
  const service = loadBalancerOf({ ...WORKING, services, 'external-ips': [] })
  expect(actions(loadBalancerFindings(service, context()), 'load-balancer/no-such-address')).toEqual([
    { type: 'create-external-ip', name: 'uplink-a', networkType: 'public' },
  ])
  const fip = floatingIpOf({
    ...FLOATING,
    'external-ips': [],
    'floating-ips': [rawFip('broker-direct', { eip: 'uplink-x', externalNetworkType: 'cloud' }, null)],
  })
  expect(actions(floatingIpFindings(fip, context()), 'floating-ip/no-such-address')).toEqual([
    { type: 'create-external-ip', name: 'uplink-x', networkType: 'cloud' },
  ])
})

it('an impossible type leads to one that is offered', () => {
  const typo = eip({ spec: { externalNetworkType: 'publc' }, status: NO_ADDRESS })
  expect(actions(externalIpFindings(typo, context()), 'external-ip/type-impossible')).toContainEqual({
    type: 'create-external-ip',
    networkType: 'cloud',
  })
})

it('a port that leads where nothing listens is edited, the same object whose port it is', () => {
  const leading = (protocol: string, targetPort: number | string) => {
    const services = [rawService('mqtt', { spec: { ports: [{ protocol, port: 8883, targetPort }] } })]
    return loadBalancerFindings(loadBalancerOf({ ...WORKING, services }), context())
  }
  const edit = [{ type: 'edit-load-balancer', name: 'mqtt' }]
  expect(actions(leading('TCP', 9999), 'load-balancer/port-not-declared')).toEqual(edit)
  expect(actions(leading('UDP', 8883), 'load-balancer/port-not-declared')).toEqual(edit)
  expect(actions(leading('TCP', 'mqtts'), 'load-balancer/port-name-unknown')).toEqual(edit)
  expect(actions(leading('UDP', 'web'), 'load-balancer/port-name-unknown')).toEqual(edit)
  const services = [rawWeb({}, { ports: [{ name: 'http', port: 80, targetPort: 81 }] })]
  const route = gatewayRouteFindings(gatewayRouteOf({ ...ROUTED, services }), context())
  expect(actions(route, 'gateway-route/port-not-declared')).toEqual([
    { type: 'edit-load-balancer', name: 'web' },
  ])
})
