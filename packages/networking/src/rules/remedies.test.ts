import { expect, it } from 'vitest'
import { floatingIpOf, FLOATING, loadBalancerOf, rawFip, rawService, WORKING } from '../testing/network.ts'
import { context, eip, NO_ADDRESS } from '../testing/samples.ts'
import { externalIpFindings, floatingIpFindings, loadBalancerFindings } from './catalogue.ts'
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
