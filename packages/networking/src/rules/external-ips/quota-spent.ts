import { isIdle } from '../../external-ips/idle.ts'
import { networkTypeOf } from '../../external-ips/network.ts'
import { DURATION, durationWords, elapsed } from '../../age.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import type { Condition } from '../../model/object.ts'
import { inUse, isSpent, publicQuota, type PublicQuota } from '../../quota.ts'
import { complaint, conditionEvidence, saysPoolFull, saysQuotaSpent } from '../conditions.ts'
import { refTo, type Evidence, type Ref, type Remedy } from '../finding.ts'
import { rule, type RuleContext } from '../rule.ts'

const NAMED_AT_MOST = 3

/** An Organization's public IPv4 quota: the object exists, gets no address, and its conditions say why. */
export const quotaSpentRule = rule({
  id: 'external-ip/quota-spent',
  title: 'The Organization’s public IPv4 quota is used up',
  source: ['failures.md rows 4, 58', 'kube-dc.md §9'],
  needs: ['external-ips', 'organizations', 'clock'],
  explains: ['external-ip/not-reported', 'external-ip/not-ready'],
  check: (ip: ExternalIp, context) => {
    if (ip.ready || ip.address !== undefined) return undefined
    if (networkTypeOf(ip, context.installation) === 'cloud') return undefined
    const told = complaint(ip.conditions, saysQuotaSpent)
    const quota = publicQuota(context.project.organization, context.organization)
    const figures = isSpent(quota) && ip.networkType === 'public' && !complaint(ip.conditions, saysPoolFull)
    if (!told && !figures) return undefined
    const subject = refTo('ExternalIp', ip.meta)
    const { organization } = context.project
    return {
      severity: 'broken',
      // Conditions are not an interface (§13, 1) and figures are sampled: only both together prove it.
      certainty: told && isSpent(quota) ? 'proven' : 'likely',
      subject,
      title: `No public address left for ${organization}`,
      short: `No address: public quota is ${quota.state === 'over' ? 'exceeded' : 'full'}`,
      explanation: explanation(ip, quota, context),
      evidence: evidence(subject, told, quota, ip, context),
      remedies: remedies(context.peers, quota, context),
    }
  },
})

function explanation(
  { meta: { name } }: ExternalIp,
  quota: PublicQuota,
  { peers, installation, now }: RuleContext,
): string {
  const whose = 'This is your Organization’s limit, not a fault of the platform.'
  switch (quota.state) {
    case 'full':
      return `All ${quota.limit} public addresses of its plan are in use, so ${name} waits. ${whose}`
    case 'over': {
      const without = peers.filter(
        (peer) => peer.address === undefined && networkTypeOf(peer, installation) === 'public',
      )
      const use = inUse(quota, without.length + 1)
      if (use.used === quota.limit) {
        return `All ${quota.limit} public addresses of its plan are in use, and ${use.waiting === 1 ? `${name} waits` : `${use.waiting} wait, ${name} among them`}. The platform counts both: ${quota.used}. ${whose}`
      }
      return `${quota.organization} uses ${quota.used} public addresses and its plan allows ${quota.limit}, so ${name} waits. ${whose}`
    }
    case 'room': {
      const age = elapsed(quota.asOf, now)
      const when = age === undefined ? '' : ` ${durationWords(age)} ago`
      return `The platform reports the quota as exceeded, though the figures${when} said ${quota.used} of ${quota.limit}: they are taken every few minutes. ${whose}`
    }
    default:
      return `The platform reports that ${quota.organization} has used up its public addresses, so ${name} waits. ${whose}`
  }
}

function evidence(
  subject: Ref,
  told: Condition | undefined,
  quota: PublicQuota,
  ip: ExternalIp,
  { peers, installation, project }: RuleContext,
): Evidence[] {
  const found: Evidence[] = []
  if ('used' in quota) {
    found.push({
      object: { kind: 'Organization', namespace: quota.organization, name: quota.organization },
      field: 'status.quotaUsage.publicIPv4',
      value: 'limit' in quota ? `used ${quota.used}, limit ${quota.limit}` : `used ${quota.used}, no limit`,
      ...(quota.asOf !== undefined && { at: quota.asOf }),
    })
  }
  if (told) found.push(conditionEvidence(subject, told))
  else found.push({ object: subject, field: 'status.ready', value: 'false' })
  if (peers.length > 0) {
    const live = [ip, ...peers].filter((each) => networkTypeOf(each, installation) === 'public').length
    found.push({
      object: { kind: 'Project', name: project.name },
      field: 'public External IPs, counted now',
      value: `${live} in this Project`,
    })
  }
  return found
}

function remedies(peers: readonly ExternalIp[], quota: PublicQuota, context: RuleContext): Remedy[] {
  const idle = peers
    .filter((peer) => networkTypeOf(peer, context.installation) === 'public' && isIdle(peer))
    .slice(0, NAMED_AT_MOST)
  return [
    ...idle.map(({ meta: { name } }): Remedy => ({
      words: `Delete ${name}`,
      action: { type: 'delete-external-ip', name },
    })),
    ...idle.slice(0, 1).map(({ meta: { name } }): Remedy => ({
      words: `Use ${name} instead`,
      action: { type: 'open-external-ip', name },
    })),
    ...(idle.length === 0
      ? [{ words: `Free a public address in any Project of ${quota.organization}` } satisfies Remedy]
      : []),
    { words: `Ask an admin of ${quota.organization} for a plan with more public addresses` },
    ...suspicion(quota, context.now),
  ]
}

/** Old figures deserve a word: a quota may have been raised since. */
function suspicion(quota: PublicQuota, now: number): Remedy[] {
  const age = isSpent(quota) ? elapsed(quota.asOf, now) : undefined
  if (age === undefined || age < 15 * DURATION.minute) return []
  return [{ words: `Wait for newer figures: these are ${durationWords(age)} old` }]
}
