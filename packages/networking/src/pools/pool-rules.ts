import type { RuleFacts } from '../rules/rule.ts'

/**
 * Everything that is noticed about a pool. The rules look at all objects of a pool at once (`reconcile.ts`), so they are
 * listed here and made where what they compare is at hand.
 */
export const POOL_RULES = [
  {
    id: 'pool/malformed',
    title: 'Ranges of a pool cannot be read',
    source: ['kube-dc.md §3'],
    needs: ['subnets'],
  },
  {
    id: 'pool/gateway-outside',
    title: 'The gateway of a pool is no host address of it',
    source: ['kube-dc.md §3'],
    needs: ['subnets'],
  },
  {
    id: 'pool/vlan-conflict',
    title: 'Two VLANs of one network have one id',
    source: ['kube-dc.md §3'],
    needs: ['subnets', 'vlans'],
  },
  {
    id: 'pool/vlan-missing',
    title: 'A pool names a VLAN that is not there',
    source: ['kube-dc.md §3'],
    needs: ['subnets', 'vlans'],
  },
  {
    id: 'pool/conflict',
    title: 'Two hold one address, or somebody holds the gateway’s',
    source: ['failures.md row 24', 'kube-dc.md §12'],
    needs: ['subnets', 'ovn-eips', 'external-ips', 'clock'],
  },
  {
    id: 'pool/claimed-twice',
    title: 'Two External IPs say that they have one address',
    source: ['failures.md row 23', 'kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips', 'external-ips', 'clock'],
  },
  {
    id: 'pool/duplicate',
    title: 'An External IP has left a second OvnEip behind',
    source: ['failures.md row 23', 'kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips', 'external-ips', 'clock'],
  },
  {
    id: 'pool/leaked',
    title: 'An address is held and nobody has it',
    source: ['failures.md rows 23, 35', 'kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips', 'external-ips', 'clock'],
  },
  {
    id: 'pool/unbacked',
    title: 'An External IP has an address that nothing holds',
    source: ['failures.md row 23', 'kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips', 'external-ips', 'clock'],
  },
  {
    id: 'pool/unknown-service-address',
    title: 'A Service has an address that the pool takes for free',
    source: ['failures.md row 23', 'kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips', 'services', 'clock'],
  },
  {
    id: 'pool/excluded-held',
    title: 'An address was excluded after it was given out',
    source: ['failures.md row 24', 'kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips', 'external-ips'],
  },
  {
    id: 'pool/stray',
    title: 'An address is held that its pool does not have',
    source: ['kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips'],
  },
  {
    id: 'pool/stuck',
    title: 'A deletion does not end',
    source: ['failures.md row 22', 'kube-dc.md §1'],
    needs: ['subnets', 'ovn-eips', 'external-ips', 'clock'],
  },
  {
    id: 'pool/counters',
    title: 'Kube-OVN’s counters disagree with its objects',
    source: ['failures.md row 23', 'kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips', 'clock'],
  },
  {
    id: 'pool/full',
    title: 'A pool has no free address',
    source: ['failures.md row 3', 'kube-dc.md §12'],
    needs: ['subnets', 'ovn-eips', 'external-ips'],
  },
  {
    id: 'pool/nearly-full',
    title: 'A pool has few free addresses left',
    source: ['failures.md row 3', 'kube-dc.md §3'],
    needs: ['subnets', 'ovn-eips', 'external-ips'],
  },
] as const satisfies readonly RuleFacts[]

export type PoolRule = (typeof POOL_RULES)[number]['id']

/** What each notices in two words, to choose by. */
export const POOL_RULE_LABELS: Readonly<Record<PoolRule, string>> = {
  'pool/malformed': 'Unreadable range',
  'pool/gateway-outside': 'Gateway outside',
  'pool/vlan-conflict': 'VLAN conflict',
  'pool/vlan-missing': 'VLAN missing',
  'pool/conflict': 'Conflict',
  'pool/claimed-twice': 'Claimed twice',
  'pool/duplicate': 'Duplicate',
  'pool/leaked': 'Leaked',
  'pool/unbacked': 'Not held',
  'pool/unknown-service-address': 'Unknown Service address',
  'pool/excluded-held': 'Excluded, in use',
  'pool/stray': 'Outside the pool',
  'pool/stuck': 'Stuck deleting',
  'pool/counters': 'Counters disagree',
  'pool/full': 'Full',
  'pool/nearly-full': 'Nearly full',
}

/** The same for a finding that travelled. */
export function poolRuleLabel(rule: string): string {
  const known = POOL_RULES.find(({ id }) => id === rule)
  return known ? POOL_RULE_LABELS[known.id] : rule
}
