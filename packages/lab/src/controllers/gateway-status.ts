import { isDeepStrictEqual } from 'node:util'
import type { Action } from './actions.ts'
import { withCondition } from './condition.ts'
import { acceptance } from './envoy-gateway.ts'
import { keyOf, type Condition } from './resources.ts'
import {
  routing,
  type Gateway,
  type Listener,
  type ReferenceGrant,
  type Route,
  type SecretRef,
} from './route-resources.ts'

/**
 * What Envoy Gateway says about a Gateway: its address, and of each listener which routes hang on it and whether its
 * certificate can be used [Gateway API]. Listeners share the port: one in trouble may take others with it (failures.md 45).
 */

const GATEWAY_API = 'gateway.networking.k8s.io'

/** Address of the platform's ingress, given by another load balancer (kube-dc.md §3). */
export const INGRESS_ADDRESS = '203.0.113.2'

type Verdict = Omit<Condition, 'lastTransitionTime'>

/** Kinds of routes that a listener of a protocol takes. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  HTTP: ['HTTPRoute', 'GRPCRoute'],
  HTTPS: ['HTTPRoute', 'GRPCRoute'],
  TLS: ['TLSRoute'],
}

export interface AttachableRoute {
  readonly kind: 'HTTPRoute' | 'TLSRoute'
  readonly route: Route
}

export interface GatewayStatusView {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Every route with a parent that is this Gateway. */
  readonly routes: readonly AttachableRoute[]
  readonly hasSecret: (key: string) => boolean
  /** The ReferenceGrants of a namespace. */
  readonly grants: (namespace: string) => readonly ReferenceGrant[]
}

function kindsOf({ protocol }: Listener): readonly string[] {
  return KINDS[protocol] ?? []
}

/** How many routes are accepted by this very listener, whatever is behind them. */
function attachedTo(gateway: Gateway, listener: Listener, routes: readonly AttachableRoute[]): number {
  const alone = { ...gateway, spec: { ...gateway.spec, listeners: [listener] } }
  const isAttached = ({ kind, route }: AttachableRoute) =>
    kindsOf(listener).includes(kind) &&
    (route.spec.parentRefs ?? []).some((parent) => {
      const namespace = parent.namespace ?? route.metadata.namespace ?? ''
      return (
        keyOf({ namespace, name: parent.name }) === keyOf(gateway.metadata) &&
        acceptance(route, alone, parent).status === 'True'
      )
    })
  return routes.filter(({ route }) => !route.metadata.deleting).filter(isAttached).length
}

/** Why a certificate cannot be used; undefined where it can. */
function refusal(gateway: Gateway, reference: SecretRef, view: GatewayStatusView): Verdict | undefined {
  const own = gateway.metadata.namespace ?? ''
  const namespace = reference.namespace || own
  const no = (reason: string, message: string) => ({
    type: 'ResolvedRefs',
    status: 'False',
    reason,
    message,
  })
  const key = keyOf({ namespace, name: reference.name })
  if (namespace !== own && !view.grants(namespace).some((grant) => isGranted(grant, own, reference.name)))
    return no('RefNotPermitted', `Certificate ref to secret ${key} not permitted by any ReferenceGrant.`)
  if (!view.hasSecret(key)) return no('InvalidCertificateRef', `Secret ${key} does not exist.`)
  return undefined
}

function isGranted({ spec }: ReferenceGrant, namespace: string, secret: string): boolean {
  const from = spec.from.some(
    (one) => one.group === GATEWAY_API && one.kind === 'Gateway' && one.namespace === namespace,
  )
  return (
    from &&
    spec.to.some((one) => one.group === '' && one.kind === 'Secret' && (one.name ?? secret) === secret)
  )
}

function verdictsOf(gateway: Gateway, listener: Listener, view: GatewayStatusView): readonly Verdict[] {
  const references = listener.tls?.certificateRefs ?? []
  const refused = references.map((one) => refusal(gateway, one, view)).find((one) => one !== undefined)
  const resolved = {
    type: 'ResolvedRefs',
    status: 'True',
    reason: 'ResolvedRefs',
    message: 'Listener references have been resolved',
  }
  const accepted = {
    type: 'Accepted',
    status: 'True',
    reason: 'Accepted',
    message: 'Listener has been successfully translated',
  }
  const programmed = refused
    ? {
        type: 'Programmed',
        status: 'False',
        reason: 'Invalid',
        message: 'Listener is invalid, see other Conditions for details.',
      }
    : {
        type: 'Programmed',
        status: 'True',
        reason: 'Programmed',
        message: 'Sending translated listener configuration to the data plane',
      }
  return [programmed, accepted, refused ?? resolved]
}

function statusOf(gateway: Gateway, listener: Listener, view: GatewayStatusView) {
  const before = gateway.status?.listeners?.find(({ name }) => name === listener.name)?.conditions ?? []
  return {
    name: listener.name,
    attachedRoutes: attachedTo(gateway, listener, view.routes),
    supportedKinds: kindsOf(listener).map((kind) => ({ group: GATEWAY_API, kind })),
    conditions: conditionsOf(before, verdictsOf(gateway, listener, view), view.now),
  }
}

function conditionsOf(before: readonly Condition[], verdicts: readonly Verdict[], now: number): Condition[] {
  return verdicts.flatMap((verdict) => withCondition(before, verdict, now).slice(-1))
}

/** A Gateway is accepted as a whole also while one of its listeners cannot be used [Gateway API]. */
function wholeOf(healthy: boolean): readonly Verdict[] {
  const accepted = healthy
    ? { reason: 'Accepted', message: 'The Gateway has been scheduled by Envoy Gateway' }
    : { reason: 'ListenersNotValid', message: 'One or more listeners are not valid' }
  return [
    { type: 'Accepted', status: 'True', ...accepted },
    {
      type: 'Programmed',
      status: 'True',
      reason: 'Programmed',
      message: 'Address assigned to the Gateway, 1/1 envoy replicas available',
    },
  ]
}

/** What to report about a Gateway. */
export function reconcileGateway(gateway: Gateway, view: GatewayStatusView): Action[] {
  const { metadata, spec, status } = gateway
  if (metadata.deleting) return []
  const listeners = spec.listeners.map((listener) => statusOf(gateway, listener, view))
  const healthy = listeners.every(({ conditions }) => conditions.every((one) => one.status === 'True'))
  const after = {
    addresses: [{ type: 'IPAddress', value: INGRESS_ADDRESS }],
    conditions: conditionsOf(status?.conditions ?? [], wholeOf(healthy), view.now),
    listeners,
  }
  const { addresses, conditions, listeners: told } = status ?? {}
  if (isDeepStrictEqual(after, { addresses, conditions, listeners: told })) return []
  const patch = { status: after }
  return [{ do: 'patch', resource: routing.gateways, target: metadata, patch, subresource: 'status' }]
}
