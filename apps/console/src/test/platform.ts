import type { Access } from '@kube-dc/api/session'
import type { Meta } from '@kube-dc/networking/model/object'
import { holderOf } from '@kube-dc/networking/pools/cell'
import {
  addressReport,
  type AddressReport,
  type PoolReport,
  type UsageCount,
  type UsageReport,
} from '@kube-dc/networking/pools/report'
import { poolEip, poolOvnEip, poolSubnet, poolVlan } from '@kube-dc/networking/testing/pools'
import { FakeBff } from './fake-bff.ts'

const READ = ['get', 'list', 'watch']

/** What platform staff may do with what is tenants': the admin everything, the viewer read. */
const STAFF: Readonly<Record<'admin' | 'viewer', Access>> = {
  admin: {
    verbs: {
      'external-ips': [...READ, 'delete'],
      'floating-ips': [...READ, 'delete'],
      subnets: [...READ, 'create', 'patch'],
      vlans: [...READ, 'create'],
    },
    incomplete: false,
    journal: true,
  },
  viewer: {
    verbs: { 'external-ips': READ, 'floating-ips': READ, subnets: READ, vlans: READ },
    incomplete: false,
    journal: false,
  },
}

const CHANNELS = [
  'pools',
  'pool-addresses',
  'address-usage',
  'external-ips',
  'floating-ips',
  'subnets',
  'vlans',
  'projects',
]

/** A server for somebody of the platform's staff. The channels of the provider's side are there, and empty. */
export function platformBff(who: keyof typeof STAFF = 'admin'): FakeBff {
  const bff = new FakeBff()
  bff.session = {
    ...bff.session,
    person: { username: `platform-${who}`, name: `platform-${who}`, groups: [who] },
  }
  bff.platform = { pools: true, namespace: 'kube-dc', reservedRanges: [], access: STAFF[who] }
  for (const kind of CHANNELS) bff.channel(`${kind}/*`)
  return bff
}

export function reportMeta(name: string, part: Partial<Meta> = {}): Meta {
  return { name, uid: `uid-${name}`, resourceVersion: '1', createdAt: '2026-08-01T10:00:00Z', ...part }
}

const NOTHING: UsageCount = { held: 0, idle: 0, waiting: 0 }

/** What the namespace of a Project holds. */
export function usage(organization: string, project: string, open: Partial<UsageCount>): UsageReport {
  return {
    kind: 'UsageReport',
    meta: reportMeta(`${organization}-${project}`),
    namespace: `${organization}-${project}`,
    project: { organization, project },
    public: { ...NOTHING, ...open },
    cloud: { ...NOTHING, held: 1 },
    untyped: NOTHING,
  }
}

/** The report of the pool `ext-public`, 203.0.113.0/27. */
export function poolReport(subnet = poolSubnet()): PoolReport {
  return {
    kind: 'PoolReport',
    meta: reportMeta(subnet.meta.name),
    subnet,
    vlan: poolVlan(),
    censuses: [],
    findings: [],
    moreFindings: 0,
    growth: { recent: 0, trend: { state: 'unknown' }, samples: [], source: 'memory' },
  }
}

/** That the External IP of a name in nimbus / edge has an address of `ext-public`. */
export function heldAddress(name: string, address: string): AddressReport {
  const eip = poolEip(name, address)
  const lookup = { marked: () => undefined, referring: () => [eip], isComplete: true }
  const nimbus = { organization: 'nimbus', project: 'edge' }
  return addressReport(holderOf(poolOvnEip(name, address), lookup), () => nimbus)
}
