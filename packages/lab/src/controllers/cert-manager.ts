import { isDeepStrictEqual } from 'node:util'
import type { Action } from './actions.ts'
import { timestamp, withCondition } from './condition.ts'
import { hasFault, madeFor, passedOn } from './marks.ts'
import { endedName } from './names.ts'
import { typeOf, type Bare, type Condition, type Stored } from './resources.ts'
import { routing, type Certificate, type Challenge, type Issuer } from './route-resources.ts'
import type { Delays } from './settings.ts'

/**
 * cert-manager as far as a tenant sees it (kube-dc.md §5, §8.3): Issuer, Certificate and Challenge, and the Secret that
 * comes of it. CertificateRequests and Orders are not made: nobody but the platform may read them.
 *
 * Faults of an Issuer: `register-failed`. Of a Certificate: `never-issued`, `rate-limited`, `renewal-failed`,
 * `challenge-dns`, `challenge-self-check`, `solver-quota`.
 */

const DAY_MS = 86_400_000
const LIFE_MS = 90 * DAY_MS

type Verdict = Omit<Condition, 'lastTransitionTime'>

function issuerVerdict(issuer: Issuer): Verdict {
  const email = issuer.spec.acme?.email ?? ''
  // The public authority refuses the domains that are kept for examples.
  if (email.endsWith('@example.com') || hasFault(issuer, 'register-failed')) {
    const domain = email.slice(email.indexOf('@') + 1)
    return {
      type: 'Ready',
      status: 'False',
      reason: 'ErrRegisterACMEAccount',
      message: `Failed to register ACME account: 400 urn:ietf:params:acme:error:invalidContact: contact email has forbidden domain "${domain}"`,
    }
  }
  const message = 'The ACME account was registered with the ACME server'
  return { type: 'Ready', status: 'True', reason: 'ACMEAccountRegistered', message }
}

/** What an Issuer says about itself once it has tried. */
export function reconcileIssuer(issuer: Issuer, now: number): Action[] {
  const { metadata, status } = issuer
  if (metadata.deleting) return []
  const before = status?.conditions ?? []
  const conditions = withCondition(before, issuerVerdict(issuer), now)
  if (isDeepStrictEqual(before, conditions)) return []
  const patch = { status: { conditions } }
  return [{ do: 'patch', resource: routing.issuers, target: metadata, patch, subresource: 'status' }]
}

/** What cert-manager knows when it looks at one Certificate. */
export interface CertificateView {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly delays: Delays
  readonly issuer?: Issuer
  readonly secret?: Bare
  readonly challenge?: Challenge
  /** When the Challenge was first seen. */
  readonly challengedAt?: number
  /** PEM of what every Secret gets: nobody in the lab checks who signed it. */
  readonly pair: { readonly cert: string; readonly key: string }
}

function isTrue(
  object:
    { status?: { conditions?: readonly Condition[] | null | undefined } | null | undefined } | undefined,
  name: string,
): boolean {
  return object?.status?.conditions?.some(({ type, status }) => type === name && status === 'True') ?? false
}

/** Times of a certificate that was issued at this moment. */
export function validity(issuedAt: number): { notBefore: string; notAfter: string; renewalTime: string } {
  return {
    notBefore: timestamp(issuedAt),
    notAfter: timestamp(issuedAt + LIFE_MS),
    renewalTime: timestamp(issuedAt + (LIFE_MS * 2) / 3),
  }
}

const READY: Verdict = {
  type: 'Ready',
  status: 'True',
  reason: 'Ready',
  message: 'Certificate is up to date and has not expired',
}

/** The conditions of a Certificate that is well. */
export function readyConditions(now: number): Condition[] {
  return withCondition([], READY, now)
}

const MISSING = { reason: 'DoesNotExist', message: 'Issuing certificate as Secret does not exist' }

function report(
  certificate: Certificate,
  after: { readonly conditions: Condition[]; readonly [field: string]: unknown },
): Action[] {
  const { metadata, status } = certificate
  const { conditions, ...rest } = after
  const same =
    isDeepStrictEqual(conditions, status?.conditions ?? []) &&
    Object.entries(rest).every(([key, value]) => isDeepStrictEqual(value, valueOf(status, key)))
  const patch = { status: after }
  return same
    ? []
    : [{ do: 'patch', resource: routing.certificates, target: metadata, patch, subresource: 'status' }]
}

function valueOf(status: object | null | undefined, key: string): unknown {
  return Object.entries(status ?? {}).find(([name]) => name === key)?.[1] ?? null
}

function failed(reason: string): Verdict {
  const message = `The certificate request has failed to complete and will be retried: ${reason}`
  return { type: 'Issuing', status: 'False', reason: 'Failed', message }
}

/** The authority refuses to begin (failures.md row 51). */
function rateLimited(certificate: Certificate, now: number): Action[] {
  const retry = timestamp(now + 2 * DAY_MS)
  const before = certificate.status?.conditions ?? []
  if (before.some(({ type, reason }) => type === 'Issuing' && reason === 'Failed')) return []
  const why = `Failed to create Order: 429 urn:ietf:params:acme:error:rateLimited: too many certificates (5) already issued for this exact set of identifiers in the last 168h0m0s, retry after ${retry}`
  const conditions = withCondition(
    withCondition(before, { type: 'Ready', status: 'False', ...MISSING }, now),
    failed(why),
    now,
  )
  return report(certificate, { conditions, failedIssuanceAttempts: 1, lastFailureTime: timestamp(now) })
}

