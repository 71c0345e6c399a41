import { stringify } from 'yaml'
import { NETWORK_TYPE, PLATFORM_NAMESPACE } from '../controllers/caches.ts'
import { BILLING_PLANS } from '../controllers/quota.ts'
import { resources, typeOf, type Manifest, type Resource } from '../controllers/resources.ts'
import { clusterRoleBinding, VLAN_TENANT_ROLE, type PolicyRule } from '../controllers/roles.ts'
import { z } from 'zod'
import { CONSOLE_IDENTITY } from './console-identity.ts'
import { infrastructureSeeds } from './infrastructure.ts'
import type { Seed } from './planter.ts'
import { DAYS, ovnEipSeed, seed } from './seeds.ts'

/** Identity of the platform's own controllers. */
export const MANAGER_ACCOUNT = { namespace: PLATFORM_NAMESPACE, name: 'kube-dc-manager' } as const

/** Addresses of public type that the shipped plans allow (kube-dc.md §9). */
export const SHIPPED_EIP_QUOTA: Readonly<Record<string, number>> = {
  'dev-pool': 1,
  'pro-pool': 1,
  'scale-pool': 3,
}

/** How long the platform has been there. */
const AGE = 200 * DAYS

const anything = z.unknown()

function kind(group: string, plural: string, name: string): Resource<unknown> {
  return { group, version: 'v1', plural, kind: name, schema: anything }
}

const clusterRoles = kind('rbac.authorization.k8s.io', 'clusterroles', 'ClusterRole')
const serviceAccounts = kind('', 'serviceaccounts', 'ServiceAccount')
const providerNetworks = kind('kubeovn.io', 'provider-networks', 'ProviderNetwork')

const READ = ['get', 'list', 'watch']

