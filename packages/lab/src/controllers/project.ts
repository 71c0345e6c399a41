import { isDeepStrictEqual } from 'node:util'
import { finalizersPatch, withoutFinalizer, type Action } from './actions.ts'
import { withCondition } from './condition.ts'
import { floating } from './floating-resources.ts'
import { formatAddress, plotOf } from './pool.ts'
import {
  resources,
  typeOf,
  type Bare,
  type Condition,
  type ExternalIp,
  type Manifest,
  type OvnEip,
  type Project,
  type Resource,
  type SnatRule,
  type Subnet,
  type Vpc,
} from './resources.ts'
import { groupOf, PROJECT_ROLES, projectRules, role, roleBinding } from './roles.ts'
import type { Delays } from './settings.ts'
import { workloads } from './workload-resources.ts'

export const PROJECT_FINALIZER = 'project.kube-dc.com/finalizer'
export const GATEWAY_NAME = 'default-gw'
/** Marks a backing namespace; its value is empty and admission policies key on it (kube-dc.md §1). */
export const PROJECT_LABEL = 'kube-dc.com/project'

/** Name of the ResourceQuota with the plan's limits (kube-dc.md §1). */
export const PLAN_QUOTA = 'hrq.hnc.x-k8s.io'

/** What the platform sees when it looks at one Project. */
export interface ProjectView {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly delays: Delays
  readonly organization: string
  /** Name of the backing namespace, made or to be made. */
  readonly backing: string
  /** Another Project has that namespace already: joining names is ambiguous (kube-dc.md §1). */
  readonly taken: boolean
  /** The limit when this Project is beyond it. */
  readonly beyondLimit?: number
  readonly namespace?: Bare
  readonly vpc?: Vpc
  readonly subnet?: Subnet
  readonly gateway?: ExternalIp
  readonly snatRule?: SnatRule
  /** The OvnEip behind the default gateway. */
  readonly gatewayOvnEip?: OvnEip
  /** The pool of its egress type; absent where the platform has none. */
  readonly egressPool?: Subnet
  /** External Subnets from which its External IPs have addresses. */
  readonly pools: readonly string[]
  /** `undefined`: the cluster does not serve NetworkAttachmentDefinitions, so none is made. */
  readonly networkAttachment?: boolean
  /** How many load balancers the Organization's plan allows; absent: it has no plan, so nothing is limited. */
  readonly loadBalancers?: number
  /** The plan's limits have been propagated. */
  readonly hasQuota: boolean
  readonly roles: ReadonlySet<string>
  readonly roleBindings: ReadonlySet<string>
  readonly externalIps: readonly ExternalIp[]
  readonly floatingIps: readonly Bare[]
}

function create(resource: Resource<unknown>, metadata: Manifest['metadata'], spec?: object): Action {
  return { do: 'create', resource, manifest: { ...typeOf(resource), metadata, ...(spec && { spec }) } }
}

function remove(resource: Resource<unknown>, objects: readonly (Bare | undefined)[]): Action[] {
  return objects.flatMap((object): Action[] =>
    object && !object.metadata.deleting ? [{ do: 'delete', resource, target: object.metadata }] : [],
  )
}

/** Egress first, then the addresses, then everything else: the order of kube-dc.md §1. Each step waits for the one before. */
function dismantle(project: Project, view: ProjectView): Action[] {
  if (!project.metadata.finalizers.includes(PROJECT_FINALIZER)) return []
  const { snatRule, floatingIps, externalIps, namespace, subnet, vpc } = view
  const steps: readonly (readonly [Resource<unknown>, readonly (Bare | undefined)[]])[] = [
    [resources.snatRules, [snatRule]],
    [floating.floatingIps, floatingIps],
    [resources.externalIps, externalIps],
    [resources.namespaces, [namespace]],
    [resources.subnets, [subnet]],
    [resources.vpcs, [vpc]],
  ]
  // What is in a namespace that another Project has is that Project's.
  for (const [resource, objects] of view.taken ? [] : steps) {
    if (objects.some((object) => object !== undefined)) return remove(resource, objects)
  }
  const patch = withoutFinalizer(project, PROJECT_FINALIZER)
  return [{ do: 'patch', resource: resources.projects, target: project.metadata, patch }]
}

function report(
  project: Project,
  view: ProjectView,
  ready: boolean,
  conditions: readonly Condition[],
): Action[] {
  const namespace = view.taken ? null : view.backing
  const after = { namespace, ready, conditions }
  const { status } = project
  const before = {
    namespace: status?.namespace ?? null,
    ready: status?.ready ?? false,
    conditions: status?.conditions ?? [],
  }
  if (status && isDeepStrictEqual(after, before)) return []
  const target = project.metadata
  return [
    { do: 'patch', resource: resources.projects, target, patch: { status: after }, subresource: 'status' },
  ]
}

type Verdict = Omit<Condition, 'lastTransitionTime'>

function waitingFor(reason: string, message: string): Verdict {
  return { type: 'Ready', status: 'False', reason, message }
}

/** What the Project still lacks, in the order in which it is made. */
function verdict(view: ProjectView): Verdict {
  const { gateway, snatRule, egressPool } = view
  if (!egressPool) {
    return waitingFor('NoExternalNetwork', 'this platform has no external network of the egress type')
  }
  const reason = gateway?.status?.conditions?.find(({ type }) => type === 'Ready')
  if (!gateway?.status?.ready) {
    return waitingFor('GatewayNotReady', reason?.message ?? `External IP ${GATEWAY_NAME} is not ready`)
  }
  if (!snatRule?.status?.ready) {
    return waitingFor('EgressNotReady', 'the address translation of the Project is not ready')
  }
  return { type: 'Ready', status: 'True', reason: 'Reconciled', message: 'core resources reconciled' }
}

