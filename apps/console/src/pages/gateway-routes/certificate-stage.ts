import type { GatewayRouteView } from '@kube-dc/networking/joins/views'

/** How far the certificate of a route is, in a word or two, and until when it is good. */
export interface CertificateStage {
  readonly state: 'ok' | 'waiting' | 'broken' | 'hidden' | 'none'
  readonly words: string
  /** RFC 3339. */
  readonly notAfter?: string
}

/** Read off the objects of cert-manager; what is wrong with it and why is said by findings. */
export function certificateStage(view: GatewayRouteView): CertificateStage {
  const { way, certificate, challenges, service } = view
  if (way === 'http') return { state: 'none', words: 'none' }
  if (way === 'tls-passthrough') return { state: 'none', words: 'the app’s own' }
  if (!certificate) {
    const secret = service.asks.tlsSecret
    return { state: 'none', words: secret === undefined ? 'none' : `own, ${secret}` }
  }
  if (certificate.state === 'hidden') return { state: 'hidden', words: 'not visible to you' }
  if (certificate.state === 'unreadable') return { state: 'hidden', words: 'not readable' }
  if (certificate.state === 'absent') return { state: 'waiting', words: 'not asked for yet' }
  const { conditions, notAfter, lastFailure } = certificate.object
  const ready = conditions.find(({ type }) => type === 'Ready')
  if (ready?.status === 'True')
    return { state: 'ok', words: 'valid', ...(notAfter !== undefined && { notAfter }) }
  const [challenge] = challenges
  if (challenge) return { state: 'waiting', words: `challenge ${challenge.state || 'new'}` }
  const issuing = conditions.some(({ type, status }) => type === 'Issuing' && status === 'True')
  if (issuing) return { state: 'waiting', words: 'being issued' }
  return lastFailure === undefined
    ? { state: 'waiting', words: 'not issued yet' }
    : { state: 'broken', words: 'failed' }
}
