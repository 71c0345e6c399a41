import type { ProjectNetworkView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'

const WORDS: Readonly<Record<string, string>> = {
  'services.loadbalancers': 'load balancers',
  services: 'Services',
  pods: 'pods',
}

/** A quota of the Project is used up: the cluster refuses the next object. */
export const quotaFullRule = rule({
  id: 'project-network/quota-full',
  title: 'A quota of the Project is used up',
  source: ['failures.md row 57', 'kube-dc.md §9'],
  needs: ['resource-quotas'],
  check: ({ fullQuotas, name }: ProjectNetworkView) => {
    const first = fullQuotas.find(({ resource }) => resource === 'services.loadbalancers') ?? fullQuotas[0]
    if (!first) return undefined
    const what = WORDS[first.resource] ?? first.resource
    return {
      severity: 'notice',
      certainty: 'proven',
      subject: { kind: 'Project', name },
      title: `No more ${what} in ${name}: ${first.used} of ${first.hard}`,
      short: `Quota of ${what} is used up`,
      explanation: `The cluster refuses the next one with “exceeded quota”. What exists keeps working.`,
      evidence: fullQuotas.map(({ quota, resource, used, hard }) =>
        fact({ kind: 'ResourceQuota', name: quota }, `status.used[${resource}]`, `${used} of ${hard}`),
      ),
      remedies: [
        { words: `Delete ${what} that are not needed` },
        { words: 'Ask an admin of the Organization for a larger plan' },
      ],
    }
  },
})
