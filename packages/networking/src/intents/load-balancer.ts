import { found, type Reader } from '../joins/reader.ts'
import { same } from '../joins/same.ts'
import type { LoadBalancerView } from '../joins/views.ts'
import type { Service, ServicePort } from '../model/service.ts'
import { bindingOf, typeOfAddress } from '../joins/addressing.ts'
import { freeName } from '../names.ts'
import type { PlannedPort } from '../operations/objects.ts'
import type { ServiceFields, Step } from '../operations/plan.ts'
import { addressAsks, addressSteps, chosenEip, chosenType, judgeAddress } from './address.ts'
import { goneReason, managedReason, onGround, type Ground } from './ground.ts'
import type { IntentOf } from './intent.ts'
import type { JudgementFacts } from './judgement.ts'
import { freePorts, judgePorts, namedPorts } from './ports.ts'
import type { Remarks } from './remarks.ts'
import { judgeReplyPath, judgeSelector } from './selector.ts'

/** Judges a new load balancer and says what it takes: its address first, where that is a new named one. */
export function createLoadBalancer(
  intent: IntentOf<'create-load-balancer'>,
  ground: Ground,
  remarks: Remarks,
): Step[] {
  const { name, selector, ports, address } = intent
  judgeNewService(name, ground, remarks)
  judgeAddress(address, 'load-balancer', ground, remarks)
  const eip = chosenEip(address)
  const place = eip === undefined ? {} : { eip }
  judgePorts(ground.reader, { ports, path: (index) => `ports.${index}`, place }, remarks)
  judgeSelector(selector, ports, ground, remarks)
  judgeReplyPath(selector, chosenType(address, ground), ground, remarks)
  return [
    ...addressSteps(address),
    {
      verb: 'create',
      object: { kind: 'services', name, asks: addressAsks(address), selector, ports: namedPorts(ports) },
    },
  ]
}

/** The name of a new Service, and the quota that load balancers count against (kube-dc.md §9). */
export function judgeNewService(name: string, { network, project }: Ground, remarks: Remarks): void {
  const taken = network.names('services')
  if (taken.has(name)) remarks.problem('name', `${name} exists already. ${freeName(name, taken)} is free.`)
  const quota = network.views('project-network')[0]?.loadBalancers
  if (quota?.used !== undefined && quota.used >= quota.hard) {
    remarks.problem(
      '',
      quota.hard === 0
        ? `The quota ${quota.quota} of ${project.name} allows no load balancers. The plan of ${project.organization} decides that.`
        : `The quota ${quota.quota} allows ${quota.hard} load balancers in ${project.name}, and ${quota.used} count. Delete one that is not needed, or ask an admin of ${project.organization} for more.`,
    )
  }
}

/** Judges a change of a load balancer and says the smallest one that leads to it. */
export function changeLoadBalancer(
  intent: IntentOf<'change-load-balancer'>,
  ground: Ground,
  remarks: Remarks,
): Step[] {
  const service = changedService(intent, ground, remarks)
  if (!service) return []
  const ports = namedPorts(intent.ports.map((port) => keptFields(port, service.ports)))
  const selector = intent.selector ?? service.selector
  if (service.type === 'LoadBalancer') {
    judgePorts(
      ground.reader,
      {
        ports,
        path: (index) => `ports.${index}`,
        place: placeOf(ground.reader, service),
        had: service.ports,
      },
      remarks,
    )
  }
  judgeRoutedPort(service, ports, remarks)
  if (selector) {
    judgeSelector(selector, ports, ground, remarks)
    if (intent.selector) judgeReplyPath(intent.selector, typeOf(ground.reader, service), ground, remarks)
  }
  const fields = differences(service, intent.selector, ports)
  if (!fields) {
    remarks.problem('', `Nothing differs from what ${service.meta.name} has now.`)
    return []
  }
  return [changeStep(intent, fields)]
}

/** Judges the removal of a load balancer. Its External IP goes with it unless it has a name of its own. */
export function deleteLoadBalancer(
  { name, uid }: IntentOf<'delete-load-balancer'>,
  { reader }: Ground,
  remarks: Remarks,
): Step[] {
  const known = reader.get('services', name)
  remarks.problem('', goneReason(known, { name, uid }))
  const service = found(known)
  if (service) remarks.problem('', untouchableReason(service))
  return [{ verb: 'delete', kind: 'services', name, uid }]
}

/** Why a Service is nobody's to change here: something else manages it, or it only repeats an address. */
export function untouchableReason({ meta, companionOf }: Service): string | undefined {
  return companionOf === undefined
    ? managedReason(meta)
    : `${meta.name} repeats the address of ${companionOf}. The platform keeps it.`
}

/** The Service that a change is about; undefined, and a problem, where it cannot be changed or not be seen. */
export function changedService(
  intent: { readonly name: string; readonly uid: string },
  { reader }: Ground,
  remarks: Remarks,
): Service | undefined {
  const known = reader.get('services', intent.name)
  const gone = goneReason(known, intent)
  const service = found(known)
  if (gone !== undefined || !service) {
    remarks.problem('', gone ?? `${intent.name} cannot be seen whole, so what would change cannot be told.`)
    return undefined
  }
  remarks.problem('', untouchableReason(service))
  return service
}

