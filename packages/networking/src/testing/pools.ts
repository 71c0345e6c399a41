import { externalIp } from '../model/external-ip.ts'
import { ovnEip } from '../model/ovn-eip.ts'
import { subnet } from '../model/subnet.ts'
import { vlan } from '../model/vlan.ts'
import type { PoolSource } from '../pools/pool-book.ts'
import { ago } from './samples.ts'

/** Objects of the provider's pools, for tables and properties. */

type Raw = Readonly<Record<string, unknown>>

function metadata(name: string, more: Raw = {}): Raw {
  return { name, uid: `uid-${name}`, resourceVersion: '1', creationTimestamp: ago({ hours: 3 }), ...more }
}

/** The public pool `ext-public`, 203.0.113.0/27 on VLAN 114. */
export function poolSubnet(spec: Raw = {}, name = 'ext-public', status: Raw = {}, meta: Raw = {}) {
  return subnet.parse({
    metadata: metadata(name, { labels: { 'network.kube-dc.com/external-network-type': 'public' }, ...meta }),
    spec: {
      cidrBlock: '203.0.113.0/27',
      gateway: '203.0.113.1',
      excludeIps: ['203.0.113.1..203.0.113.4'],
      vlan: 'vlan114',
      ...spec,
    },
    status,
  })
}

export function poolVlan(name = 'vlan114', id = 114, status: Raw = {}) {
  return vlan.parse({ metadata: metadata(name), spec: { id, provider: 'ext-net' }, status })
}

/** An OvnEip of `ext-public` that is marked for the EIp `nimbus-edge.<name>`. */
export function poolOvnEip(
  name: string,
  v4Ip: string | undefined,
  more: { spec?: Raw; meta?: Raw; status?: Raw } = {},
) {
  return ovnEip.parse({
    metadata: metadata(`eip-${name}`, {
      labels: { 'network.kube-dc.com/eip': `nimbus-edge.${name}` },
      ...more.meta,
    }),
    spec: { externalSubnet: 'ext-public', type: 'nat', ...(v4Ip !== undefined && { v4Ip }), ...more.spec },
    status: { ready: true, ...(v4Ip !== undefined && { v4Ip }), ...more.status },
  })
}

/** The EIp of the same name in nimbus-edge that refers to it. */
export function poolEip(name: string, ipAddress: string | undefined, status: Raw = {}, meta: Raw = {}) {
  return externalIp.parse({
    metadata: metadata(name, { namespace: 'nimbus-edge', uid: `uid-eip-${name}`, ...meta }),
    spec: { externalNetworkType: 'public' },
    status: {
      ready: true,
      ownershipType: 'Shared',
      owners: [{ type: 'ServiceLb', ownerRef: 'mqtt' }],
      ovnEIpRef: `eip-${name}`,
      ...(ipAddress !== undefined && { ipAddress }),
      ...status,
    },
  })
}

export function made(...objects: readonly PoolSource[]) {
  return objects.map((after) => ({ before: undefined, after }))
}

export function gone(...objects: readonly PoolSource[]) {
  return objects.map((before) => ({ before, after: undefined }))
}
