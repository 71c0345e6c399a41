import type { GatewayRouteView } from '../../joins/views.ts'
import { conditionEvidence } from '../conditions.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import { certificateOf, complaints, isValid, routeName, serviceRef } from './route-facts.ts'

/** The certificate authority refuses for having been asked too often. Trying again makes it last longer. */
export const rateLimitedRule = rule({
  id: 'gateway-route/rate-limited',
  title: 'The certificate authority was asked too often',
  source: ['failures.md row 51', 'kube-dc.md §12'],
  needs: ['services', 'certificates', 'clock'],
  explains: [
    'gateway-route/certificate-not-ready',
    'gateway-route/no-hostname',
    'gateway-route/renewal-failed',
  ],
  check: (view: GatewayRouteView, { now }) => {
    const certificate = certificateOf(view)
    if (!certificate) return undefined
    const told = complaints(certificate).find(({ message = '' }) =>
      /\b429\b|rate ?limit|too many/i.test(message),
    )
    if (!told) return undefined
    const retry = /retry[ -]after:? ?([^,;:]*(?::\d\d)*[^,;:]*)/i.exec(told.message ?? '')?.[1]?.trim()
    const valid = isValid(certificate, now)
    const ref = refTo('Certificate', certificate.meta)
    const { failedAttempts, lastFailure } = certificate
    return {
      severity: valid ? 'notice' : 'broken',
      certainty: 'proven',
      subject: serviceRef(view),
      title: `The certificate authority refuses ${routeName(view)} for now: asked too often`,
      short: 'No certificate: the authority was asked too often',
      explanation: `It limits how often it signs for one domain.${retry ? ` It answers again after ${retry}.` : ''} Deleting and creating anew counts as asking again and makes it last longer.`,
      evidence: [
        conditionEvidence(ref, told),
        ...(failedAttempts === 0
          ? []
          : [fact(ref, 'status.failedIssuanceAttempts', failedAttempts, lastFailure)]),
      ],
      remedies: [
        { words: retry ? `Wait until ${retry}` : 'Wait: cert-manager asks again by itself' },
        { words: 'For trials, use an Issuer of the authority’s staging service' },
      ],
    }
  },
})
