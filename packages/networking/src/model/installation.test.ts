import { expect, it } from 'vitest'
import { installation } from './installation.ts'

it('says nothing that an operator has not said', () => {
  expect(installation.parse({})).toEqual({
    lab: false,
    networkTypes: ['cloud'],
    defaultTypes: { externalIp: 'cloud', floatingIp: 'cloud', loadBalancer: 'cloud' },
    pools: [],
    platformNamespace: 'kube-dc',
    gatewayRoutesGrpc: false,
    tellPoolFull: false,
  })
})

it.each([
  { networkTypes: [] },
  { networkTypes: ['private'] },
  { pools: [{ type: 'cloud' }] },
  { baseDomian: 'apps.example.net' },
])('refuses %j', (raw) => {
  expect(installation.safeParse(raw).success).toBe(false)
})
