import { DURATION, durationWords, elapsed } from '../../age.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import { refTo } from '../finding.ts'
import { rule } from '../rule.ts'

const USUALLY_REPORTED_AFTER = DURATION.minute

/** The object exists and the controller has not written a status: nothing is known about it yet. */
export const notReportedRule = rule({
  id: 'external-ip/not-reported',
  title: 'The platform has not reported on it yet',
  source: ['kube-dc.md §2.1'],
  needs: ['external-ips', 'clock'],
  explains: ['external-ip/not-ready'],
  check: (ip: ExternalIp, { now }) => {
    if (ip.reported) return undefined
    const age = elapsed(ip.meta.createdAt, now)
    const late = age !== undefined && age >= USUALLY_REPORTED_AFTER
    const subject = refTo('ExternalIp', ip.meta)
    return {
      severity: late ? 'broken' : 'waiting',
      certainty: late ? 'likely' : 'proven',
      subject,
      title: late
        ? `The platform has not taken up ${ip.meta.name} for ${durationWords(age)}`
        : `${ip.meta.name} waits for the platform`,
      short: late ? 'Not taken up by the platform' : 'Waiting for the platform',
      explanation: late
        ? 'It was created and no controller has written a status. That is usually a matter of seconds, so the platform may be busy or its network controller may be down. Nothing of yours is wrong.'
        : 'It was created a moment ago and no controller has reported on it yet.',
      evidence: [
        { object: subject, field: 'status', value: 'absent' },
        {
          object: subject,
          field: 'metadata.creationTimestamp',
          value: ip.meta.createdAt,
          at: ip.meta.createdAt,
        },
      ],
      remedies: late ? [{ words: 'Tell the platform’s operators that External IPs are not taken up' }] : [],
    }
  },
})