/** Platform staff who look and do not touch. */
const VIEWER_RULES: readonly PolicyRule[] = [
  {
    apiGroups: [
      'kube-dc.com',
      'kubeovn.io',
      'kubevirt.io',
      'gateway.networking.k8s.io',
      'gateway.envoyproxy.io',
      'cert-manager.io',
      'acme.cert-manager.io',
      'apps',
    ],
    resources: ['*'],
    verbs: READ,
  },
  {
    apiGroups: [''],
    resources: ['namespaces', 'services', 'endpoints', 'pods', 'events', 'resourcequotas'],
    verbs: READ,
  },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
  { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'], verbs: READ },
]

function clusterRole(name: string, rules: readonly PolicyRule[]): Seed {
  return seed(clusterRoles, { name }, { rules }, AGE)
}

function bindAccount(clusterRole: string, account: { namespace: string; name: string }): Seed {
  const manifest: Manifest = {
    ...typeOf(resources.clusterRoleBindings),
    metadata: { name: `${clusterRole}:${account.name}` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: clusterRole },
    subjects: [{ kind: 'ServiceAccount', ...account }],
  }
  return { resource: resources.clusterRoleBindings, manifest, ageMs: AGE }
}

const CONSOLE_KINDS = {
  ServiceAccount: serviceAccounts,
  ClusterRole: clusterRoles,
  ClusterRoleBinding: resources.clusterRoleBindings,
}

/** The identity of the console's server, as people apply it who deploy the console. */
function consoleIdentity(): Seed[] {
  return CONSOLE_IDENTITY.map((manifest) => ({
    resource: CONSOLE_KINDS[manifest.kind],
    manifest,
    ageMs: AGE,
  }))
}

function bindGroup(clusterRole: string, group: string): Seed {
  const name = group.replace(':', '-')
  return {
    resource: resources.clusterRoleBindings,
    manifest: clusterRoleBinding(name, clusterRole, group),
    ageMs: AGE,
  }
}

/** The plan catalogue (kube-dc.md §9). */
export function billingPlans(eipQuota: Readonly<Record<string, number>>): { data: Record<string, string> } {
  return { data: { 'plans.yaml': stringify({ eipQuota }) } }
}

export interface PoolSketch {
  readonly name: string
  readonly type: 'cloud' | 'public'
  readonly vlanId: number
  /** Of both families with a comma between; the gateway then too. */
  readonly cidrBlock: string
  readonly gateway: string
  /** Ingress VIP, anchors of the gateway nodes, and what the operator keeps for later (kube-dc.md §3). */
  readonly excludeIps: readonly string[]
  /** Whose pods get addresses of it too. */
  readonly namespaces?: readonly string[]
}

/** The two pools of the lab, named as the installer does. */
export const POOLS = {
  public: {
    name: 'ext-public',
    type: 'public',
    vlanId: 1203,
    cidrBlock: '203.0.113.0/27',
    gateway: '203.0.113.1',
    excludeIps: ['203.0.113.2..203.0.113.5', '203.0.113.29..203.0.113.30'],
  },
  cloud: {
    name: 'ext-cloud',
    type: 'cloud',
    vlanId: 1172,
    cidrBlock: '100.72.0.0/16',
    gateway: '100.72.0.1',
    excludeIps: ['100.72.0.2..100.72.0.5', '100.72.5.0..100.72.5.15'],
    namespaces: [PLATFORM_NAMESPACE],
  },
} as const satisfies Record<string, PoolSketch>

const MANAGEMENT_VPC = 'ovn-cluster'

/** Provider network that all external Vlans are on. */
const UPLINK = 'ext-net'

/** A pool as an operator makes it: a Vlan and a Subnet. */
export function poolSeeds(sketch: PoolSketch): Seed[] {
  const { name, type, vlanId, cidrBlock, gateway, excludeIps, namespaces } = sketch
  const vlan = `vlan${vlanId}`
  const spec = {
    cidrBlock,
    gateway,
    excludeIps,
    vlan,
    vpc: MANAGEMENT_VPC,
    protocol: cidrBlock.includes(',') ? 'Dual' : 'IPv4',
    provider: 'ovn',
    mtu: 1400,
    private: false,
    natOutgoing: false,
    ...(namespaces && { namespaces }),
  }
  return [
    seed(resources.vlans, { name: vlan }, { spec: { id: vlanId, provider: UPLINK } }, AGE),
    seed(resources.subnets, { name, labels: { [NETWORK_TYPE]: type } }, { spec }, AGE),
  ]
}

/** Everything a provider's install has before the first tenant comes: identities, plans, pools. */
export function platformSeeds(eipQuota: Readonly<Record<string, number>>): Seed[] {
  return [
    seed(resources.namespaces, { name: PLATFORM_NAMESPACE }, {}, AGE),
    seed(resources.configMaps, BILLING_PLANS, billingPlans(eipQuota), AGE),
    ...consoleIdentity(),
    seed(serviceAccounts, MANAGER_ACCOUNT, {}, AGE),
    bindAccount('cluster-admin', MANAGER_ACCOUNT),
    clusterRole('kube-dc-platform-viewer', VIEWER_RULES),
    bindGroup('cluster-admin', 'platform:admin'),
    bindGroup('kube-dc-platform-viewer', 'platform:viewer'),
    clusterRole(VLAN_TENANT_ROLE, [
      { apiGroups: ['kube-dc.com'], resources: ['projectnetworks'], verbs: ['create', 'delete'] },
    ]),
    seed(providerNetworks, { name: UPLINK }, { spec: { defaultInterface: 'bond1' } }, AGE),
    seed(resources.vpcs, { name: MANAGEMENT_VPC }, { spec: {} }, AGE),
    ...infrastructureSeeds(AGE),
    ...poolSeeds(POOLS.public),
    ...poolSeeds(POOLS.cloud),
    // The management VPC's own way out takes an address like everybody's (kube-dc.md §3).
    ovnEipSeed({
      name: `${MANAGEMENT_VPC}-${POOLS.cloud.name}`,
      pool: POOLS.cloud.name,
      type: 'lrp',
      v4Ip: '100.72.0.10',
      ageMs: AGE,
    }),
  ]
}
