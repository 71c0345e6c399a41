import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import { inUse, waitingPublic } from '@kube-dc/networking/quota'
import type { Plan, Step } from '@kube-dc/networking/operations/plan'

/** What a plan takes of one quota; figures that are not known are left out. */
interface QuotaEffect {
  readonly what: string
  readonly added: number
  readonly used?: number
  readonly limit?: number
  /** Counted as used and without an address, where one beyond the limit waits instead of being refused. */
  readonly waiting?: number
}

/** What a plan takes of the quotas that are seen (kube-dc.md §9). */
export function quotaEffects(
  plan: Plan,
  { network, project, quota }: JudgementFacts,
): readonly QuotaEffect[] {
  const seen = network.view('project-network', project.name)?.loadBalancers
  const balancers = plan.steps.filter(
    (step) => step.verb === 'create' && step.object.kind === 'services',
  ).length
  const addresses = plan.steps.filter(takesPublic).length
  return [
    {
      what: 'Load balancers',
      added: balancers,
      ...(seen?.used !== undefined && { used: seen.used }),
      ...(seen && { limit: seen.hard }),
    },
    {
      what: 'Public IPv4',
      added: addresses,
      waiting: waitingPublic(network.views('external-ips')),
      ...('used' in quota && { used: quota.used }),
      ...('limit' in quota && { limit: quota.limit }),
    },
  ]
}

/** A named public address, or one that the platform makes for a Service or a floating IP. */
function takesPublic(step: Step): boolean {
  if (step.verb !== 'create') return false
  const { object } = step
  switch (object.kind) {
    case 'external-ips':
      return object.networkType === 'public'
    case 'floating-ips':
      return object.address.from === 'pool' && object.address.networkType === 'public'
    case 'services':
      return object.asks.networkType === 'public'
    default:
      return false
  }
}

/** `none needed`; `4 of 10, now 3`; `3 of 3 used, 1 more waits; this one waits too`; or what is known of it. */
export function effectWords({ added, used, limit, waiting }: QuotaEffect): string {
  if (added === 0) return 'none needed'
  if (used === undefined) return `${added} more; how many are used is not known here`
  if (limit !== undefined && waiting !== undefined && used + added > limit) {
    const use = inUse({ used, limit }, waiting)
    const more = use.waiting === 0 ? '' : `, ${use.waiting} more ${use.waiting === 1 ? 'waits' : 'wait'}`
    return `${use.used} of ${limit} used${more}; this one waits${use.waiting === 0 ? '' : ' too'}`
  }
  const of = limit === undefined ? '' : ` of ${limit}`
  return `${used + added}${of}, now ${used}`
}
