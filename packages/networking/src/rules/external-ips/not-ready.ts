import { DURATION, durationWords, elapsed } from '../../age.ts'
import { isDefaultGateway, networkTypeOf } from '../../external-ips/network.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import { conditionEvidence } from '../conditions.ts'
import { refTo, type Evidence, type Ref } from '../finding.ts'
import { rule, type RuleContext } from '../rule.ts'

const USUALLY_READY_AFTER = 2 * DURATION.minute

/** Reported and not ready: waiting at first, broken when it takes longer than it ever should. */
export const notReadyRule = rule({
  id: 'external-ip/not-ready',
  title: 'It is not ready: no OVN address is bound, or the bound one is not set up',
  source: ['failures.md rows 2, 20', 'kube-dc.md §2.1, §12'],
  needs: ['external-ips', 'clock'],
  check: (ip: ExternalIp, context) => {
    if (!ip.reported || ip.ready) return undefined
    // A ready address can lose its readiness: then its age says nothing about how long it waits, the condition does.
    const since = ip.conditions.find(({ type }) => type === 'Ready')?.since ?? ip.meta.createdAt
    const age = elapsed(since, context.now)
    const late = age !== undefined && age >= USUALLY_READY_AFTER
    const subject = refTo('ExternalIp', ip.meta)
    return {
      severity: late ? 'broken' : 'waiting',
      certainty: late ? 'likely' : 'proven',
      subject,
      ...words(ip, late ? durationWords(age) : undefined, context),
      evidence: evidence(subject, ip),
      remedies: late
        ? [{ words: 'Read its conditions and events, then tell the platform’s operators what they say' }]
        : [],
    }
  },
})

function words(ip: ExternalIp, lateFor: string | undefined, { installation, project }: RuleContext) {
  const type = networkTypeOf(ip, installation)
  const what = type === 'unknown' ? 'an address' : `a ${type} address`
  const { name } = ip.meta
  const egress = isDefaultGateway(ip) ? ` Until it is ready, nothing in ${project.name} reaches out.` : ''
  if (ip.address !== undefined) {
    return {
      title: lateFor ? `${name} is not ready for ${lateFor}` : `${name} is being set up`,
      short: lateFor ? 'Has an address, not set up' : 'Being set up',
      explanation: `It has ${ip.address} and the platform does not report it as usable${lateFor ? '. That is usually a matter of seconds' : ' yet'}.${egress}`,
    }
  }
  return {
    title: lateFor ? `${name} has no address for ${lateFor}` : `${name} waits for ${what}`,
    short: lateFor ? `No address for ${lateFor}` : `Waiting for ${what}`,
    explanation: lateFor
      ? `The platform has bound no address to it, which is usually a matter of seconds. Its conditions do not say why in words that the console knows.${egress}`
      : `The platform is choosing an address for it.${egress}`,
  }
}

function evidence(subject: Ref, ip: ExternalIp): Evidence[] {
  return [
    { object: subject, field: 'status.ready', value: 'false' },
    { object: subject, field: 'status.ovnEIpRef', value: ip.ovnEip ?? 'empty' },
    ...ip.conditions.map((condition) => conditionEvidence(subject, condition)),
  ]
}
