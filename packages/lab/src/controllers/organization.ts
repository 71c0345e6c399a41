import { isDeepStrictEqual } from 'node:util'
import type { Action } from './actions.ts'
import { timestamp } from './condition.ts'
import { PLAN_ID } from './quota.ts'
import { resources, type Organization, type Resource } from './resources.ts'
import {
  clusterRoleBinding,
  groupOf,
  ORGANIZATION_RULES,
  role,
  roleBinding,
  VLAN_TENANT_ROLE,
} from './roles.ts'
import type { Delays } from './settings.ts'

export interface OrganizationView {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly delays: Delays
  /** Public addresses of the Organization and, where its plan sets one, their limit. */
  readonly publicIPv4: { readonly used: number; readonly limit?: number }
  /** Names of Roles, RoleBindings and ClusterRoleBindings that are there. */
  readonly roles: ReadonlySet<string>
  readonly roleBindings: ReadonlySet<string>
  readonly clusterRoleBindings: ReadonlySet<string>
}

function grants(organization: string, view: OrganizationView): Action[] {
  const wanted = (['admin', 'user'] as const).map((name) => ({
    name: `${organization}-${name}`,
    rules: ORGANIZATION_RULES[name],
    group: groupOf(organization, name === 'admin' ? 'org-admin' : 'user'),
  }))
  const create = (resource: Resource<unknown>, manifest: ReturnType<typeof role>): Action => ({
    do: 'create',
    resource,
    manifest,
  })
  const vlan = `${VLAN_TENANT_ROLE}:${organization}`
  return [
    ...wanted
      .filter(({ name }) => !view.roles.has(name))
      .map(({ name, rules }) => create(resources.roles, role(organization, name, rules))),
    ...wanted
      .filter(({ name }) => !view.roleBindings.has(name))
      .map(({ name, group }) =>
        create(resources.roleBindings, roleBinding({ namespace: organization, name, role: name, group })),
      ),
    ...(view.clusterRoleBindings.has(vlan)
      ? []
      : [
          create(
            resources.clusterRoleBindings,
            clusterRoleBinding(vlan, VLAN_TENANT_ROLE, groupOf(organization, 'org-admin')),
          ),
        ]),
  ]
}

/**
 * Keeps an Organization's Roles and its quota figures (kube-dc.md §2.4, §8.2, §9). The figures are a sample: they are
 * written with their time when they change, and again when the last sample is old.
 */
export function reconcileOrganization(organization: Organization, view: OrganizationView): Action[] {
  const { metadata, status } = organization
  if (metadata.deleting) return []
  const { used, limit } = view.publicIPv4
  const plan = metadata.annotations[PLAN_ID]
  const publicIPv4 = { used: String(used), hard: limit === undefined ? null : String(limit) }
  const reported = {
    ready: status?.ready ?? false,
    quotaEnforced: status?.quotaEnforced ?? false,
    quotaPlanId: status?.quotaPlanId ?? '',
    publicIPv4: {
      used: status?.quotaUsage?.publicIPv4?.used ?? null,
      hard: status?.quotaUsage?.publicIPv4?.hard ?? null,
    },
  }
  const figures = { ready: true, quotaEnforced: plan !== undefined, quotaPlanId: plan ?? '', publicIPv4 }
  const sampledAt = Date.parse(status?.quotaUsage?.lastUpdated ?? '')
  const fresh = view.now - sampledAt < view.delays.sampleMs
  const sample: Action = {
    do: 'patch',
    resource: resources.organizations,
    target: metadata,
    subresource: 'status',
    patch: {
      status: {
        ready: true,
        quotaEnforced: figures.quotaEnforced,
        quotaPlanId: figures.quotaPlanId,
        quotaUsage: { publicIPv4, lastUpdated: timestamp(view.now) },
      },
    },
  }
  return [
    // Part of making an Organization: what an operator takes away later stays away.
    ...(status?.ready ? [] : grants(metadata.name, view)),
    ...(fresh && isDeepStrictEqual(figures, reported) ? [] : [sample]),
    { do: 'look again', afterMs: view.delays.sampleMs },
  ]
}
