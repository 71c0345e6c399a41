import type { GatewayRouteView } from '../../joins/views.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { certificateOf, isValid, routeName, serviceRef } from './route-facts.ts'

/** The Issuer that its certificate needs does not exist: a Project makes its own once. */
export const noIssuerRule = rule({
  id: 'gateway-route/no-issuer',
  title: 'Its certificate needs an Issuer that does not exist',
  source: ['failures.md row 46', 'kube-dc.md §5, §12'],
  needs: ['services', 'certificates', 'issuers', 'installation', 'clock'],
  explains: ['gateway-route/certificate-not-ready', 'gateway-route/no-hostname'],
  check: (view: GatewayRouteView, { now }) => {
    const { issuer } = view
    const certificate = certificateOf(view)
    if (!issuer || issuer.issuer.state !== 'absent' || (certificate && isValid(certificate, now)))
      return undefined
    // Without a Certificate only the platform's usual name is known, and its configuration may differ.
    const told = certificate !== undefined || view.service.asks.tlsIssuer !== undefined
    const subject = serviceRef(view)
    return {
      severity: 'broken',
      certainty: told ? 'proven' : 'likely',
      subject,
      title: `There is no Issuer ${issuer.name} for the certificate of ${routeName(view)}`,
      short: `No certificate: there is no Issuer ${issuer.name}`,
      explanation: `The certificate is to be signed by the Issuer ${issuer.name}, and this Project has none of that name. It is made once per Project and serves all routes.`,
      evidence: [
        certificate
          ? fact({ kind: 'Certificate', name: certificate.meta.name }, 'spec.issuerRef.name', issuer.name)
          : fact(
              subject,
              'annotation tls-issuer',
              view.service.asks.tlsIssuer ?? `absent, usually ${issuer.name}`,
            ),
        fact({ kind: 'Issuer', name: issuer.name }, 'object', 'absent'),
      ],
      remedies: [{ words: `Create the Issuer ${issuer.name} in this Project` }],
    }
  },
})
