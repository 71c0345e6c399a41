import { networkTypeOf } from '../../external-ips/network.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import { isSpent, publicQuota } from '../../quota.ts'
import { complaint, conditionEvidence, saysPoolFull } from '../conditions.ts'
import { refTo, type Remedy } from '../finding.ts'
import { rule } from '../rule.ts'

/** The provider's pool has no free address. Tenants cannot read pools: only the object's own conditions can say so. */
export const poolFullRule = rule({
  id: 'external-ip/pool-full',
  title: 'The provider’s pool has no free address, as far as the conditions tell',
  source: ['failures.md row 3', 'kube-dc.md §3, §12'],
  needs: ['external-ips'],
  explains: ['external-ip/not-ready'],
  check: (ip: ExternalIp, { installation, organization, project }) => {
    if (ip.ready || ip.address !== undefined) return undefined
    const told = complaint(ip.conditions, saysPoolFull)
    if (!told) return undefined
    const type = networkTypeOf(ip, installation)
    const word = type === 'unknown' ? '' : `${type} `
    const quota = publicQuota(project.organization, organization)
    const notQuota =
      type === 'cloud'
        ? 'Cloud addresses are not limited by your plan.'
        : quota.state === 'room'
          ? `It is not your quota: ${quota.organization} uses ${quota.used} of ${quota.limit}.`
          : isSpent(quota)
            ? `Your quota is used up as well: ${quota.used} of ${quota.limit}.`
            : ''
    const subject = refTo('ExternalIp', ip.meta)
    const other = installation.networkTypes.find((offered) => type !== 'unknown' && offered !== type)
    return {
      severity: 'broken',
      certainty: 'likely',
      subject,
      title: `The platform has no free ${word}address`,
      short: `No free ${word}address${quota.state === 'room' || type === 'cloud' ? '; not your quota' : ''}`,
      explanation: [
        `The platform reports that its pool of ${word}addresses is used up, so ${ip.meta.name} waits. Only the provider can widen the pool.`,
        notQuota,
      ]
        .filter(Boolean)
        .join(' '),
      evidence: [conditionEvidence(subject, told)],
      remedies: [
        { words: 'Tell the platform’s operators; the address comes by itself once one is free' },
        ...(other === undefined
          ? []
          : [
              {
                words: `Create a ${other} External IP instead, if ${other === 'cloud' ? 'the Internet need not reach it' : 'it may count against your quota'}`,
                action: { type: 'create-external-ip', networkType: other },
              } satisfies Remedy,
            ]),
      ],
    }
  },
})
