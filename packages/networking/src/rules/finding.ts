import type { NetworkType } from '../model/network-type.ts'
import type { Meta } from '../model/object.ts'

/**
 * How much it matters. `broken`: it does not work and will not by itself; `waiting`: it does not work yet; `notice`: it
 * works and somebody should look; `info`: it works, and people tend to expect something else of it.
 */
export const SEVERITIES = ['broken', 'waiting', 'notice', 'info'] as const

export type Severity = (typeof SEVERITIES)[number]

/** `proven`: the objects say so. `likely`: they fit it and could fit something else. */
export type Certainty = 'proven' | 'likely'

export type RefKind =
  | 'ExternalIp'
  | 'Organization'
  | 'Project'
  | 'Installation'
  | 'FloatingIp'
  | 'Service'
  | 'EndpointSlice'
  | 'Pod'
  | 'VirtualMachine'
  | 'VirtualMachineInstance'
  | 'Deployment'
  | 'StatefulSet'
  | 'DaemonSet'
  | 'HttpRoute'
  | 'TlsRoute'
  | 'Certificate'
  | 'Issuer'
  | 'Challenge'
  | 'ResourceQuota'
  | 'Subnet'
  | 'Vlan'
  | 'OvnEip'
  | 'Gateway'

/** What the kinds are called in words. */
export const REF_TITLES: Readonly<Record<RefKind, string>> = {
  ExternalIp: 'External IP',
  Organization: 'Organization',
  Project: 'Project',
  Installation: 'Installation',
  FloatingIp: 'Floating IP',
  Service: 'Service',
  EndpointSlice: 'endpoints',
  Pod: 'Pod',
  VirtualMachine: 'VM',
  VirtualMachineInstance: 'running VM',
  Deployment: 'Deployment',
  StatefulSet: 'StatefulSet',
  DaemonSet: 'DaemonSet',
  HttpRoute: 'HTTP route',
  TlsRoute: 'TLS route',
  Certificate: 'Certificate',
  Issuer: 'Issuer',
  Challenge: 'Challenge',
  ResourceQuota: 'quota',
  Subnet: 'pool',
  Vlan: 'VLAN',
  OvnEip: 'OvnEip',
  Gateway: 'Gateway',
}

/** An object as findings name it. `Installation` is this console's configuration, for what tenants cannot read. */
export interface Ref {
  readonly kind: RefKind
  /** Absent where the kind has none. */
  readonly namespace?: string
  readonly name: string
}

/** One fact that a finding rests on. Values come from the cluster: untrusted text. */
export interface Evidence {
  readonly object: Ref
  /** Path of the field as in the cluster's object, or words for what was counted. */
  readonly field: string
  readonly value: string
  /** RFC 3339 time since which, or at which, it was so. */
  readonly at?: string
}

/** What the console can do about it with one click; the page turns it into a link or a form. */
export type RemedyAction =
  | { readonly type: 'delete-external-ip'; readonly name: string }
  | {
      readonly type: 'create-external-ip'
      readonly networkType?: NetworkType | undefined
      /** The one that something waits for. */
      readonly name?: string
    }
  | { readonly type: 'open-external-ip'; readonly name: string }
  | { readonly type: 'edit-load-balancer'; readonly name: string }
  | { readonly type: 'delete-load-balancer'; readonly name: string }
  /** The wizard; `target` is the name of a target's view: `service/web`. */
  | { readonly type: 'expose'; readonly target?: string }

/** One way out. Without an action it is somebody else's to do. */
export interface Remedy {
  /** Verb and thing; the label where there is an action. */
  readonly words: string
  readonly action?: RemedyAction
}

/** One thing that a rule noticed. All text is plain text. */
export interface Finding {
  readonly rule: string
  readonly severity: Severity
  readonly certainty: Certainty
  readonly subject: Ref
  /** What is wrong, in one line. */
  readonly title: string
  /** The same for a table row that already names the subject. */
  readonly short: string
  /** What it comes to, as it follows “but”: `likely nothing answers`. Absent: no more than that it is to be looked at. */
  readonly outcome?: string
  /** Why, and whose matter it is. */
  readonly explanation: string
  readonly evidence: readonly Evidence[]
  /** Best first. */
  readonly remedies: readonly Remedy[]
  /** Rule of the finding in the same list that this one follows from; absent on root causes. */
  readonly causedBy?: string
}

/** Names an object by its parsed metadata. */
export function refTo(kind: Ref['kind'], { name, namespace }: Meta): Ref {
  return { kind, name, ...(namespace !== undefined && { namespace }) }
}

/** One fact; a time where there is one. */
export function fact(object: Ref, field: string, value: string | number, at?: string): Evidence {
  return { object, field, value: String(value), ...(at !== undefined && { at }) }
}
