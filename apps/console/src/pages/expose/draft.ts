import type { AddressOptions } from '@kube-dc/networking/intents/address'
import { floatingIpTargets } from '@kube-dc/networking/intents/floating-ip-targets'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { TargetOptions } from '@kube-dc/networking/intents/targets'
import type { Method } from '@kube-dc/networking/joins/views'
import { ROUTE_WAYS } from '@kube-dc/networking/model/service'
import { nameAfter } from '@kube-dc/networking/names'
import { floatingTargetIntent, type FloatingTargetState } from '../floating-ips/FloatingTarget.tsx'
import { initialRoute, routeIntent, type RouteState } from '../gateway-routes/RouteFields.tsx'
import { addressIntent, initialAddress, type AddressState } from '../networking/forms/address-state.ts'
import { newRow, portIntent, portsFor, type PortRow } from '../networking/forms/port-state.ts'
import { optionOf, selectorOf, type TargetState } from '../networking/forms/target-state.ts'

/** Everything that the wizard is told after the method; each field as its form shows it. */
export interface Draft {
  /** Undefined while the suggested name stands there. */
  readonly name: string | undefined
  readonly target: TargetState
  readonly floating: FloatingTargetState
  readonly ports: readonly PortRow[]
  readonly address: AddressState
  readonly route: RouteState
}

/** What a draft is read and named by. */
export interface Here {
  readonly method: Method
  readonly facts: JudgementFacts
  readonly addresses: AddressOptions
  readonly targets: TargetOptions
}

const USES = ['own', 'existing', 'new', 'shared'] as const
const SOURCES = ['platform', 'issuer', 'secret'] as const

/**
 * Reads a draft from a query; what it does not know is as in a form that was just opened.
 *
 * @param email of the Issuer: somebody's, so that it is in no address that is shared or kept in a history.
 */
export function readDraft(query: URLSearchParams, here: Here, email: string): Draft {
  const text = (name: string) => query.get(name) ?? undefined
  const address = here.method === 'gateway-route' ? BEHIND_GATEWAY : initialAddress(here.addresses)
  const route = initialRoute(here.facts)
  const hostname = text('hostname')
  return {
    name: text('name'),
    target: { choice: text('target') ?? '', labels: text('labels') ?? '' },
    floating: {
      by: text('to') === undefined ? 'vm' : 'address',
      vm: text('vm') ?? firstInterface(text('target') ?? '', here.facts),
      address: text('to') ?? '',
    },
    ports: readPorts(query, here),
    address: {
      use: USES.find((use) => use === text('use')) ?? address.use,
      networkType: typeOf(text('type')) ?? address.networkType,
      existing: text('eip') ?? address.existing,
      newName: text('ip'),
    },
    route: {
      way: ROUTE_WAYS.find((way) => way === text('way')) ?? route.way,
      hostname: { own: hostname !== undefined, hostname: hostname ?? '' },
      certificate: {
        from: SOURCES.find((from) => from === text('certificate')) ?? route.certificate.from,
        issuer: text('issuer') ?? route.certificate.issuer,
        email,
        secret: text('secret') ?? '',
      },
    },
  }
}

/** The Gateway reaches cloud addresses, and they cost nothing. */
const BEHIND_GATEWAY: AddressState = { use: 'own', networkType: 'cloud', existing: '', newName: undefined }

function typeOf(text: string | undefined): AddressState['networkType'] | undefined {
  return text === 'public' || text === 'cloud' ? text : undefined
}

/** The VM that an answer names, at its first interface that can be chosen. */
function firstInterface(target: string, facts: JudgementFacts): string {
  const name = target.startsWith('vm/') ? target.slice('vm/'.length) : undefined
  const vm = floatingIpTargets({}, facts).vms.find((one) => one.name === name)
  const first = vm?.interfaces.find(({ offered }) => offered)
  return first ? `${name}/${first.name}` : ''
}