/** Still valid, and cert-manager could not renew it in time (failures.md row 53). */
function renewalFailed(certificate: Certificate, now: number): Action[] {
  const before = certificate.status?.conditions ?? []
  if (before.some(({ type, reason }) => type === 'Issuing' && reason === 'Failed')) return []
  const conditions = withCondition(withCondition(before, READY, now), failed('Failed to finalize Order'), now)
  const times = validity(now - LIFE_MS + 5 * DAY_MS)
  return report(certificate, {
    conditions,
    ...times,
    failedIssuanceAttempts: 6,
    lastFailureTime: timestamp(now - 3_600_000),
  })
}

function challengeFor(certificate: Certificate): Action {
  const { metadata, spec } = certificate
  const name = endedName(`${metadata.name}-1`, metadata.uid)
  const about = madeFor(routing.certificates, certificate, name, { annotations: passedOn(certificate) })
  return {
    do: 'create',
    resource: routing.challenges,
    manifest: {
      ...typeOf(routing.challenges),
      metadata: about,
      spec: { dnsName: spec.dnsNames?.[0] ?? '', type: 'HTTP-01', issuerRef: spec.issuerRef },
    },
  }
}

function secretFor({ metadata, spec }: Certificate, { cert, key }: CertificateView['pair']): Action {
  const encode = (text: string) => Buffer.from(text).toString('base64')
  return {
    do: 'create',
    resource: routing.secrets,
    manifest: {
      ...typeOf(routing.secrets),
      metadata: {
        name: spec.secretName,
        ...(metadata.namespace && { namespace: metadata.namespace }),
        annotations: { 'cert-manager.io/certificate-name': metadata.name },
      },
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': encode(cert), 'tls.key': encode(key) },
    },
  }
}

/** Why the proof waits; undefined where nothing is in its way. */
function obstacle(certificate: Stored, hostname: string): { presented: boolean; reason: string } | undefined {
  const url = `http://${hostname}/.well-known/acme-challenge/token`
  const selfCheck = 'Waiting for HTTP-01 challenge propagation: '
  if (hasFault(certificate, 'challenge-dns')) {
    const why = `failed to perform self check GET request '${url}': Get "${url}": dial tcp: lookup ${hostname}: no such host`
    return { presented: true, reason: selfCheck + why }
  }
  if (hasFault(certificate, 'challenge-self-check')) {
    return { presented: true, reason: `${selfCheck}wrong status code '404', expected '200'` }
  }
  if (hasFault(certificate, 'solver-quota')) {
    return { presented: false, reason: SOLVER_REFUSED }
  }
  return hasFault(certificate, 'never-issued') ? { presented: true, reason: '' } : undefined
}

const SOLVER_REFUSED =
  'pods "cm-acme-http-solver-7dkqz" is forbidden: exceeded quota: hrq.hnc.x-k8s.io, requested: limits.cpu=100m, used: limits.cpu=8, limited: limits.cpu=8'

function prove(certificate: Certificate, challenge: Challenge, view: CertificateView): Action[] {
  const { now, delays, challengedAt = now } = view
  const blocked = obstacle(certificate, challenge.spec.dnsName)
  const left = challengedAt + delays.issueMs - now
  const after = blocked ?? { presented: true, reason: '' }
  const { status } = challenge
  const same =
    status?.state === 'pending' &&
    (status.reason ?? '') === after.reason &&
    (status.presented ?? false) === after.presented
  const actions: Action[] = []
  if (!same) {
    const patch = { status: { state: 'pending', processing: true, ...after } }
    actions.push({
      do: 'patch',
      resource: routing.challenges,
      target: challenge.metadata,
      patch,
      subresource: 'status',
    })
    if (blocked && !blocked.presented) {
      const about = { resource: routing.challenges, object: challenge }
      const message = `Error presenting challenge: ${blocked.reason}`
      actions.push({ do: 'event', about, type: 'Warning', reason: 'PresentError', message })
    }
  }
  if (blocked) return actions
  if (left > 0) return [...actions, { do: 'look again', afterMs: left }]
  return [
    ...actions,
    secretFor(certificate, view.pair),
    { do: 'delete', resource: routing.challenges, target: challenge.metadata },
  ]
}

/** What to do about one Certificate: prove the hostname, write the Secret, say how it stands. */
export function reconcileCertificate(certificate: Certificate, view: CertificateView): Action[] {
  const { metadata } = certificate
  const { now, secret, issuer, challenge } = view
  if (metadata.deleting) return []
  const before = certificate.status?.conditions ?? []
  if (secret) {
    if (hasFault(certificate, 'renewal-failed')) return renewalFailed(certificate, now)
    const failedBefore = before.some(({ type, reason }) => type === 'Issuing' && reason === 'Failed')
    if (isTrue(certificate, 'Ready') && !failedBefore) return []
    return report(certificate, {
      conditions: readyConditions(now),
      ...validity(now),
      revision: (certificate.status?.revision ?? 0) + 1,
      failedIssuanceAttempts: null,
      lastFailureTime: null,
    })
  }
  if (hasFault(certificate, 'rate-limited')) return rateLimited(certificate, now)
  const waiting = ['Ready', 'Issuing'].reduce(
    (list, type) =>
      withCondition(list, { type, status: type === 'Ready' ? 'False' : 'True', ...MISSING }, now),
    [...before],
  )
  const told = report(certificate, {
    conditions: waiting,
    failedIssuanceAttempts: null,
    lastFailureTime: null,
  })
  if (!issuer || !isTrue(issuer, 'Ready')) return told
  return [...told, ...(challenge ? prove(certificate, challenge, view) : [challengeFor(certificate)])]
}
