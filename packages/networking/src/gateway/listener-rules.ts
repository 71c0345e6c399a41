import { DURATION, elapsed } from '../age.ts'
import type { Certificate } from '../model/certificate.ts'
import { conditionEvidence } from '../rules/conditions.ts'
import { fact, refTo } from '../rules/finding.ts'
import { count, list } from '../words.ts'
import { aboutGateway, gatewayRule, isNew, listenerEvidence, listenerFact } from './gateway-rule.ts'
import {
  bySecret,
  conditionOf,
  refusalOf,
  secretWords,
  tenantWords,
  type GatewayView,
  type ListenerView,
} from './gateway-view.ts'

/** The Gateway as a whole: without it no hostname of any Project answers. */
export const gatewayNotProgrammedRule = gatewayRule({
  id: 'gateway/gateway-not-programmed',
  title: 'A Gateway is not accepted or not programmed',
  source: ['failures.md row 37', 'kube-dc.md §5'],
  needs: ['gateways', 'clock'],
  check: (view, { now }) => {
    const { meta, conditions, className } = view.gateway
    const subject = refTo('Gateway', meta)
    const refused = refusalOf(conditions, 'Accepted', 'Programmed')
    if (!refused && conditionOf(conditions, 'Programmed')?.status === 'True') return []
    if (!refused && isNew(meta, now)) return []
    const condition = refused ?? conditionOf(conditions, 'Programmed')
    return [
      aboutGateway(view, {
        severity: refused ? 'broken' : 'waiting',
        certainty: 'proven',
        title: refused ? `Gateway ${meta.name} does not work` : `Nobody says that Gateway ${meta.name} works`,
        short: refused ? `Not working: ${refused.reason ?? refused.type}` : 'Not reported on',
        explanation: refused
          ? `Its controller says why: ${refused.message ?? refused.reason ?? 'no reason given'}. Hostnames of all Projects go through it.`
          : 'No controller has reported on it, so it is unknown whether any hostname answers.',
        evidence: [
          condition
            ? conditionEvidence(subject, condition)
            : fact(subject, 'status.conditions', 'none', meta.createdAt),
          fact(subject, 'spec.gatewayClassName', className),
        ],
        step: `Look at the log of the controller of class ${className}, and at its Deployment in the Gateway’s namespace.`,
      }),
    ]
  },
})

/** An issuance takes a minute or two (kube-dc.md §5), and the listener is there before its Secret. */
const ISSUING = 5 * DURATION.minute

/** failures.md row 45: one Secret that cannot be used keeps a listener from working, and others that share its port. */
export const listenerRefsRule = gatewayRule({
  id: 'gateway/listener-refs',
  title: 'A listener’s certificate cannot be used',
  source: ['failures.md row 45', 'kube-dc.md §5'],
  needs: ['gateways', 'certificates', 'projects', 'http-routes', 'clock'],
  check: (view, { certificates = [], now }) => {
    const known = bySecret(certificates)
    return view.listeners.flatMap((own) => {
      const condition = refusalOf(own.listener.conditions, 'ResolvedRefs')
      if (!condition) return []
      const gateway = refTo('Gateway', view.gateway.meta)
      const secrets = own.listener.certificates.map(secretWords)
      const { name, hostname = 'Its hostnames' } = own.listener
      const isYoung = (elapsed(condition.since, now) ?? Infinity) < ISSUING
      return [
        aboutGateway(view, {
          severity: isYoung ? 'waiting' : 'broken',
          certainty: 'proven',
          title: isYoung
            ? `Listener ${name} waits for its certificate`
            : `The certificate of listener ${name} cannot be used`,
          short: isYoung ? 'Waiting for its certificate' : 'Certificate cannot be used',
          explanation: `${ofTenants(own)}${hostname} cannot be served with TLS. ${besideWords(view, own)}`,
          evidence: [
            listenerEvidence(gateway, own, condition),
            listenerFact(gateway, own, 'tls.certificateRefs', secrets.join(', ') || 'none'),
            ...secrets.flatMap((secret) => notReadyEvidence(known.get(secret))),
            ...takenAlong(view, own).flatMap((other) => {
              const down = refusalOf(other.listener.conditions, 'Programmed', 'Accepted')
              return down ? [listenerEvidence(gateway, other, down)] : []
            }),
          ],
          step:
            condition.reason === 'RefNotPermitted'
              ? `See that the ReferenceGrant of ${list(secrets)} is there; the platform makes it with the route. Taking the route off its Service removes the listener.`
              : isYoung
                ? 'Wait: an issuance takes a minute or two.'
                : `Have its owner renew or replace ${list(secrets) || 'the certificate'}. Where others fail meanwhile, taking the route off its Service removes this listener alone.`,
        }),
      ]
    })
  },
})

/** Why a Secret has no certificate, where cert-manager is to fill it. */
function notReadyEvidence(certificate: Certificate | undefined) {
  const condition = certificate && refusalOf(certificate.conditions, 'Ready')
  return condition ? [conditionEvidence(refTo('Certificate', certificate.meta), condition)] : []
}

