import { z } from 'zod'
import { NETWORK_TYPES } from './network-type.ts'

const networkType = z.enum(NETWORK_TYPES)

/**
 * What differs between Kube-DC installations. It is configuration, delivered with the session: tenants cannot read it
 * from the cluster, and nothing of it may be inferred from names (kube-dc.md §13, 18 and 19).
 */
export const installation = z.strictObject({
  /** The embedded lab serves this console; the pages say so. */
  lab: z.boolean().default(false),
  /** Types that tenants may ask for. `cloud` exists on every install, `public` where the provider configured it. */
  networkTypes: z.array(networkType).min(1).default(['cloud']),
  /** What the platform takes where a type is not written (`default_…_network_type`). The console always writes it. */
  defaultTypes: z
    .strictObject({ externalIp: networkType, floatingIp: networkType, loadBalancer: networkType })
    .default({ externalIp: 'cloud', floatingIp: 'cloud', loadBalancer: 'cloud' }),
  /** Address ranges of the pools by type, to recognise an address whose object does not say its type. */
  pools: z.array(z.strictObject({ type: networkType, cidr: z.string() })).default([]),
  /** Hostnames of Gateway routes end in it; absent: not told. */
  baseDomain: z.string().optional(),
  /** Address of the shared Gateway, for DNS records of own hostnames; absent: not told. */
  gatewayAddress: z.string().optional(),
  /** Issuer that the platform uses unless a Service names one, as `Kind/name`; absent: tenants make their own. */
  defaultTlsIssuer: z.string().optional(),
  /** Namespace of the platform's own objects; what is done to pools is written down there (kube-dc.md §1). */
  platformNamespace: z.string().default('kube-dc'),
  /** Whether this Gateway routes gRPC. */
  gatewayRoutesGrpc: z.boolean().default(false),
  /** Whether tenants may be told that a pool is full before they ask for an address. */
  tellPoolFull: z.boolean().default(false),
})

export type Installation = z.infer<typeof installation>