/** What of the network is missing, in the order of kube-dc.md §1: Vpc, default gateway, Subnet, attachment, egress. */
function network({ spec }: Project, view: ProjectView): Action[] {
  const { backing, egressPool, vpc, gatewayOvnEip } = view
  const before = vpc?.spec?.extraExternalSubnets ?? []
  const extraExternalSubnets = [
    ...new Set([...before, ...(egressPool ? [egressPool.metadata.name] : []), ...view.pools]),
  ]
  const actions: Action[] = []
  if (!vpc) {
    const own = { namespaces: [backing], enableExternal: true, extraExternalSubnets }
    actions.push(create(resources.vpcs, { name: backing }, own))
  } else if (extraExternalSubnets.length > before.length) {
    const patch = { spec: { extraExternalSubnets } }
    actions.push({ do: 'patch', resource: resources.vpcs, target: vpc.metadata, patch })
  }
  if (!view.gateway) {
    const own = { externalNetworkType: spec.egressNetworkType }
    actions.push(create(resources.externalIps, { name: GATEWAY_NAME, namespace: backing }, own))
  }
  if (!view.subnet) {
    const { cidrBlock, gwLanIp } = spec
    const own = {
      cidrBlock,
      gateway: gwLanIp || formatAddress(plotOf({ cidrBlock }).hosts.first),
      vpc: backing,
      namespaces: [backing],
      protocol: 'IPv4',
      provider: 'ovn',
      gatewayType: 'distributed',
      natOutgoing: false,
      private: false,
      mtu: 1400,
    }
    actions.push(create(resources.subnets, { name: `${backing}-default` }, own))
  }
  if (view.networkAttachment === false) {
    const own = { config: JSON.stringify({ cniVersion: '0.3.1', type: 'kube-ovn', provider: 'ovn' }) }
    actions.push(create(resources.networkAttachments, { name: 'default', namespace: backing }, own))
  }
  if (!view.snatRule && gatewayOvnEip) {
    const own = { ovnEip: gatewayOvnEip.metadata.name, vpc: backing, vpcSubnet: `${backing}-default` }
    actions.push(create(resources.snatRules, { name: backing }, own))
  }
  return actions
}

/**
 * The four Roles and the bindings of the two built-in groups (kube-dc.md §8.2). They belong to the bootstrap: what an
 * operator takes away from a Project that is ready stays away.
 */
function access({ backing, organization, roles, roleBindings }: ProjectView): Action[] {
  const builtIn = [
    { namespace: backing, name: 'org-admin', role: 'admin', group: groupOf(organization, 'org-admin') },
    { namespace: backing, name: 'user', role: 'user', group: groupOf(organization, 'user') },
  ]
  return [
    ...PROJECT_ROLES.filter((name) => !roles.has(name)).map((name): Action => ({
      do: 'create',
      resource: resources.roles,
      manifest: role(backing, name, projectRules(name)),
    })),
    ...builtIn
      .filter(({ name }) => !roleBindings.has(name))
      .map((wish): Action => ({
        do: 'create',
        resource: resources.roleBindings,
        manifest: roleBinding(wish),
      })),
  ]
}

/** The plan's limits as the hierarchy's controller propagates them; later changes are the operator's (kube-dc.md §1, §9). */
function quota({ backing, loadBalancers, hasQuota }: ProjectView): Action[] {
  if (loadBalancers === undefined || hasQuota) return []
  const hard = { 'services.loadbalancers': String(loadBalancers) }
  return [create(workloads.resourceQuotas, { name: PLAN_QUOTA, namespace: backing }, { hard })]
}

/** What to do about one Project: bootstrap, keep, or take down, in the order of kube-dc.md §1. */
export function reconcileProject(project: Project, view: ProjectView): Action[] {
  const { metadata } = project
  if (metadata.deleting) return dismantle(project, view)
  const conditions = project.status?.conditions ?? []
  const adopt: Action[] = metadata.finalizers.includes(PROJECT_FINALIZER)
    ? []
    : [
        {
          do: 'patch',
          resource: resources.projects,
          target: metadata,
          patch: finalizersPatch(project, [...metadata.finalizers, PROJECT_FINALIZER]),
        },
      ]
  const refuse = (condition: Verdict): Action[] => [
    ...adopt,
    ...report(project, view, false, withCondition(conditions, condition, view.now)),
    { do: 'look again', afterMs: view.delays.retryMs },
  ]
  if (view.taken)
    return refuse(waitingFor('NamespaceTaken', `namespace ${view.backing} belongs to another Project`))
  if (view.beyondLimit !== undefined && !view.namespace) {
    const message = `the Organization has more than ${view.beyondLimit} Projects`
    return refuse({ type: 'LimitCheck', status: 'False', reason: 'LimitExceeded', message })
  }
  try {
    plotOf({ cidrBlock: project.spec.cidrBlock })
  } catch (error) {
    return refuse(waitingFor('InvalidCIDR', error instanceof Error ? error.message : String(error)))
  }
  const state = verdict(view)
  const kept = conditions.filter(({ type }) => type !== 'LimitCheck')
  const told = report(project, view, state.status === 'True', withCondition(kept, state, view.now))
  const isNew = !view.namespace
  return [
    ...adopt,
    // The namespace is told first: it says which Organization pays for what is made in it.
    ...(isNew ? told : []),
    ...(isNew ? [create(resources.namespaces, { name: view.backing, labels: { [PROJECT_LABEL]: '' } })] : []),
    ...network(project, view),
    ...(project.status?.ready ? [] : access(view)),
    ...quota(view),
    ...(isNew ? [] : told),
  ]
}