/** The step of a change, against what the person saw. */
export function changeStep(
  {
    name,
    uid,
    resourceVersion,
  }: { readonly name: string; readonly uid: string; readonly resourceVersion: string },
  { before, after }: FieldChange,
): Step {
  return { verb: 'change', kind: 'services', name, uid, resourceVersion, before, after }
}

export interface FieldChange {
  readonly before: ServiceFields
  readonly after: ServiceFields
}

/** Ports that are free where a load balancer has its address, near a wanted one; `also`: those that the form has already. */
export function freePortsBeside(
  { service }: LoadBalancerView,
  wanted: { readonly protocol: string; readonly port: number },
  also: readonly number[],
  facts: JudgementFacts,
): readonly number[] {
  return onGround(facts, ({ reader }) => freePorts(reader, placeOf(reader, service), wanted, also))
}

function placeOf(reader: Reader, service: Service) {
  const { wanted, eip } = bindingOf(reader, service)
  const name = wanted ?? found(eip)?.meta.name
  return {
    ...(name !== undefined && { eip: name }),
    addresses: service.addresses,
    self: service.meta.name,
  }
}

function typeOf(reader: Reader, service: Service) {
  return typeOfAddress(reader, bindingOf(reader, service).eip, service.asks.networkType, service.addresses[0])
}

/** A port with what the cluster gave it and no form shows, so that an edit does not take it away. */
function keptFields(port: PlannedPort, ports: readonly ServicePort[]): PlannedPort {
  const before =
    ports.find((each) => each.protocol === port.protocol && each.port === port.port) ??
    ports.find(({ name }) => name !== undefined && name === port.name)
  const nodePort = port.nodePort ?? before?.nodePort
  const appProtocol = port.appProtocol ?? before?.appProtocol
  return {
    ...port,
    ...(nodePort !== undefined && { nodePort }),
    ...(appProtocol !== undefined && { appProtocol }),
  }
}

function judgeRoutedPort({ asks, meta }: Service, ports: readonly PlannedPort[], remarks: Remarks): void {
  if (asks.exposeRoute === undefined || asks.routePort === undefined) return
  if (ports.some(({ port }) => String(port) === asks.routePort)) return
  remarks.problem(
    'ports',
    `The gateway route of ${meta.name} leads to port ${asks.routePort}. Keep that port, or set the route to another one first.`,
  )
}

/** A port of a Service as a plan writes it. */
export function plannedPortOf(port: ServicePort): PlannedPort | undefined {
  const { protocol } = port
  if (protocol !== 'TCP' && protocol !== 'UDP' && protocol !== 'SCTP') return undefined
  return { ...port, protocol }
}

function differences(
  service: Service,
  selector: Readonly<Record<string, string>> | undefined,
  ports: readonly PlannedPort[],
): FieldChange | undefined {
  const labels = selector && selectorChange(service.selector ?? {}, selector)
  const had = service.ports.flatMap((port) => plannedPortOf(port) ?? [])
  const portsDiffer = !same(had, ports)
  if (!labels && !portsDiffer) return undefined
  return {
    before: { ...(labels && { selector: labels.before }), ...(portsDiffer && { ports: had }) },
    after: { ...(labels && { selector: labels.after }), ...(portsDiffer && { ports: [...ports] }) },
  }
}

type LabelPatch = Record<string, string | null>

function selectorChange(
  had: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): { before: LabelPatch; after: LabelPatch } | undefined {
  const labels = [...new Set([...Object.keys(had), ...Object.keys(wanted)])].filter(
    (label) => valueOf(had, label) !== valueOf(wanted, label),
  )
  if (labels.length === 0) return undefined
  const of = (from: Readonly<Record<string, string>>): LabelPatch =>
    Object.fromEntries(labels.map((label) => [label, valueOf(from, label)]))
  return { before: of(had), after: of(wanted) }
}

/** Labels may be called as what every object of JavaScript has, such as `constructor`. */
function valueOf(labels: Readonly<Record<string, string>>, label: string): string | null {
  return Object.hasOwn(labels, label) ? (labels[label] ?? null) : null
}

/** Something that cannot be changed on a load balancer, with the way around. */
export interface FixedField {
  readonly label: string
  readonly value: string
  readonly wayAround: string
}

/** What the edit form shows as fixed (kube-dc.md §4.1: Type change; §13, 6). */
export function fixedFields({
  binding,
  name,
  networkType,
  address,
}: LoadBalancerView): readonly FixedField[] {
  const cutOver = `make a second load balancer with the same selector, move users to its address, then delete ${name}.`
  const bound = found(binding.eip)?.meta.name ?? binding.wanted
  return [
    { label: 'Name', value: name, wayAround: `A Service keeps its name: ${cutOver}` },
    {
      label: 'Network type',
      value: networkType,
      wayAround: `The platform refuses another type once there is an address: ${cutOver}`,
    },
    {
      label: 'Address',
      value: [address ?? 'none yet', ...(bound === undefined ? [] : [`External IP ${bound}`])].join(', '),
      wayAround: `What happens when a live Service is bound to another External IP is not defined: ${cutOver}`,
    },
  ]
}
