import { z } from 'zod'
import { conditions, meta, type Condition, type Meta } from './object.ts'

/** `Certificate` of cert-manager.io/v1. Times are RFC 3339. */
export interface Certificate {
  readonly kind: 'Certificate'
  readonly meta: Meta
  readonly secret: string
  readonly hostnames: readonly string[]
  readonly issuer: { readonly kind: string; readonly name: string }
  readonly notAfter?: string
  readonly renewalTime?: string
  readonly lastFailure?: string
  readonly failedAttempts: number
  readonly conditions: readonly Condition[]
}

/** `Issuer` of cert-manager.io/v1, as far as it tells whether it can issue. */
export interface Issuer {
  readonly kind: 'Issuer'
  readonly meta: Meta
  readonly ready: boolean
  readonly email?: string
  /** Reported at all. */
  readonly conditions: readonly Condition[]
}

/** `Challenge` of acme.cert-manager.io/v1: the deepest that a tenant sees of an issuance (kube-dc.md §8.3). */
export interface Challenge {
  readonly kind: 'Challenge'
  readonly meta: Meta
  readonly hostname: string
  /** `pending`, `valid`, `invalid`, `errored`, …; empty before it is taken up. */
  readonly state: string
  readonly reason: string
  /** The answer for the CA is in place. */
  readonly presented: boolean
}

const text = z.string().nullish()

export const certificate = z
  .object({
    metadata: meta,
    spec: z
      .object({
        secretName: text,
        dnsNames: z.array(z.string()).nullish(),
        commonName: text,
        issuerRef: z.object({ name: text, kind: text }).nullish(),
      })
      .nullish(),
    status: z
      .object({
        notAfter: text,
        renewalTime: text,
        lastFailureTime: text,
        failedIssuanceAttempts: z.number().nullish(),
        conditions,
      })
      .nullish(),
  })
  .transform(({ metadata, spec, status }): Certificate => ({
    kind: 'Certificate',
    meta: metadata,
    secret: spec?.secretName ?? '',
    hostnames: spec?.dnsNames ?? (spec?.commonName ? [spec.commonName] : []),
    issuer: { kind: spec?.issuerRef?.kind ?? 'Issuer', name: spec?.issuerRef?.name ?? '' },
    failedAttempts: status?.failedIssuanceAttempts ?? 0,
    conditions: status?.conditions ?? [],
    ...(status?.notAfter && { notAfter: status.notAfter }),
    ...(status?.renewalTime && { renewalTime: status.renewalTime }),
    ...(status?.lastFailureTime && { lastFailure: status.lastFailureTime }),
  }))

export const issuer = z
  .object({
    metadata: meta,
    spec: z.object({ acme: z.object({ email: text }).nullish() }).nullish(),
    status: z.object({ conditions }).nullish(),
  })
  .transform(({ metadata, spec, status }): Issuer => ({
    kind: 'Issuer',
    meta: metadata,
    ready: status?.conditions.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
    conditions: status?.conditions ?? [],
    ...(spec?.acme?.email && { email: spec.acme.email }),
  }))

export const challenge = z
  .object({
    metadata: meta,
    spec: z.object({ dnsName: text }).nullish(),
    status: z.object({ state: text, reason: text, presented: z.boolean().nullish() }).nullish(),
  })
  .transform(({ metadata, spec, status }): Challenge => ({
    kind: 'Challenge',
    meta: metadata,
    hostname: spec?.dnsName ?? '',
    state: status?.state ?? '',
    reason: status?.reason ?? '',
    presented: status?.presented ?? false,
  }))
