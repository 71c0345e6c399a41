import { DURATION, durationWords, elapsed } from '../../age.ts'
import { ownersWords } from '../../external-ips/owners.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import { list } from '../../words.ts'
import { refTo, type Evidence } from '../finding.ts'
import { rule } from '../rule.ts'

const USUALLY_GONE_AFTER = 2 * DURATION.minute

/** A deleted External IP that is still there: normal for moments, stuck after minutes. */
export const deletingRule = rule({
  id: 'external-ip/deleting',
  title: 'Deleted, and still there because owners or finalizers remain',
  source: ['failures.md row 22', 'kube-dc.md §1'],
  needs: ['external-ips', 'clock'],
  // Whatever else is wrong with it no longer matters to anybody.
  explains: [
    'external-ip/type-impossible',
    'external-ip/quota-spent',
    'external-ip/pool-full',
    'external-ip/not-reported',
    'external-ip/not-ready',
    'external-ip/idle',
    'external-ip/not-from-internet',
  ],
  check: (ip: ExternalIp, { now }) => {
    const age = elapsed(ip.meta.deletedAt, now)
    if (ip.meta.deletedAt === undefined || age === undefined) return undefined
    const { name } = ip.meta
    const subject = refTo('ExternalIp', ip.meta)
    const stuck = age >= USUALLY_GONE_AFTER
    const users = ownersWords(ip)
    const evidence: Evidence[] = [
      {
        object: subject,
        field: 'metadata.deletionTimestamp',
        value: ip.meta.deletedAt,
        at: ip.meta.deletedAt,
      },
      { object: subject, field: 'metadata.finalizers', value: list(ip.meta.finalizers ?? []) || 'none' },
      { object: subject, field: 'status.owners', value: users || 'none' },
    ]
    return {
      severity: stuck ? 'broken' : 'waiting',
      certainty: 'proven',
      subject,
      title: stuck ? `${name} is stuck deleting for ${durationWords(age)}` : `${name} is being deleted`,
      short: users ? `Deleting: still used by ${users}` : stuck ? 'Stuck deleting' : 'Deleting',
      explanation: users
        ? `It goes when nothing uses it any more: ${users} still does. Its address stays taken and counted until then.`
        : 'Nothing uses it any more; the platform has yet to give the address back. It stays taken and counted until then.',
      evidence,
      remedies: stuck
        ? [
            ...(users ? [{ words: `Remove ${users} first` }] : []),
            {
              words:
                'Ask the platform’s operators to look at what holds it. Taking its finalizers off by hand loses the address instead of freeing it',
            },
          ]
        : [],
    }
  },
})
