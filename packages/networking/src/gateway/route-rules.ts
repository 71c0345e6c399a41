import type { Route } from '../model/gateway-route.ts'
import { conditionEvidence } from '../rules/conditions.ts'
import { fact, refTo, type Ref } from '../rules/finding.ts'
import { list } from '../words.ts'
import { aboutGateway, gatewayRule, isNew } from './gateway-rule.ts'
import {
  hostnamesAt,
  refusalOf,
  routeWords,
  tenantWords,
  type AttachedRoute,
  type GatewayView,
} from './gateway-view.ts'

/** A route that one Gateway says no to, or nothing. */
export const routeNotAcceptedRule = gatewayRule({
  id: 'gateway/route-not-accepted',
  title: 'A Gateway does not accept a route',
  source: ['failures.md row 37'],
  needs: ['gateways', 'http-routes', 'tls-routes', 'projects', 'clock'],
  check: (view, { now }) =>
    view.routes.flatMap(({ route, tenant, parents, listeners }) => {
      const subject = refOf(route)
      const condition = parents.map(({ conditions }) => refusalOf(conditions, 'Accepted')).find(Boolean)
      const isUnheard = parents.length === 0 && !isNew(route.meta, now) && route.meta.deletedAt === undefined
      if (!condition && !isUnheard) return []
      const asked = listeners.length > 0 ? `listener ${list(listeners)}` : 'any listener'
      return [
        aboutGateway(view, {
          severity: condition ? 'broken' : 'waiting',
          certainty: 'proven',
          title: condition
            ? `Route ${routeWords(route)} is not accepted`
            : `Nothing is said about route ${routeWords(route)}`,
          short: condition ? `Not accepted: ${condition.reason ?? 'no reason given'}` : 'Not reported on',
          explanation: condition
            ? `It belongs to ${tenantWords(tenant)} and asks for ${asked}. ${hostWords(route)} is answered with “not found” until it is accepted.`
            : `It belongs to ${tenantWords(tenant)} and asks for ${asked}. The Gateway’s controller has not taken it up.`,
          evidence: [
            condition
              ? conditionEvidence(subject, condition)
              : fact(subject, 'status.parents', 'none', route.meta.createdAt),
            fact(subject, 'spec.hostnames', route.hostnames.join(', ') || 'none'),
          ],
          step: condition
            ? 'Compare its hostname and listener with those of the Gateway, and tell its owner which of them to correct.'
            : 'Look at the log of the Gateway’s controller.',
        }),
      ]
    }),
})

/** failures.md row 39: accepted, and what it leads to cannot be used. */
export const routeRefsRule = gatewayRule({
  id: 'gateway/route-refs',
  title: 'What a route leads to cannot be used',
  source: ['failures.md row 39'],
  needs: ['gateways', 'http-routes', 'tls-routes', 'projects'],
  check: (view) =>
    view.routes.flatMap(({ route, tenant, parents }) => {
      const condition = parents.map(({ conditions }) => refusalOf(conditions, 'ResolvedRefs')).find(Boolean)
      if (!condition) return []
      const subject = refOf(route)
      return [
        aboutGateway(view, {
          severity: 'broken',
          certainty: 'proven',
          title: `What route ${routeWords(route)} leads to cannot be used`,
          short: `Answers with an error: ${condition.reason ?? 'no reason given'}`,
          explanation: `It belongs to ${tenantWords(tenant)}. ${hostWords(route)} is answered with an error.`,
          evidence: [
            conditionEvidence(subject, condition),
            fact(
              subject,
              'spec.rules[].backendRefs',
              route.backends.map(({ kind, name }) => `${kind} ${name}`).join(', ') || 'none',
            ),
          ],
          step: 'See whether its Backend is there and allowed; the platform makes it again for the Service when it is missing.',
        }),
      ]
    }),
})

interface Claim {
  readonly attached: AttachedRoute
  readonly hostname: string
  readonly port: number
}

/**
 * One hostname, one port, one match, several routes: the oldest is served and the others never are [Gateway API]. Routes
 * that share a hostname by different paths, as a solver of an ACME challenge does, are no rivals.
 */
