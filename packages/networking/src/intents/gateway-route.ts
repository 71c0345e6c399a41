import { ROUTE_WAYS, type RouteWay, type Service } from '../model/service.ts'
import { portNumber, type PlannedAsks } from '../operations/objects.ts'
import type { Step } from '../operations/plan.ts'
import { list } from '../words.ts'
import { addressAsks, addressSteps, chosenEip, chosenType, judgeAddress } from './address.ts'
import type { Ground } from './ground.ts'
import {
  dnsAdvice,
  generatedHostname,
  generatedHostnameWarning,
  handMadeRoute,
  hostnameProblem,
  takenHostname,
} from './hostname.ts'
import type { Intent, IntentOf } from './intent.ts'
import { certificateAsks, issuerSteps, judgeCertificate } from './issuer.ts'
import { changedService, changeStep, judgeNewService, type FieldChange } from './load-balancer.ts'
import { judgePorts } from './ports.ts'
import type { Remarks } from './remarks.ts'
import { judgeReplyPath, judgeSelector } from './selector.ts'

type RouteIntent = Extract<Intent, { readonly way: RouteWay }>

/** Judges a new Service with a gateway route, and says what it takes: Issuer and address first, where they are new. */
export function createGatewayRoute(
  intent: IntentOf<'create-gateway-route'>,
  ground: Ground,
  remarks: Remarks,
): Step[] {
  const { name, selector, servicePort, address } = intent
  judgeNewService(name, ground, remarks)
  judgeAddress(address, 'load-balancer', ground, remarks)
  if ((address.use === 'own' || address.use === 'new') && address.networkType === 'public') {
    remarks.warn(
      'address.networkType',
      'A route is reached by its hostname, so a cloud address is enough. A public one makes the Service reachable past the Gateway as well.',
    )
  }
  const eip = chosenEip(address)
  const place = eip === undefined ? {} : { eip }
  judgePorts(ground.reader, { ports: [servicePort], path: () => 'servicePort', place }, remarks)
  if (servicePort.protocol !== 'TCP') {
    remarks.problem('servicePort.protocol', 'Choose TCP: the Gateway passes no other protocol on.')
  }
  judgeSelector(selector, [servicePort], ground, {
    // The one port of a route has another path than those of a load balancer.
    warn: (field, message) => remarks.warn(field.replace(/^ports\.0/, 'servicePort'), message),
  })
  judgeReplyPath(selector, chosenType(address, ground), ground, remarks)
  judgeRoute(intent, name, servicePort, ground, remarks)
  const asks = routeAsks(intent, servicePort.port, name, ground)
  return [
    ...issuerSteps(intent.certificate, ground),
    ...addressSteps(address),
    {
      verb: 'create',
      object: {
        kind: 'services',
        name,
        asks: { ...addressAsks(address), ...present(asks) },
        selector,
        ports: [servicePort],
      },
    },
  ]
}

/** Judges a route on a Service that exists, new or changed, and says the smallest change that leads to it. */
export function setGatewayRoute(
  intent: IntentOf<'set-gateway-route'>,
  ground: Ground,
  remarks: Remarks,
): Step[] {
  const service = changedService(intent, ground, remarks)
  if (!service) return []
  if (service.type !== 'LoadBalancer') {
    remarks.problem(
      '',
      `${intent.name} is of type ${service.type}, and its type is never changed here. Make a new Service with the same selector for the route.`,
    )
  }
  const port = service.ports.find((each) => each.port === intent.port && each.protocol === 'TCP')
  if (!port) remarks.problem('port', portProblem(service, intent.port))
  judgeRoute(intent, intent.name, port, ground, remarks)
  const change = askedChange(service, routeAsks(intent, intent.port, intent.name, ground))
  const issuer = issuerSteps(intent.certificate, ground)
  if (!change) {
    if (issuer.length === 0)
      remarks.problem('', `Nothing differs from the route that ${intent.name} has now.`)
    return issuer
  }
  return [...issuer, changeStep(intent, change)]
}

/** Judges taking the route off a Service, which stays a load balancer. */
export function removeGatewayRoute(
  intent: IntentOf<'remove-gateway-route'>,
  ground: Ground,
  remarks: Remarks,
): Step[] {
  const service = changedService(intent, ground, remarks)
  if (!service) return []
  const change = askedChange(service, NO_ROUTE)
  if (service.asks.exposeRoute === undefined || !change) {
    remarks.problem('', `${intent.name} has no gateway route.`)
    return []
  }
  return [changeStep(intent, change)]
}

