import { z } from 'zod'
import { NETWORK_TYPES } from '../model/network-type.ts'
import { ROUTE_WAYS, SERVICE_ANNOTATIONS } from '../model/service.ts'
import { objectName, serviceName } from '../names.ts'

/*
 * The objects that the console makes, and no others. A journal is text that any tenant may have written, so what is
 * carried out is only what these schemas let through: known kinds, known fields, in the Project's own namespace. Those of
 * the provider belong to no namespace, and are read from journals of the platform alone.
 */

const networkType = z.enum(NETWORK_TYPES)

const WHOLE_NUMBER = 'Enter a whole number from 1 to 65535.'

/**
 * A port number, with words that name the limits [Kubernetes].
 *
 * @param missing what to say where there is none: what the field is for.
 */
export function portNumberOr(missing: string) {
  return z
    .int({ error: ({ input }) => (input === undefined ? missing : WHOLE_NUMBER) })
    .min(1, { error: 'Enter a number from 1 to 65535.' })
    .max(65_535, { error: 'Enter a number from 1 to 65535.' })
}

export const portNumber = portNumberOr(WHOLE_NUMBER)

/** Names of container ports, as `targetPort` refers to them [Kubernetes: IANA service name]. */
export const portName = z
  .string()
  .regex(/^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: 'Use lower case letters, digits and single dashes, with at least one letter.',
  })
  .max(15, { error: 'Use at most 15 characters.' })

/** What a port of a Service is called [Kubernetes: DNS label]. */
const servicePortName = z
  .string()
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
    error: 'Use lower case letters, digits and dashes, with a letter or a digit at both ends.',
  })
  .max(63, { error: 'Use at most 63 characters.' })

export const PROTOCOLS = ['TCP', 'UDP'] as const

/** One port of a Service that the console makes or changes. */
export const plannedPort = z.strictObject({
  name: servicePortName.optional(),
  protocol: z.enum([...PROTOCOLS, 'SCTP']),
  port: portNumber,
  targetPort: z.union([portNumber, portName], {
    error: 'Enter a number or the name of a port of the pods.',
  }),
  appProtocol: z.string().max(255).optional(),
  nodePort: portNumber.optional(),
})

export type PlannedPort = z.infer<typeof plannedPort>

/** A name of an object that exists, as Kubernetes takes names; the console itself gives stricter ones. */
const existingName = z.string().regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, {
  error: 'Not a name of an object.',
})

const LABEL = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/
const LABEL_LETTERS = 'letters, digits, “-”, “_” and “.”, at most 63 of them, from a letter or digit to one'

/** What is wrong with labels that pods must carry; undefined when nothing is [Kubernetes: labels and selectors]. */
function selectorProblem(labels: Readonly<Record<string, string>>): string | undefined {
  const all = Object.entries(labels)
  // An empty selector selects nothing for a Service.
  if (all.length === 0) return 'Enter at least one label.'
  const odd = all.find(([label]) => !LABEL.test(label))
  if (odd) return `“${odd[0]}” is no label: ${LABEL_LETTERS}, after an optional domain and “/”.`
  const value = all.find(([, text]) => !LABEL_VALUE.test(text))
  return value && `“${value[1]}” is no value of the label ${value[0]}: ${LABEL_LETTERS}.`
}

/** Labels that pods must carry; what is wrong is told of all of them, as one field has them all. */
export const plannedSelector = z.record(z.string(), z.string()).superRefine((labels, context) => {
  const message = selectorProblem(labels)
  if (message !== undefined) context.addIssue({ code: 'custom', message })
})

/** What the console asks for on a Service, by annotations (kube-dc.md §4.1); `null` takes one away. */
export const plannedAsks = z.strictObject({
  bindOnDefaultGateway: z.literal(true).nullable().optional(),
  bindOnEip: existingName.nullable().optional(),
  networkType: networkType.nullable().optional(),
  exposeRoute: z.enum(ROUTE_WAYS).nullable().optional(),
  routeHostname: z.string().max(253).nullable().optional(),
  routePort: portNumber.nullable().optional(),
  tlsIssuer: z.string().max(253).nullable().optional(),
  tlsSecret: z.string().max(253).nullable().optional(),
})

export type PlannedAsks = z.infer<typeof plannedAsks>

export const plannedExternalIp = z.strictObject({
  kind: z.literal('external-ips'),
  name: objectName,
  networkType,
})

export const floatingIpTarget = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('vm'),
    vm: z.string().min(1).max(253),
    interface: z.string().max(63).optional(),
  }),
  z.strictObject({ by: z.literal('address'), address: z.ipv4({ error: 'Enter an IPv4 address.' }) }),
])

export type PlannedTarget = z.infer<typeof floatingIpTarget>

export const plannedFloatingIp = z.strictObject({
  kind: z.literal('floating-ips'),
  /** One that is moved keeps the name that somebody else gave it. */
  name: existingName,
  target: floatingIpTarget,
  /** Name of an External IP, or the type of one that the platform makes; never both (kube-dc.md §2.2). */
  address: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('external-ip'), name: existingName }),
    z.strictObject({ from: z.literal('pool'), networkType }),
  ]),
})

export const plannedService = z.strictObject({
  kind: z.literal('services'),
  name: serviceName,
  asks: plannedAsks,
  selector: plannedSelector,
  ports: z.array(plannedPort).min(1),
})

/** An ACME Issuer as Kube-DC documents it (kube-dc.md §5); only the e-mail is the person's. */
export const plannedIssuer = z.strictObject({
  kind: z.literal('issuers'),
  name: objectName,
  email: z.email(),
})

export type PlannedIssuer = z.infer<typeof plannedIssuer>

export const plannedObject = z.discriminatedUnion('kind', [
  plannedExternalIp,
  plannedFloatingIp,
  plannedService,
  plannedIssuer,
])

/** A VLAN on a provider network (kube-dc.md §3). */
export const plannedVlan = z.strictObject({
  kind: z.literal('vlans'),
  name: objectName,
  id: z.int().min(0).max(4_094),
  provider: z.string().min(1).max(12),
})

/** An external pool of addresses (kube-dc.md §3). */
export const plannedSubnet = z.strictObject({
  kind: z.literal('subnets'),
  name: objectName,
  networkType,
  cidr: z.cidrv4(),
  gateway: z.ipv4(),
  /** As Kube-OVN writes them. */
  excludeIps: z.array(z.string().max(100)).max(100),
  vlan: existingName,
  mtu: z.int().min(576).max(9_000),
})

/** What belongs to the provider and no namespace. */
export const plannedPoolObject = z.discriminatedUnion('kind', [plannedVlan, plannedSubnet])

export type PlannedPoolObject = z.infer<typeof plannedPoolObject>

export type PlannedProjectObject = z.infer<typeof plannedObject>

export type PlannedObject = PlannedProjectObject | PlannedPoolObject

/** Whether an object belongs to a Project and not to the provider. */
export function isOfProject(object: PlannedObject): object is PlannedProjectObject {
  return object.kind !== 'vlans' && object.kind !== 'subnets'
}

/** Annotations as they are written on a Service; `null` in a merge patch takes one away. */
export function annotationsOf(wanted: PlannedAsks): Record<string, string | null> {
  return Object.fromEntries(
    plannedAsks.keyof().options.flatMap((key) => {
      const value = wanted[key]
      return value === undefined ? [] : [[SERVICE_ANNOTATIONS[key], value === null ? null : String(value)]]
    }),
  )
}
