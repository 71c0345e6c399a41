import { parse } from 'yaml'
import { z } from 'zod'
import { PLATFORM_NAMESPACE, type Caches } from './caches.ts'
import { attribution } from './names.ts'
import type { ExternalIp } from './resources.ts'

/** Annotation of an Organization with the plan it is on (kube-dc.md §9). */
export const PLAN_ID = 'billing.kube-dc.com/plan-id'

export const BILLING_PLANS = { namespace: PLATFORM_NAMESPACE, name: 'billing-plans' } as const

const plans = z.object({ eipQuota: z.record(z.string(), z.number().int().min(0)).nullish() })

/** Reads `eipQuota` of the plan catalogue; a text that cannot be read enforces nothing. */
export function eipQuotas(plansYaml: string | undefined): Readonly<Record<string, number>> {
  if (plansYaml === undefined) return {}
  try {
    return plans.parse(parse(plansYaml)).eipQuota ?? {}
  } catch {
    return {}
  }
}

/** The Organization that a namespace belongs to: its own one, or a backing namespace of one of its Projects. */
export function organizationOf(namespace: string, caches: Caches): string | undefined {
  if (caches.organizations.get({ namespace, name: namespace })) return namespace
  return caches.projects.by('backing', namespace)[0]?.metadata.namespace
}

/** Its own namespace and the backing namespaces of its Projects. */
function namespacesOf(organization: string, caches: Caches): string[] {
  const projects = caches.projects.by('namespace', organization)
  return [organization, ...projects.flatMap(({ status }) => (status?.namespace ? [status.namespace] : []))]
}

/** Without a plan an Organization has no limits at all (kube-dc.md §9). */
export function hasPlan(organization: string, caches: Caches): boolean {
  const found = caches.organizations.get({ namespace: organization, name: organization })
  return found?.metadata.annotations[PLAN_ID] !== undefined
}

/** How many public addresses the Organization may hold; undefined: its plan sets no limit (kube-dc.md §9). */
export function publicLimit(organization: string, caches: Caches): number | undefined {
  const plan = caches.organizations.get({ namespace: organization, name: organization })?.metadata
    .annotations[PLAN_ID]
  if (plan === undefined) return undefined
  return eipQuotas(caches.configMaps.get(BILLING_PLANS)?.data?.['plans.yaml'])[plan]
}

/** Every public External IP of the Organization. */
export function publicExternalIps(organization: string, caches: Caches): ExternalIp[] {
  return namespacesOf(organization, caches).flatMap((namespace) => [
    ...caches.externalIps.by('publicIn', namespace),
  ])
}

/**
 * Attributions of its public External IPs that hold an address or are about to.
 *
 * @param underWay attributions whose OvnEip was asked for a moment ago.
 */
export function publicHolders(organization: string, caches: Caches, underWay: ReadonlySet<string>): string[] {
  return publicExternalIps(organization, caches)
    .map(({ metadata }) => attribution(metadata))
    .filter((owner) => underWay.has(owner) || caches.ovnEips.countBy('madeFor', owner) > 0)
}
