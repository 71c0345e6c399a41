import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { Plan, Step } from '@kube-dc/networking/operations/plan'

/** What a plan takes of one quota; figures that are not known are left out. */
interface QuotaEffect {
  readonly what: string
  readonly added: number
  readonly used?: number
  readonly limit?: number
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

/** "3 → 4 of 10", or what is known of it. */
export function effectWords({ added, used, limit }: QuotaEffect): string {
  if (used === undefined) return `${added} more; how many are used is not known here`
  return `${used} → ${used + added}${limit === undefined ? '' : ` of ${limit}`}`
}
