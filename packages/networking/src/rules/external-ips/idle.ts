import { DURATION, durationWords, elapsed } from '../../age.ts'
import { isIdle } from '../../external-ips/idle.ts'
import { networkTypeOf } from '../../external-ips/network.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import { publicQuota } from '../../quota.ts'
import { refTo } from '../finding.ts'
import { rule } from '../rule.ts'

/** Younger ones are probably about to be used. */
const IDLE_AFTER = DURATION.day

/**
 * A ready address that nothing uses. A public one costs quota and is worth a notice; a cloud one costs nobody anything.
 * When the last use ended is recorded nowhere, so only the age of the object is told.
 */
export const idleRule = rule({
  id: 'external-ip/idle',
  title: 'It holds an address that nothing uses',
  source: ['failures.md row 21', 'kube-dc.md §2.1, §9'],
  needs: ['external-ips', 'clock'],
  check: (ip: ExternalIp, { now, installation, organization, project }) => {
    const age = elapsed(ip.meta.createdAt, now)
    if (!isIdle(ip) || age === undefined || age < IDLE_AFTER) return undefined
    const { name } = ip.meta
    const subject = refTo('ExternalIp', ip.meta)
    const isPublic = networkTypeOf(ip, installation) === 'public'
    const quota = publicQuota(project.organization, organization)
    const cost = !isPublic
      ? 'It does not count against your plan.'
      : 'limit' in quota
        ? `It counts as one of the ${quota.limit} public addresses of ${quota.organization}.`
        : `It counts as a public address of ${quota.organization}.`
    return {
      severity: isPublic ? 'notice' : 'info',
      certainty: 'proven',
      subject,
      title: `${name} is used by nothing`,
      short: `Used by nothing, made ${durationWords(age)} ago`,
      explanation: `Nothing uses ${ip.address ?? 'its address'} now. ${cost} Use it before creating another, or delete it. Since when it is unused is not recorded.`,
      evidence: [
        { object: subject, field: 'status.ownershipType', value: ip.ownership },
        { object: subject, field: 'status.owners', value: 'none' },
        {
          object: subject,
          field: 'metadata.creationTimestamp',
          value: ip.meta.createdAt,
          at: ip.meta.createdAt,
        },
      ],
      remedies: ip.deleteReleased
        ? [{ words: 'Wait: the platform deletes it by itself' }]
        : [
            { words: `Delete ${name}`, action: { type: 'delete-external-ip', name } },
            { words: 'Expose something with it', action: { type: 'expose' } },
          ],
    }
  },
})
