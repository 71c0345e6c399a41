import { expect, it } from 'vitest'
import { clientOf } from './client-address.ts'

it.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  ['nonsense', 'unknown'],
  [undefined, 'unknown'],
])('%s counts as %s', (address, client) => {
  expect(clientOf(address)).toBe(client)
})
