import type { ChannelKind, ChannelObjects, Followed } from '@kube-dc/api/channel'

/** The `kind` that parsed objects of each channel carry. */
const OBJECT_KIND: { readonly [K in ChannelKind]: ChannelObjects[K]['kind'] } = {
  'external-ips': 'ExternalIp',
  organizations: 'Organization',
  projects: 'Project',
  'floating-ips': 'FloatingIp',
  services: 'Service',
  'endpoint-slices': 'EndpointSlice',
  pods: 'Pod',
  'virtual-machines': 'VirtualMachine',
  'virtual-machine-instances': 'VirtualMachineInstance',
  deployments: 'Deployment',
  'stateful-sets': 'StatefulSet',
  'daemon-sets': 'DaemonSet',
  'http-routes': 'HttpRoute',
  'tls-routes': 'TlsRoute',
  backends: 'GatewayBackend',
  certificates: 'Certificate',
  issuers: 'Issuer',
  challenges: 'Challenge',
  'resource-quotas': 'ResourceQuota',
  subnets: 'Subnet',
  vlans: 'Vlan',
  'ovn-eips': 'OvnEip',
  gateways: 'Gateway',
  pools: 'PoolReport',
  'pool-addresses': 'AddressReport',
  'address-usage': 'UsageReport',
}

/** Whether an object belongs into a channel of that kind; unreadable objects belong into the channel they came by. */
export function isOfKind<K extends ChannelKind>(
  kind: K,
  object: Followed<ChannelKind>,
): object is Followed<K> {
  return object.kind === 'Unreadable' || object.kind === OBJECT_KIND[kind]
}
