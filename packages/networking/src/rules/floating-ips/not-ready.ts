import { DURATION, durationWords, elapsed } from '../../age.ts'
import type { FloatingIpView } from '../../joins/views.ts'
import { conditionEvidence } from '../conditions.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { fipRef, targetWords } from './fip-facts.ts'

const USUALLY_READY_AFTER = 2 * DURATION.minute

/** Not ready, or not reported: usually because of its address or its target, which is then the cause. */
export const fipNotReadyRule = rule({
  id: 'floating-ip/not-ready',
  title: 'It is not ready',
  source: ['failures.md row 28', 'kube-dc.md §2.2, §6, §12'],
  needs: ['floating-ips', 'clock'],
  followsFrom: ['ExternalIp'],
  check: (view: FloatingIpView, { now }) => {
    const { fip, name } = view
    if (fip.ready) return undefined
    const subject = fipRef(view)
    const since = fip.conditions.find(({ type }) => type === 'Ready')?.since ?? fip.meta.createdAt
    const age = elapsed(since, now)
    const late = age !== undefined && age >= USUALLY_READY_AFTER
    const what = targetWords(view)
    return {
      severity: late ? 'broken' : 'waiting',
      certainty: late ? 'likely' : 'proven',
      subject,
      title: late ? `${name} is not ready for ${durationWords(age)}` : `${name} is being set up`,
      short: late ? `Not ready for ${durationWords(age)}` : 'Being set up',
      explanation: late
        ? `The platform does not report it as usable, which is usually a matter of seconds. Its conditions do not say why in words that the console knows. It leads to ${what}.`
        : `The platform is setting it up. It leads to ${what}.`,
      evidence: [
        fip.reported ? fact(subject, 'status.ready', 'false') : fact(subject, 'status', 'absent'),
        ...fip.conditions.map((condition) => conditionEvidence(subject, condition)),
      ],
      remedies: late
        ? [{ words: 'Read its conditions and events, then tell the platform’s operators what they say' }]
        : [],
    }
  },
})
