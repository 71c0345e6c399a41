import { expect, it } from 'vitest'
import { network, rawEip, rawService } from '../testing/network.ts'
import { externalIpPath } from './external-ip-path.ts'
import type { PathState } from './path.ts'

function pathOf(owners: readonly string[], states: Readonly<Record<string, PathState>> = {}) {
  const eips = [
    rawEip('uplink-a', {}, { owners: owners.map((ownerRef) => ({ type: 'ServiceLb', ownerRef })) }),
  ]
  const services = owners.map((name) => rawService(name))
  const view = network({ 'external-ips': eips, services }).view('external-ips', 'uplink-a')
  if (view?.kind !== 'ExternalIpView') throw new Error('the sample has no such External IP')
  return externalIpPath(view, [], ({ name }) => states[name] ?? 'unknown')
}

it('ends at an address that nothing uses', () => {
  expect(pathOf([]).hops.map(({ kind }) => kind)).toEqual(['From', 'External IP'])
})

it('leads to its only user', () => {
  expect(pathOf(['mqtt'], { mqtt: 'broken' })).toMatchObject({
    hops: [{}, { state: 'ok' }, { state: 'broken', kind: 'Load balancer', ref: { name: 'mqtt' } }],
    connectors: [{ state: 'passes' }, { state: 'stops' }],
  })
})

it.each<readonly [PathState, PathState, PathState]>([
  ['ok', 'ok', 'ok'],
  ['ok', 'broken', 'partly'],
  ['waiting', 'broken', 'unknown'],
])('of users that are %s and %s is %s', (mqtt, web, together) => {
  const { hops } = pathOf(['mqtt', 'web'], { mqtt, web })
  expect(hops[2]).toMatchObject({ state: together, members: [{ name: 'mqtt' }, { name: 'web' }] })
})
