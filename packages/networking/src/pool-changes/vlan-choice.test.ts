import { describe, expect, it } from 'vitest'
import { poolSubnet, poolVlan } from '../testing/pools.ts'
import { knownProviders, offeredVlans } from './vlan-choice.ts'

describe('VLANs for a new pool', () => {
  it('are offered with who is on them, and with the reason where none can be', () => {
    const vlans = [poolVlan('vlan9', 9, { conflict: true }), poolVlan()]
    expect(offeredVlans(vlans, [poolSubnet(), poolSubnet({ vlan: undefined }, 'inside')])).toEqual([
      { name: 'vlan114', id: 114, provider: 'ext-net', users: ['ext-public'] },
      {
        name: 'vlan9',
        id: 9,
        provider: 'ext-net',
        users: [],
        reason: 'vlan9 conflicts with another VLAN, so a pool on it gives out no addresses.',
      },
    ])
  })

  it('tell the provider networks, the most used first', () => {
    const other = { ...poolVlan('vlan5', 5), provider: 'a-net' }
    expect(knownProviders([other, poolVlan(), poolVlan('vlan9', 9)])).toEqual(['ext-net', 'a-net'])
  })
})
