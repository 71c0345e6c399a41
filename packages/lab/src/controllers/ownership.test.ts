import { expect, test } from 'vitest'
import { ownership, type Claim } from './ownership.ts'

const snat: Claim = { type: 'Snat', ownerRef: 'nimbus-edge' }
const web: Claim = { type: 'ServiceLb', ownerRef: 'web' }
const mail: Claim = { type: 'ServiceLb', ownerRef: 'mail' }
const direct: Claim = { type: 'FIp', ownerRef: 'direct' }
const other: Claim = { type: 'FIp', ownerRef: 'other' }

test.each<[string, Claim[], Claim[], string, Claim[], Claim[]]>([
  ['nobody uses it', [], [], 'Released', [], []],
  ['the last one lets go', [web], [], 'Released', [], []],
  ['a first service shares it', [], [web], 'Shared', [web], []],
  ['services and the gateway share it', [snat], [snat, web, mail], 'Shared', [snat, web, mail], []],
  ['a FIp takes it', [], [direct], 'Exclusive', [direct], []],
  ['a service comes after a FIp', [direct], [web, direct], 'Exclusive', [direct], [web]],
  ['a FIp comes after a service', [web], [direct, web], 'Shared', [web], [direct]],
  ['a second FIp comes', [direct], [other, direct], 'Exclusive', [direct], [other]],
  ['the FIp that had it lets go', [direct], [other], 'Exclusive', [other], []],
  ['of two that come at once the first counts', [], [direct, web], 'Exclusive', [direct], [web]],
  [
    'a type nobody knows shares it',
    [],
    [{ type: 'Tunnel', ownerRef: 't' }],
    'Shared',
    [{ type: 'Tunnel', ownerRef: 't' }],
    [],
  ],
])('%s', (_, before, claims, ownershipType, owners, refused) => {
  expect(ownership(before, claims)).toEqual({ ownershipType, owners, refused })
})