export const hostnameConflictRule = gatewayRule({
  id: 'gateway/hostname-conflict',
  title: 'Several routes claim one hostname',
  source: ['failures.md row 40', 'kube-dc.md §5'],
  needs: ['gateways', 'http-routes', 'tls-routes', 'projects'],
  check: (view) =>
    [...claimsByPlace(view).values()].flatMap((claims) => {
      const rivals = rivalsAmong(claims)
      const [first, ...others] = rivals
      if (!first || others.length === 0) return []
      const { hostname, port, attached } = first
      const isOneTenant = rivals.every((one) => one.attached.tenant.namespace === attached.tenant.namespace)
      const isOneKind = rivals.every((one) => one.attached.route.kind === attached.route.kind)
      const names = rivals.map(
        ({ attached: { route, tenant } }) => `${routeWords(route)} of ${tenantWords(tenant)}`,
      )
      return [
        aboutGateway(view, {
          severity: isOneTenant ? 'notice' : 'broken',
          certainty: isOneKind ? 'proven' : 'likely',
          title: `${hostname} is claimed by ${list(names)}`,
          short: `Hostname claimed ${rivals.length} times`,
          explanation: isOneKind
            ? `On port ${port} the oldest is served, ${names[0]}; visitors never reach the other${others.length > 1 ? 's' : ''}.`
            : `On port ${port} one is passed on with its TLS and the other is read here, so which of them answers is not settled.`,
          evidence: rivals.map(({ attached: { route } }) =>
            fact(refOf(route), 'spec.hostnames', route.hostnames.join(', '), route.meta.createdAt),
          ),
          step: isOneTenant
            ? 'Tell its Project: one of its Services needs another hostname.'
            : 'Find out whose the hostname is before anything is changed. The other Project takes another one; taking the older route away hands its visitors to the other.',
        }),
      ]
    }),
})

/** Claims by hostname and port, of routes that are served or may be: what is refused takes nothing from anybody. */
function claimsByPlace({ listeners }: GatewayView): ReadonlyMap<string, readonly Claim[]> {
  const places = new Map<string, Claim[]>()
  for (const { listener, routes } of listeners) {
    for (const attached of routes) {
      const { route, parents } = attached
      if (route.meta.deletedAt !== undefined || isRefused(parents, listener.name)) continue
      for (const hostname of hostnamesAt(route, listener)) {
        // Whoever takes every hostname takes what nobody else claims.
        if (hostname === '*') continue
        const key = `${listener.port} ${hostname}`
        const known = places.get(key) ?? []
        if (known.some((one) => one.attached.route === route)) continue
        places.set(key, [...known, { attached, hostname, port: listener.port }])
      }
    }
  }
  return places
}

function isRefused(parents: AttachedRoute['parents'], listener: string): boolean {
  const about = parents.filter((one) => one.listener === undefined || one.listener === listener)
  return about.some(({ conditions }) => refusalOf(conditions, 'Accepted') !== undefined)
}

/** Those that want the same as another one, oldest first, by name where they are of one age [Gateway API]. */
function rivalsAmong(claims: readonly Claim[]): readonly Claim[] {
  if (claims.length < 2) return []
  const wants = ({ attached: { route } }: Claim) => (route.kind === 'TlsRoute' ? undefined : route.matches)
  const meet = (a: Claim, b: Claim) => {
    const [left, right] = [wants(a), wants(b)]
    return !left || !right || left.some((match) => right.includes(match))
  }
  const age = ({ attached: { route } }: Claim) => `${route.meta.createdAt} ${routeWords(route)}`
  return claims
    .filter((one) => claims.some((other) => other !== one && meet(one, other)))
    .sort((a, b) => (age(a) < age(b) ? -1 : 1))
}

function refOf({ kind, meta }: Route): Ref {
  return refTo(kind, meta)
}

function hostWords({ hostnames, meta }: Route): string {
  return hostnames.length > 0 ? list(hostnames) : meta.name
}