function portProblem({ meta, ports }: Service, port: number): string {
  const tcp = ports.filter(({ protocol }) => protocol === 'TCP').map((each) => String(each.port))
  if (tcp.length === 0) return `${meta.name} has no TCP port, and the Gateway passes nothing else on.`
  return `${meta.name} has no TCP port ${port}. Choose ${list(tcp, 'or')}.`
}

function judgeRoute(
  { way, hostname, certificate }: RouteIntent,
  service: string,
  port: { readonly name?: string | undefined; readonly appProtocol?: string | undefined } | undefined,
  ground: Ground,
  remarks: Remarks,
): void {
  if (hostname === undefined) remarks.warn('hostname', generatedHostnameWarning(service, ground))
  else judgeHostname(hostname, service, ground, remarks)
  judgeCertificate(way, certificate, ground, remarks)
  const isGrpc = port && /grpc|h2c/i.test(`${port.name ?? ''} ${port.appProtocol ?? ''}`)
  if (isGrpc && way !== 'tls-passthrough' && !ground.installation.gatewayRoutesGrpc) {
    remarks.warn(
      'way',
      'This port looks like gRPC, which does not pass an HTTP route of this platform. Use TLS passthrough or a load balancer.',
    )
  }
  if (way === 'tls-passthrough') {
    remarks.warn(
      'way',
      'The application has to present a certificate for the hostname, and clients have to name the hostname. The public port is 443 whatever the port of the Service.',
    )
  }
}

function judgeHostname(hostname: string, service: string, ground: Ground, remarks: Remarks): void {
  const problem = hostnameProblem(hostname) ?? takenHostname(hostname, service, ground)
  remarks.problem('hostname', problem)
  if (problem !== undefined || hostname === generatedHostname(service, ground)) return
  remarks.warn('hostname', handMadeRoute(hostname, service, ground))
  remarks.warn('hostname', dnsAdvice(hostname, ground.installation).words)
}

type RouteAsks = Required<
  Pick<PlannedAsks, 'exposeRoute' | 'routeHostname' | 'routePort' | 'tlsIssuer' | 'tlsSecret'>
>

const ROUTE_ASKS = ['exposeRoute', 'routeHostname', 'routePort', 'tlsIssuer', 'tlsSecret'] as const

const NO_ROUTE: RouteAsks = {
  exposeRoute: null,
  routeHostname: null,
  routePort: null,
  tlsIssuer: null,
  tlsSecret: null,
}

function routeAsks(intent: RouteIntent, port: number, service: string, ground: Ground): RouteAsks {
  // The generated hostname is asked for by asking for none, so that it stays the platform's to give.
  const own = intent.hostname === generatedHostname(service, ground) ? undefined : intent.hostname
  return {
    exposeRoute: intent.way,
    routeHostname: own ?? null,
    routePort: port,
    ...certificateAsks(intent),
  }
}

function present(asks: RouteAsks): PlannedAsks {
  return Object.fromEntries(Object.entries(asks).filter(([, value]) => value !== null))
}

/** The annotations that differ, as they were and as they will be. */
function askedChange({ asks }: Service, wanted: RouteAsks): FieldChange | undefined {
  const differing = ROUTE_ASKS.filter((key) => {
    const value = wanted[key]
    return (value === null ? undefined : String(value)) !== asks[key]
  })
  if (differing.length === 0) return undefined
  const had = asWritten(asks)
  const of = (from: RouteAsks): PlannedAsks => Object.fromEntries(differing.map((key) => [key, from[key]]))
  return { before: { asks: of(had) }, after: { asks: of(wanted) } }
}

/** What a Service asks for, in the terms of a plan. A text that means nothing to the platform is not worth putting back. */
function asWritten(asks: Service['asks']): RouteAsks {
  const port = portNumber.safeParse(Number(asks.routePort))
  return {
    exposeRoute: ROUTE_WAYS.find((way) => way === asks.exposeRoute) ?? null,
    routeHostname: asks.routeHostname ?? null,
    routePort: port.success ? port.data : null,
    tlsIssuer: asks.tlsIssuer ?? null,
    tlsSecret: asks.tlsSecret ?? null,
  }
}
