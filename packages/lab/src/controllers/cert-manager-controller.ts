import type { Caches } from './caches.ts'
import { reconcileCertificate, reconcileIssuer, type CertificateView } from './cert-manager.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { isHeld, keyOf, referenceOf } from './resources.ts'
import type { Settings } from './settings.ts'

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly settings: Settings
  /** A certificate and key for the Secrets that come of it. */
  readonly pair: CertificateView['pair']
  readonly log: (message: string) => void
}

/** Keeps Issuers and Certificates. */
export class CertManagerController {
  readonly controllers: readonly Controller[]

  constructor({ client, caches, settings, pair, log }: Dependencies) {
    const { issuers, certificates, challenges, secrets } = caches
    /** When a Challenge was first seen, by uid. */
    const seen = new Map<string, number>()
    const make = (decide: (key: string) => ReturnType<typeof reconcileIssuer>) =>
      new Controller({ name: 'cert-manager', client, concurrency: 4, decide, log })
    const ofIssuers = make((key) => {
      const issuer = issuers.get(referenceOf(key))
      return issuer && !isHeld(issuer) ? reconcileIssuer(issuer, Date.now()) : []
    })
    const ofCertificates = make((key) => {
      const certificate = certificates.get(referenceOf(key))
      if (!certificate || isHeld(certificate)) return []
      const { namespace = '', uid } = certificate.metadata
      const issuer = issuers.get({ namespace, name: certificate.spec.issuerRef.name })
      const secret = secrets.get({ namespace, name: certificate.spec.secretName })
      const challenge = challenges.by('owner', uid).find(({ metadata }) => !metadata.deleting)
      const challengedAt = challenge && seen.get(challenge.metadata.uid)
      return reconcileCertificate(certificate, {
        now: Date.now(),
        delays: settings.delays,
        pair,
        ...(issuer && { issuer }),
        ...(secret && { secret }),
        ...(challenge && { challenge }),
        ...(challengedAt !== undefined && { challengedAt }),
      })
    })
    issuers.onChange(({ key }) => {
      ofIssuers.queue.add(key)
      for (const { metadata } of certificates.by('issuer', key)) ofCertificates.queue.add(keyOf(metadata))
    })
    certificates.onChange(({ key }) => ofCertificates.queue.add(key))
    secrets.onChange(({ key, now, before }) => {
      if (now && before) return
      for (const { metadata } of certificates.by('secret', key)) ofCertificates.queue.add(keyOf(metadata))
    })
    challenges.onChange(({ now, before }) => {
      const { namespace = '', owners, uid } = (now ?? before).metadata
      if (!now) seen.delete(uid)
      else if (!seen.has(uid)) seen.set(uid, Date.now())
      for (const { name } of owners) ofCertificates.queue.add(keyOf({ namespace, name }))
    })
    this.controllers = [ofIssuers, ofCertificates]
  }
}
