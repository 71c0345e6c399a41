import type { GatewayRouteView } from '../../joins/views.ts'
import { conditionEvidence } from '../conditions.ts'
import { fact, refTo } from '../finding.ts'
import { rule } from '../rule.ts'
import { certificateOf, isValid, routeName, serviceRef } from './route-facts.ts'

/** The Issuer exists and cannot sign: usually its ACME account was refused. */
export const issuerNotReadyRule = rule({
  id: 'gateway-route/issuer-not-ready',
  title: 'The Issuer of its certificate is not ready',
  source: ['failures.md row 47', 'kube-dc.md §5'],
  needs: ['services', 'certificates', 'issuers', 'clock'],
  explains: ['gateway-route/certificate-not-ready', 'gateway-route/no-hostname'],
  check: (view: GatewayRouteView, { now }) => {
    const { issuer } = view
    const certificate = certificateOf(view)
    if (issuer?.issuer.state !== 'found' || (certificate && isValid(certificate, now))) return undefined
    const { object } = issuer.issuer
    const told = object.conditions.find(({ type }) => type === 'Ready')
    if (object.ready || !told) return undefined
    const account = /acme|account|email|contact/i.test(`${told.reason ?? ''} ${told.message ?? ''}`)
    const ref = refTo('Issuer', object.meta)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject: serviceRef(view),
      title: `The Issuer ${issuer.name} cannot sign for ${routeName(view)}`,
      short: `No certificate: the Issuer ${issuer.name} is not ready`,
      explanation: account
        ? `The certificate authority did not take its account. A wrong or invented e-mail address is the usual reason.`
        : `It is not ready, and says why in its conditions. No certificate of this Project is made or renewed by it until then.`,
      evidence: [
        conditionEvidence(ref, told),
        ...(object.email === undefined ? [] : [fact(ref, 'spec.acme.email', object.email)]),
      ],
      remedies: [
        {
          words: account
            ? `Correct the e-mail address of the Issuer ${issuer.name}: delete it and create it anew`
            : `Correct the Issuer ${issuer.name}`,
        },
      ],
    }
  },
})
