import { unreadyReason } from '../external-ips/create.ts'
import { plan, type Plan, type Step } from '../operations/plan.ts'
import { createFloatingIp, deleteFloatingIp, moveFloatingIp } from './floating-ip.ts'
import { createGatewayRoute, removeGatewayRoute, setGatewayRoute } from './gateway-route.ts'
import { onGround, type Ground } from './ground.ts'
import type { Intent } from './intent.ts'
import type { Judgement, JudgementFacts } from './judgement.ts'
import { changeLoadBalancer, createLoadBalancer, deleteLoadBalancer } from './load-balancer.ts'
import { deniedReasons } from './permission.ts'
import { Remarks } from './remarks.ts'

/**
 * What becomes of an intent here: the same judgement while somebody types and when the server takes it. It refuses only
 * what is known not to work; what cannot be seen is left to the cluster.
 */
export function judge(intent: Intent, facts: JudgementFacts): Judgement {
  const remarks = new Remarks()
  const steps = onGround(facts, (ground) => stepsOf(intent, ground, remarks))
  if (steps.some(({ verb }) => verb === 'create')) remarks.problem('', unreadyReason(facts.project))
  for (const reason of deniedReasons(steps, facts.access)) remarks.problem('', reason)
  const made = remarks.problems.length === 0 ? planOf(intent, steps, remarks) : undefined
  const { problems, warnings } = remarks
  return { problems, warnings, ...(made && problems.length === 0 && { plan: made }) }
}

function stepsOf(intent: Intent, ground: Ground, remarks: Remarks): Step[] {
  switch (intent.intent) {
    case 'create-load-balancer':
      return createLoadBalancer(intent, ground, remarks)
    case 'change-load-balancer':
      return changeLoadBalancer(intent, ground, remarks)
    case 'delete-load-balancer':
      return deleteLoadBalancer(intent, ground, remarks)
    case 'create-floating-ip':
      return createFloatingIp(intent, ground, remarks)
    case 'move-floating-ip':
      return moveFloatingIp(intent, ground, remarks)
    case 'delete-floating-ip':
      return deleteFloatingIp(intent, ground, remarks)
    case 'create-gateway-route':
      return createGatewayRoute(intent, ground, remarks)
    case 'set-gateway-route':
      return setGatewayRoute(intent, ground, remarks)
    case 'remove-gateway-route':
      return removeGatewayRoute(intent, ground, remarks)
  }
}

/** The plan, checked by the schema that a journal is read with: objects of the cluster may hold what it does not carry. */
function planOf(intent: Intent, steps: readonly Step[], remarks: Remarks): Plan | undefined {
  const kind = FLOATING.some((each) => each === intent.intent) ? 'floating-ips' : 'services'
  const made = plan.safeParse({ intent: intent.intent, subject: { kind, name: intent.name }, steps })
  if (made.success) return made.data
  const [issue] = made.error.issues
  remarks.problem(
    '',
    `${intent.name} has something that the console does not write itself: ${issue?.message ?? 'unknown'} Change it with kubectl.`,
  )
  return undefined
}

const FLOATING = ['create-floating-ip', 'move-floating-ip', 'delete-floating-ip'] as const
