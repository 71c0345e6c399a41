import { DURATION, durationWords, elapsed } from '../../age.ts'
import type { GatewayRouteView } from '../../joins/views.ts'
import { conditionEvidence } from '../conditions.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import { certificateOf, isValid, routeName, serviceRef } from './route-facts.ts'

const USUALLY_ISSUED_AFTER = 5 * DURATION.minute

/** The certificate is not there yet: minutes are usual, then what its conditions say. */
export const certificateNotReadyRule = rule({
  id: 'gateway-route/certificate-not-ready',
  title: 'Its certificate is not ready',
  source: ['failures.md rows 36, 46', 'kube-dc.md §5, §12'],
  needs: ['services', 'certificates', 'clock'],
  explains: ['gateway-route/no-hostname'],
  check: (view: GatewayRouteView, { now }) => {
    const certificate = certificateOf(view)
    if (!certificate || isValid(certificate, now)) return undefined
    const ref = refTo('Certificate', certificate.meta)
    const age = elapsed(certificate.meta.createdAt, now)
    const late = age !== undefined && age >= USUALLY_ISSUED_AFTER
    const expired = certificate.notAfter !== undefined && Date.parse(certificate.notAfter) <= now
    const name = routeName(view)
    const ready = certificate.conditions.find(({ type }) => type === 'Ready')
    return {
      severity: late || expired ? 'broken' : 'waiting',
      certainty: 'proven',
      subject: serviceRef(view),
      title: expired
        ? `The certificate of ${name} has expired`
        : late
          ? `${name} has no certificate for ${durationWords(age)}`
          : `The certificate of ${name} is being issued`,
      short: expired
        ? 'Certificate expired'
        : late
          ? `No certificate for ${durationWords(age)}`
          : 'Certificate is being issued',
      explanation: expired
        ? 'Browsers warn, and its renewal did not come through.'
        : late
          ? 'Issuing usually takes a minute or two. Its conditions and challenges are all that can be seen of it here.'
          : 'It usually takes a minute or two. The hostname is reported after that.',
      evidence: [
        ready ? conditionEvidence(ref, ready) : fact(ref, 'condition Ready', 'absent'),
        ...(certificate.notAfter === undefined
          ? []
          : [fact(ref, 'status.notAfter', certificate.notAfter, certificate.notAfter)]),
      ],
      remedies: late || expired ? [{ words: 'Read the events of the Certificate and its Challenge' }] : [],
    }
  },
})
