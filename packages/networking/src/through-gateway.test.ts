import { expect, it } from 'vitest'
import { externalIpState } from './external-ips/state.ts'
import { loadBalancerOf, network, rawEip, rawService, WORKING, type RawNetwork } from './testing/network.ts'
import { context } from './testing/samples.ts'
import { loadBalancerState } from './states/states.ts'
import { reachWords } from './through-gateway.ts'

const CLOUD = {
  ...WORKING,
  'external-ips': [rawEip('uplink-a', { externalNetworkType: 'cloud' }, { ipAddress: '100.72.0.13' })],
}

function routed(status?: string): RawNetwork {
  const nlb = 'service.nlb.kube-dc.com/'
  const annotations = {
    [`${nlb}expose-route`]: 'https',
    ...(status !== undefined && { [`${nlb}route-hostname-status`]: status }),
  }
  return { ...CLOUD, services: [rawService('mqtt', { annotations, addresses: ['100.72.0.13'] })] }
}

function externalIp(objects: RawNetwork) {
  const view = network(objects).view('external-ips', 'uplink-a')
  if (view?.kind !== 'ExternalIpView') throw new Error('uplink-a is not there')
  return externalIpState(view.ip, context({ hostnames: view.hostnames }))
}

it('an address behind a gateway route says by what it is reached', () => {
  const state = externalIp(routed('web.example.net'))
  expect(state.reason).toBe('Ready, reached through web.example.net')
  expect(state.findings).toMatchObject([
    { severity: 'info', title: '100.72.0.13 is reached through web.example.net', remedies: [] },
  ])
})

it('so does its Service', () => {
  const state = loadBalancerState(loadBalancerOf(routed('web.example.net')), context())
  expect(state.reason).toBe('Ready, reached through web.example.net')
  expect(state.findings).toMatchObject([{ title: '100.72.0.13 is reached through web.example.net' }])
})

it('until the route has a hostname nothing is claimed', () => {
  expect(externalIp(routed()).reason).toBe('Ready, not reachable from the Internet')
  const state = loadBalancerState(loadBalancerOf(routed()), context())
  expect(state.reason).toBe('Ready, 1 endpoint')
})

it('names one hostname of several', () => {
  expect(reachWords('cloud', ['a.example.net', 'b.example.net', 'c.example.net'])).toBe(
    'reached through a.example.net and 2 more',
  )
  expect(reachWords('cloud', [])).toBe('not reachable from the Internet')
  expect(reachWords('public', ['a.example.net'])).toBeUndefined()
})
