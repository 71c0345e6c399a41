import type { NetworkType } from '@kube-dc/networking/model/network-type'

/** A Project's network in one line, by its type. */
export const NETWORK_TITLES: Readonly<Record<NetworkType | 'unknown', string>> = {
  cloud: 'Cloud network',
  public: 'Public network',
  unknown: 'Network of an unknown type',
}

/** What a Project's type means (kube-dc.md §7): it selects the pool of the way out, and lets nothing in. */
export const NETWORK_MEANINGS: Readonly<Record<NetworkType | 'unknown', string>> = {
  cloud:
    'Workloads leave with an address of the cloud pool, which only the platform’s own networks reach. Public addresses are still possible for single workloads, where the platform offers them.',
  public:
    'Workloads leave with an address of the public pool, which the whole Internet reaches. That alone exposes nothing: what is to be reached needs a load balancer, a gateway route or a floating IP.',
  unknown: 'The Project does not say, as far as you can see, from which pool its way out takes its address.',
}
