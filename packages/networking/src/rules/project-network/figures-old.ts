import type { ProjectNetworkView } from '../../joins/views.ts'
import { DURATION, durationWords, elapsed } from '../../age.ts'
import { publicQuota } from '../../quota.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'

/** Older than the platform's own sweep ever lets them get. */
const OLD_AFTER = 15 * DURATION.minute

/** The Organization's quota figures are sampled, and these are older than they should be. */
export const figuresOldRule = rule({
  id: 'project-network/figures-old',
  title: 'The Organization’s quota figures are old or missing',
  source: ['failures.md row 58', 'kube-dc.md §9'],
  needs: ['organizations', 'clock'],
  check: ({ name }: ProjectNetworkView, { organization, project, now }) => {
    const quota = publicQuota(project.organization, organization)
    if (quota.state === 'hidden') return undefined
    const age = elapsed(quota.asOf, now)
    const missing = quota.state === 'unknown'
    if (!missing && (age === undefined || age < OLD_AFTER)) return undefined
    const object = { kind: 'Organization', namespace: quota.organization, name: quota.organization } as const
    return {
      severity: 'info',
      certainty: 'proven',
      subject: { kind: 'Project', name },
      title:
        missing || age === undefined
          ? `How many public addresses ${quota.organization} uses is not reported`
          : `The quota figures of ${quota.organization} are ${durationWords(age)} old`,
      short: missing ? 'Quota figures not reported' : 'Quota figures are old',
      explanation:
        'The platform counts every few minutes, so the list may say otherwise. An absent figure is unknown, not zero.',
      evidence: [
        'used' in quota
          ? fact(object, 'status.quotaUsage.publicIPv4.used', quota.used, quota.asOf)
          : fact(object, 'status.quotaUsage.publicIPv4.used', 'absent'),
      ],
      remedies: [],
    }
  },
})
