import { timestamp } from '../controllers/condition.ts'
import { PLAN_QUOTA, PROJECT_FINALIZER, PROJECT_LABEL } from '../controllers/project.ts'
import { reconcileSnatRule, reconcileVpc } from '../controllers/kube-ovn.ts'
import { AddressBook, formatAddress, parseAddress, plotOf } from '../controllers/pool.ts'
import { resources } from '../controllers/resources.ts'
import { groupOf, PROJECT_ROLES, projectRules, role, roleBinding } from '../controllers/roles.ts'
import { defaultSettings, NO_DELAYS } from '../controllers/settings.ts'
import { reconcileSubnet } from '../controllers/subnet.ts'
import { workloads } from '../controllers/workload-resources.ts'
import type { Seed } from './planter.ts'
import { DAYS, seed } from './seeds.ts'
import { readAs, settle } from './settled.ts'

/** A Project of the crowd. */
export interface Tenant {
  readonly index: number
  readonly organization: string
  readonly plan: string | undefined
  readonly project: string
  /** Its backing namespace. */
  readonly namespace: string
  readonly cidrBlock: string
  readonly egress: 'cloud' | 'public'
}

/** Where a Project leaves for the outside. */
export interface Egress {
  /** External Subnets that its router is attached to, that of its egress first, each with the port there. */
  readonly ports: readonly { readonly pool: string; readonly seed: Seed }[]
  /** The OvnEip of its default gateway, with its address. */
  readonly gateway: { readonly ovnEip: string; readonly address: string }
}

const AGE = 190 * DAYS
const PROJECTS_PER_ORGANIZATION = 12.5
const PROJECT_SIZE = 1024
const FIRST_CIDR = parseAddress('10.64.0.0')

/** Ranges of Projects end before those of the other worlds begin. */
export const MOST_PROJECTS = 1000

/** Limited, not limited though on a plan, without any plan, and limited to one: all that the platform knows (kube-dc.md §9). */
const PLANS = ['scale-pool', 'partner-pool', undefined, 'pro-pool'] as const

/** @param publicOnes how many of them leave by a public address. */
export function tenantsOf(count: number, publicOnes: number): readonly Tenant[] {
  const organizations = Math.ceil(count / PROJECTS_PER_ORGANIZATION)
  return Array.from({ length: count }, (_, index) => {
    const of = index % organizations
    const organization = `tenant-${String(of + 1).padStart(2, '0')}`
    const project = `net-${String(index + 1).padStart(3, '0')}`
    return {
      index,
      organization,
      plan: PLANS[of % PLANS.length],
      project,
      namespace: `${organization}-${project}`,
      cidrBlock: `${formatAddress(FIRST_CIDR + index * PROJECT_SIZE)}/22`,
      egress: index < publicOnes ? 'public' : 'cloud',
    }
  })
}

/** Address of something in the Project, the same for the same number. */
export function insideOf({ index }: Tenant, number: number): string {
  return formatAddress(FIRST_CIDR + index * PROJECT_SIZE + 256 + (number % 700))
}

/**
 * A Project that has been ready for long, with its network, Roles and quota; its External IPs are not among them.
 *
 * @param now milliseconds since 1970.
 */
export function tenantProjectSeeds(tenant: Tenant, egress: Egress, now: number): Seed[] {
  const { namespace } = tenant
  return [
    seed(resources.namespaces, { name: namespace, labels: { [PROJECT_LABEL]: '' } }, {}, AGE),
    projectSeed(tenant, now),
    ...networkSeeds(tenant, egress, now),
    ...accessSeeds(tenant),
    ...(tenant.plan === undefined ? [] : [quotaSeed(namespace)]),
  ]
}

function projectSeed({ organization, project, namespace, cidrBlock, egress }: Tenant, now: number): Seed {
  const ready = {
    type: 'Ready',
    status: 'True',
    reason: 'Reconciled',
    message: 'core resources reconciled',
    lastTransitionTime: timestamp(now - AGE + 5000),
  }
  return seed(
    resources.projects,
    { name: project, namespace: organization, finalizers: [PROJECT_FINALIZER] },
    {
      spec: { cidrBlock, egressNetworkType: egress },
      status: { namespace, ready: true, conditions: [ready] },
    },
    AGE,
  )
}

function networkSeeds({ namespace, cidrBlock }: Tenant, { ports, gateway }: Egress, now: number): Seed[] {
  const subnet = `${namespace}-default`
  const own = {
    cidrBlock,
    gateway: formatAddress(plotOf({ cidrBlock }).hosts.first),
    vpc: namespace,
    namespaces: [namespace],
    protocol: 'IPv4',
    provider: 'ovn',
    gatewayType: 'distributed',
    natOutgoing: false,
    private: false,
    mtu: 1400,
  }
  const attached = {
    namespaces: [namespace],
    enableExternal: true,
    extraExternalSubnets: ports.map(({ pool }) => pool),
  }
  const rule = { ovnEip: gateway.ovnEip, vpc: namespace, vpcSubnet: subnet }
  const book = new AddressBook(plotOf(own))
  return [
    settle(resources.vpcs, seed(resources.vpcs, { name: namespace }, { spec: attached }, AGE), (read) =>
      reconcileVpc(
        read,
        [subnet],
        ports.map((port) => readAs(resources.ovnEips, port.seed)),
      ),
    ),
    settle(resources.subnets, seed(resources.subnets, { name: subnet }, { spec: own }, AGE), (read) =>
      reconcileSubnet(read, { now: now - AGE, book }),
    ),
    settle(resources.snatRules, seed(resources.snatRules, { name: namespace }, { spec: rule }, AGE), (read) =>
      reconcileSnatRule(read, gateway.address, cidrBlock),
    ),
  ]
}

function accessSeeds({ namespace, organization }: Tenant): Seed[] {
  const bound = (name: string, role: string, group: string): Seed => ({
    resource: resources.roleBindings,
    manifest: roleBinding({ namespace, name, role, group: groupOf(organization, group) }),
    ageMs: AGE,
  })
  return [
    ...PROJECT_ROLES.map((name): Seed => ({
      resource: resources.roles,
      manifest: role(namespace, name, projectRules(name)),
      ageMs: AGE,
    })),
    bound('org-admin', 'admin', 'org-admin'),
    bound('user', 'user', 'user'),
  ]
}

function quotaSeed(namespace: string): Seed {
  const hard = { 'services.loadbalancers': String(defaultSettings(NO_DELAYS).loadBalancersLimit) }
  return seed(workloads.resourceQuotas, { name: PLAN_QUOTA, namespace }, { spec: { hard } }, AGE)
}