/** A Secret that still loads and is past its time: browsers refuse what the Gateway thinks is fine. */
export const certificateExpiredRule = gatewayRule({
  id: 'gateway/certificate-expired',
  title: 'A listener’s certificate is past its time',
  source: ['failures.md rows 45, 53'],
  needs: ['gateways', 'certificates', 'projects', 'clock'],
  check: (view, { certificates, now }) => {
    if (!certificates) return []
    const known = bySecret(certificates)
    return view.listeners.flatMap((own) =>
      own.listener.certificates.flatMap((reference) => {
        const certificate = known.get(secretWords(reference))
        const end = Date.parse(certificate?.notAfter ?? '')
        if (!certificate || Number.isNaN(end) || end > now) return []
        const { meta, notAfter = '' } = certificate
        return [
          aboutGateway(view, {
            severity: 'broken',
            certainty: 'proven',
            title: `The certificate of listener ${own.listener.name} has expired`,
            short: 'Certificate expired',
            explanation: `${ofTenants(own)}Browsers warn of ${own.listener.hostname ?? 'its hostnames'}, and some versions of the Gateway then stop taking changes for port ${own.listener.port}.`,
            evidence: [
              fact(refTo('Certificate', meta), 'status.notAfter', notAfter, notAfter),
              listenerFact(
                refTo('Gateway', view.gateway.meta),
                own,
                'tls.certificateRefs',
                secretWords(reference),
              ),
            ],
            step: `Find out why ${meta.namespace ?? ''}/${meta.name} is not renewed: its conditions and its Challenge say so.`,
          }),
        ]
      }),
    )
  },
})

/** A listener that is refused for another reason than its certificate. */
export const listenerNotProgrammedRule = gatewayRule({
  id: 'gateway/listener-not-programmed',
  title: 'A listener is not accepted, not programmed, or in conflict with another one',
  source: ['failures.md rows 37, 45', 'kube-dc.md §5'],
  needs: ['gateways', 'projects', 'http-routes'],
  check: (view) => {
    // Where the Gateway itself is down, its listeners follow.
    if (refusalOf(view.gateway.conditions, 'Accepted')) return []
    return view.listeners.flatMap((own) => {
      const { conditions, name, port, hostname } = own.listener
      if (refusalOf(conditions, 'ResolvedRefs')) return []
      const conflicted = conditions.find(({ type, status }) => type === 'Conflicted' && status === 'True')
      const condition = conflicted ?? refusalOf(conditions, 'Accepted', 'Programmed')
      if (!condition) return []
      const gateway = refTo('Gateway', view.gateway.meta)
      const rivals = conflicted
        ? beside(view, own).filter(
            ({ listener }) => listener.hostname?.toLowerCase() === hostname?.toLowerCase(),
          )
        : []
      return [
        aboutGateway(view, {
          severity: 'broken',
          certainty: 'proven',
          title:
            rivals.length > 0
              ? `Listener ${name} has the hostname of ${list(rivals.map(({ listener }) => listener.name))}`
              : `Listener ${name} does not work`,
          short: conflicted
            ? 'Hostname of another listener'
            : `Not working: ${condition.reason ?? condition.type}`,
          explanation: `${ofTenants(own)}Its controller says: ${condition.message ?? condition.reason ?? 'nothing more'}.${
            rivals.length > 0 ? ` The others are ${list(rivals.map(whoseWords))}.` : ''
          }`,
          evidence: [
            listenerEvidence(gateway, own, condition),
            listenerFact(gateway, own, 'port and hostname', `${port} ${hostname ?? '*'}`),
            ...rivals.map((one) =>
              listenerFact(gateway, one, 'port and hostname', `${port} ${hostname ?? '*'}`),
            ),
          ],
          step: conflicted
            ? 'Settle with their owners who keeps the hostname; the other Service takes another one.'
            : 'Compare port, protocol and hostname with the other listeners, and look at the log of the controller.',
        }),
      ]
    })
  },
})

/** The others of its port: to the outside they are one listener. */
function beside(view: GatewayView, own: ListenerView): readonly ListenerView[] {
  return view.listeners.filter((other) => other !== own && other.listener.port === own.listener.port)
}

/** Others of its port that do not work either, though nothing is said against their own certificates. */
function takenAlong(view: GatewayView, own: ListenerView): readonly ListenerView[] {
  return beside(view, own).filter(
    ({ listener: { conditions } }) =>
      refusalOf(conditions, 'Programmed', 'Accepted') && !refusalOf(conditions, 'ResolvedRefs'),
  )
}

function besideWords(view: GatewayView, own: ListenerView): string {
  const others = beside(view, own)
  const { port } = own.listener
  if (others.length === 0) return 'No other listener shares its port.'
  const along = takenAlong(view, own)
  return along.length > 0
    ? `${count(along.length, 'other listener', 'other listeners')} of port ${port} ${along.length === 1 ? 'does' : 'do'} not work either, with nothing said against ${along.length === 1 ? 'its' : 'their'} own certificate: one bad certificate can take along what shares its port.`
    : `It shares port ${port} with ${count(others.length, 'other listener', 'other listeners')}; one bad certificate can take along what shares its port.`
}

function ofTenants({ tenants }: ListenerView): string {
  return tenants.length === 0 ? '' : `It belongs to ${list(tenants.map(tenantWords))}. `
}

function whoseWords({ listener, tenants }: ListenerView): string {
  return tenants.length === 0 ? listener.name : `${listener.name} of ${list(tenants.map(tenantWords))}`
}