const PORT = /^([^:/]*):([^:/]*)\/(tcp|udp)$/

/** `8884:8883/tcp,…`: what clients use and where it leads, each as it is typed. */
function readPorts(query: URLSearchParams, { method, targets }: Here): readonly PortRow[] {
  const rows = (query.get('ports') ?? '').split(',').flatMap((part, index): PortRow[] => {
    const [, port, targetPort, protocol] = PORT.exec(part) ?? []
    if (port === undefined || targetPort === undefined) return []
    return [{ id: index + 1, port, targetPort, protocol: protocol === 'udp' ? 'UDP' : 'TCP' }]
  })
  if (rows.length > 0) return rows
  const isRoute = method === 'gateway-route'
  const row = newRow([], isRoute ? '80' : '')
  const first: PortRow = !isRoute && query.get('protocol') === 'udp' ? { ...row, protocol: 'UDP' } : row
  return portsFor([first], [], optionOf(targets, query.get('target') ?? '')?.ports)
}

/** Signs that separate ports in a query are no part of any port. */
const plain = (text: string) => text.replaceAll(/[,:/]/g, '')

export function writePorts(rows: readonly Pick<PortRow, 'port' | 'targetPort' | 'protocol'>[]): string {
  return rows
    .map(
      ({ port, targetPort, protocol }) =>
        `${plain(port)}:${plain(targetPort)}/${protocol === 'UDP' ? 'udp' : 'tcp'}`,
    )
    .join(',')
}

/** A draft as the values of a query; `undefined` takes a value out of it. */
export function writeDraft(draft: Draft, method: Method): Readonly<Record<string, string | undefined>> {
  const { name, target, floating, ports, address, route } = draft
  const { way, hostname, certificate } = route
  const isRoute = method === 'gateway-route'
  const isFloating = method === 'floating-ip'
  const secured = isRoute && way === 'https'
  return {
    name,
    target: target.choice,
    labels: target.labels,
    vm: isFloating && floating.by === 'vm' ? floating.vm : undefined,
    to: isFloating && floating.by === 'address' ? floating.address : undefined,
    ports: isFloating ? undefined : writePorts(ports),
    use: address.use,
    type: address.networkType,
    eip: address.existing,
    ip: address.newName,
    way: isRoute ? way : undefined,
    hostname: isRoute && hostname.own ? hostname.hostname : undefined,
    certificate: secured ? certificate.from : undefined,
    issuer: secured ? certificate.issuer : undefined,
    secret: secured ? certificate.secret : undefined,
  }
}

/** What the object will be called: as typed, else after what it leads to. */
export function nameOf({ name, target, floating }: Draft, { method, facts, targets }: Here): string {
  if (name !== undefined) return name
  if (method === 'floating-ip') {
    return nameAfter(floating.vm.split('/')[0] || 'floating-ip', facts.network.names('floating-ips'))
  }
  const fallback = method === 'gateway-route' ? 'web' : 'load-balancer'
  return nameAfter(optionOf(targets, target.choice)?.name ?? fallback, facts.network.names('services'))
}

/** The draft as an intent; anything may be missing or wrong in it. */
export function intentOf(draft: Draft, here: Here): unknown {
  const { method, addresses, targets, facts } = here
  const { target, floating, ports, address, route } = draft
  const name = nameOf(draft, here)
  const common = { name, address: addressIntent(address, addresses) }
  switch (method) {
    case 'floating-ip':
      return { intent: 'create-floating-ip', target: floatingTargetIntent(floating), ...common }
    case 'gateway-route':
      return {
        intent: 'create-gateway-route',
        selector: selectorOf(target, targets),
        servicePort: ports[0] && portIntent(ports[0]),
        ...common,
        ...routeIntent(route, facts),
      }
    default:
      return {
        intent: 'create-load-balancer',
        selector: selectorOf(target, targets),
        ports: ports.map(portIntent),
        ...common,
      }
  }
}
