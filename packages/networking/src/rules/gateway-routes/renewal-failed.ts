import { DURATION, durationWords } from '../../age.ts'
import type { GatewayRouteView } from '../../joins/views.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import { certificateOf, complaints, isValid, routeName, serviceRef } from './route-facts.ts'

/** Renewal is due since then and has had time to come through. */
const USUALLY_RENEWED_AFTER = DURATION.hour

/** Valid still, and its renewal is overdue: a site that works and will stop. */
export const renewalFailedRule = rule({
  id: 'gateway-route/renewal-failed',
  title: 'Its certificate was due for renewal and was not renewed',
  source: ['failures.md row 53'],
  needs: ['services', 'certificates', 'clock'],
  check: (view: GatewayRouteView, { now }) => {
    const certificate = certificateOf(view)
    const { renewalTime, notAfter } = certificate ?? {}
    if (!certificate || renewalTime === undefined || notAfter === undefined || !isValid(certificate, now))
      return undefined
    const overdue = now - Date.parse(renewalTime)
    const left = Date.parse(notAfter) - now
    if (!(overdue >= USUALLY_RENEWED_AFTER) || !(left > 0)) return undefined
    const ref = refTo('Certificate', certificate.meta)
    const [told] = complaints(certificate)
    return {
      severity: 'notice',
      certainty: 'proven',
      subject: serviceRef(view),
      title: `The certificate of ${routeName(view)} is not renewed and ends in ${durationWords(left)}`,
      short: `Certificate ends in ${durationWords(left)}, not renewed`,
      explanation: `It was due ${durationWords(overdue)} ago. The site works until it ends; browsers warn from then on.${told?.message ? ` cert-manager says: ${told.message.replace(/[.\s]+$/, '')}.` : ''}`,
      evidence: [
        fact(ref, 'status.renewalTime', renewalTime, renewalTime),
        fact(ref, 'status.notAfter', notAfter, notAfter),
      ],
      remedies: [{ words: 'Check DNS, Issuer and challenges as for a first certificate, before it ends' }],
    }
  },
})
