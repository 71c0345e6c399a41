import { DURATION, durationWords, elapsed } from '../../age.ts'
import type { GatewayRouteView, Known } from '../../joins/views.ts'
import { ROUTE_WAYS } from '../../model/service.ts'
import { list } from '../../words.ts'
import { fact } from '../finding.ts'
import { rule } from '../rule.ts'
import { serviceRef } from './route-facts.ts'

const USUALLY_SET_AFTER = 3 * DURATION.minute

const STATES: Readonly<Record<Known<unknown>['state'], string>> = {
  found: 'exists',
  absent: 'missing',
  unreadable: 'cannot be read',
  hidden: 'not visible to you',
}

/** The hostname is reported when everything stands; which part is missing is all that can be told before. */
export const noHostnameRule = rule({
  id: 'gateway-route/no-hostname',
  title: 'The platform has not reported its hostname',
  source: ['failures.md row 36', 'kube-dc.md §5, §12'],
  needs: ['services', 'http-routes', 'tls-routes', 'backends', 'certificates', 'clock'],
  followsFrom: ['Service', 'ExternalIp'],
  check: (view: GatewayRouteView, { now }) => {
    const { hostname, way, service, route, backend, certificate, name } = view
    if (hostname !== undefined) return undefined
    const subject = serviceRef(view)
    if (way === 'unknown') {
      const asked = service.asks.exposeRoute ?? ''
      return {
        severity: 'broken' as const,
        certainty: 'proven' as const,
        subject,
        title: `“${asked}” is no way to expose ${name}`,
        short: `No route: “${asked}” is not a way`,
        explanation: `The annotation expose-route takes ${list(ROUTE_WAYS, 'or')}.`,
        evidence: [fact(subject, 'annotation expose-route', asked)],
        remedies: [{ words: `Set expose-route to ${list(ROUTE_WAYS, 'or')}` }],
      }
    }
    const age = elapsed(service.meta.createdAt, now)
    const late = age !== undefined && age >= USUALLY_SET_AFTER
    return {
      severity: late ? ('broken' as const) : ('waiting' as const),
      certainty: late ? ('likely' as const) : ('proven' as const),
      subject,
      title: late
        ? `${name} has no hostname for ${durationWords(age)}`
        : `The route of ${name} is being made`,
      short: late ? `No hostname for ${durationWords(age)}` : 'Route is being made',
      explanation: late
        ? 'The platform reports the hostname once everything for it stands. What is there so far is listed here.'
        : 'The platform is making the route. The hostname is reported once everything for it stands.',
      evidence: [
        fact(subject, 'annotation route-hostname-status', 'absent'),
        fact(subject, 'route', STATES[route.state]),
        fact(subject, 'backend of the Gateway', STATES[backend.state]),
        ...(certificate ? [fact(subject, 'certificate', STATES[certificate.state])] : []),
      ],
      remedies: late
        ? [{ words: `Read the events of ${name}, then tell the platform’s operators what is missing` }]
        : [],
    }
  },
})
