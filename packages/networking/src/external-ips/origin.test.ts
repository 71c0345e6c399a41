import { expect, it } from 'vitest'
import { eip, UNUSED } from '../testing/samples.ts'
import { originWords } from './origin.ts'

it.each([
  [eip(), undefined],
  [eip({ metadata: { name: 'default-gw' } }), 'the platform, with the Project; removed with it'],
  [
    eip({ metadata: { ownerReferences: [{ kind: 'Service', name: 'web', uid: 'u' }] } }),
    'the platform, for Service web; removed with it',
  ],
  [eip({ status: { deleteReleased: true } }), 'the platform, for load balancer mqtt; removed with it'],
  [eip({ status: { ...UNUSED, deleteReleased: true } }), 'the platform; removed once nothing uses it'],
])('tells who made it, case %#', (ip, words) => {
  expect(originWords(ip)).toBe(words)
})
