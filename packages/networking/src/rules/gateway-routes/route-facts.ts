import type { GatewayRouteView } from '../../joins/views.ts'
import type { Certificate, Challenge } from '../../model/certificate.ts'
import type { Condition } from '../../model/object.ts'
import { refTo, type Ref } from '../finding.ts'

export function serviceRef({ service }: GatewayRouteView): Ref {
  return refTo('Service', service.meta)
}

/** Its Certificate, where it needs one and has one. */
export function certificateOf({ certificate }: GatewayRouteView): Certificate | undefined {
  return certificate?.state === 'found' ? certificate.object : undefined
}

/** Issued and still valid at that time: a failing renewal does not take it away. */
export function isValid({ conditions, notAfter }: Certificate, now: number): boolean {
  const ready = conditions.some(({ type, status }) => type === 'Ready' && status === 'True')
  return ready && (notAfter === undefined || Date.parse(notAfter) > now)
}

/** What cert-manager says on a Certificate, newest words first by what it writes them to. */
export function complaints({ conditions }: Certificate): readonly Condition[] {
  return conditions.filter(
    ({ type, status, message }) => message !== undefined && (type === 'Issuing' || status !== 'True'),
  )
}

/** Challenges that are not done. */
export function openChallenges({ challenges }: GatewayRouteView): readonly Challenge[] {
  return challenges.filter(({ state }) => state !== 'valid')
}

/** What a route is called in words: its hostname, else its Service. */
export function routeName({ hostname, wantedHostname, name }: GatewayRouteView): string {
  return hostname ?? wantedHostname ?? name
}
