import type { Challenge, Certificate, Issuer } from '../model/certificate.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { FloatingIp } from '../model/floating-ip.ts'
import type { GatewayBackend, Route } from '../model/gateway-route.ts'
import type { Kinds, ProjectKindName, ProjectKinds } from '../model/kinds.ts'
import type { NetworkType } from '../model/network-type.ts'
import type { Project } from '../model/project.ts'
import type { RouteWay, Service } from '../model/service.ts'
import type { Unreadable } from '../model/unreadable.ts'
import type { VirtualMachine, VirtualMachineInstance, VmInterface } from '../model/virtual-machine.ts'

/** Kinds that the joined views of one Project are made from. */
export type SourceKind = 'external-ips' | 'projects' | ProjectKindName

export type Sources = Pick<Kinds, 'external-ips' | 'projects'> & ProjectKinds

/**
 * How far a kind can be seen. Only `complete` proves that an object is absent; everything else makes what rests on the
 * kind unknown.
 */
export type Sight = 'complete' | 'loading' | 'forbidden' | 'not-installed'

/** Why a kind is not seen whole. */
export type Blind = Exclude<Sight, 'complete'>

/** What is known of an object that another one names. */
export type Known<T> =
  | { readonly state: 'found'; readonly object: T }
  /** Its kind is seen whole and nothing has that name. */
  | { readonly state: 'absent' }
  /** It exists and the model cannot read it. */
  | { readonly state: 'unreadable'; readonly object: Unreadable }
  /** Its kind cannot be seen, so nobody here can tell. */
  | { readonly state: 'hidden'; readonly kind: SourceKind; readonly sight: Blind }

/** What every joined view carries. */
interface View {
  /** Kinds it rests on that could not be seen whole; where any is named, what they would tell is unknown, not fine. */
  readonly unseen: readonly SourceKind[]
}

/** Another feature of the platform that made an object (kube-dc.md §4.5); its rows are not the user's to change. */
export interface Feature {
  readonly feature: 'database' | 'cluster'
  /** Name of the database or managed cluster; absent where the object does not tell. */
  readonly name?: string
  /** Service inside the managed cluster that this one repeats. */
  readonly mirrors?: string
}

/** One user of an External IP. */
export interface AddressUse {
  readonly type: 'load-balancer' | 'floating-ip' | 'way-out' | 'other'
  readonly name: string
  /** Only where it is another one than the address's. */
  readonly namespace?: string
  readonly madeBy?: Feature
}

/** One line of the port map of an address. */
export interface PortUse {
  readonly protocol: string
  readonly port: number
  readonly service: string
  readonly madeBy?: Feature
  /** More than one Service has this port on this address (failures.md row 6). */
  readonly clash: boolean
}

export interface ExternalIpView extends View {
  readonly kind: 'ExternalIpView'
  readonly name: string
  readonly ip: ExternalIp
  readonly networkType: NetworkType | 'unknown'
  readonly usedBy: readonly AddressUse[]
  /** By port, then protocol. */
  readonly ports: readonly PortUse[]
  /** By which the Gateway leads to it; absent where no route does. */
  readonly hostnames?: readonly string[]
  readonly madeBy?: Feature
}

/**
 * How a Service gets its address. `named`: an External IP by name; `own`: one that the platform makes for it;
 * `not-asked`: it is no load balancer, so a binding is ignored.
 */
export type BindingWay = 'default-gateway' | 'named' | 'own'

export interface Binding {
  readonly way: BindingWay
  /** The External IP asked for by name. */
  readonly wanted?: string
  /** The External IP it has or waits for; absent where none is named and none was made yet. */
  readonly eip: Known<ExternalIp>
}

export interface EndpointView {
  readonly address: string
  readonly ready: boolean
  readonly pod?: string
  readonly vm?: string
  /** What runs the pod: `Deployment web`. */
  readonly workload?: TargetRef
  /** Why it is not ready, as far as its Pod tells. */
  readonly reason?: string
}

/** Where a Service's traffic goes, by its own EndpointSlices; never by those of its `-ext` companion. */
export interface Endpoints {
  /** False: they cannot be seen, and the rest says nothing. */
  readonly known: boolean
  readonly sight: Sight
  readonly ready: number
  readonly total: number
  /** By address. */
  readonly list: readonly EndpointView[]
}

export interface TargetRef {
  readonly kind: TargetKind
  readonly name: string
}

/** What the selector of a Service finds, and what it nearly finds. */
export interface Selection {
  /** False: Pods cannot be seen, so nothing is said about what matches. */
  readonly known: boolean
  /** Pods with all labels, running ones and others. */
  readonly pods: number
  /** VMs and workloads whose pods would match and that run none: stopped, or scaled to 0. */
  readonly stopped: readonly StoppedTarget[]
  /** VMs that carry the labels themselves instead of in their template, where they select nothing. */
  readonly labelledVms: readonly string[]
  /** What would match if one label were another, most pods first; only where nothing matches. */
  readonly nearMisses: readonly NearMiss[]
  /** Ports whose `targetPort` is a name that no matching Pod has for their protocol. */
  readonly missingPorts: readonly MissingPort[]
  /** Ports whose `targetPort` is a number that no matching Pod declares for their protocol, where each declares ports. */
  readonly undeclaredPorts: readonly UndeclaredPort[]
}

export interface StoppedTarget extends TargetRef {
  /** In the words of the object: `Stopped`, `0 replicas`. */
  readonly state: string
}

export interface NearMiss {
  readonly label: string
  /** What the selector says. */
  readonly wanted: string
  /** What pods have instead. */
  readonly found: string
  readonly pods: number
}

export interface MissingPort {
  readonly port: number
  readonly protocol: string
  readonly targetPort: string
  /** Names of ports that the pods do have for this protocol. */
  readonly offered: readonly string[]
  /** Protocol for which the pods do have the name: names are looked up with the protocol [Kubernetes]. */
  readonly otherProtocol?: string
}

export interface UndeclaredPort {
  readonly port: number
  readonly protocol: string
  readonly targetPort: number
  /** Ports that the pods do declare, by number, each once for a protocol. */
  readonly declared: readonly { readonly port: number; readonly protocol: string }[]
}

export interface LoadBalancerView extends View {
  readonly kind: 'LoadBalancerView'
  readonly name: string
  readonly service: Service
  readonly binding: Binding
  /** `status.loadBalancer.ingress`. */
  readonly address?: string
  readonly networkType: NetworkType | 'unknown'
  /** Its ports that other Services have on the same address. */
  readonly clashes: readonly PortClash[]
  readonly endpoints: Endpoints
  /** Absent for a Service without a selector. */
  readonly selection?: Selection
  /** Public floating IPs on endpoints of a cloud load balancer: replies leave the wrong way (failures.md row 31). */
  readonly conflicts: readonly SourceConflict[]
  readonly madeBy?: Feature
}

export interface PortClash {
  readonly protocol: string
  readonly port: number
  readonly others: readonly { readonly name: string; readonly hasAddress: boolean }[]
}

export interface SourceConflict {
  readonly floatingIp: string
  readonly service: string
  /** The internal address that both use. */
  readonly address: string
}

export interface FloatingIpView extends View {
  readonly kind: 'FloatingIpView'
  readonly name: string
  readonly fip: FloatingIp
  readonly eip: Known<ExternalIp>
  /** From its status, else from its External IP, where the status stays empty (kube-dc.md §6). */
  readonly address?: string
  readonly networkType: NetworkType | 'unknown'
  /** Who else has its External IP. */
  readonly takenBy: readonly AddressUse[]
  readonly target: FloatingIpTargetView
  readonly conflicts: readonly SourceConflict[]
  /** Other floating IPs on the same internal address. */
  readonly sharing: readonly string[]
}

export type FloatingIpTargetView =
  | {
      readonly by: 'vm'
      readonly vm: string
      readonly wantedInterface?: string
      readonly machine: Known<VirtualMachine>
      readonly instance: Known<VirtualMachineInstance>
      /** The interface meant, of the running VM. */
      readonly interface?: VmInterface
      /** What it reports now. */
      readonly liveAddress?: string
    }
  | {
      readonly by: 'address'
      readonly address: string
      /** Pod or VM that has the address now; `absent`: nothing that can be seen has. */
      readonly holder: Known<{ readonly kind: 'pod' | 'vm'; readonly name: string }>
    }
  | { readonly by: 'none' }

export interface GatewayRouteView extends View {
  readonly kind: 'GatewayRouteView'
  readonly name: string
  readonly service: Service
  /** `unknown`: the annotation holds another text. */
  readonly way: RouteWay | 'unknown'
  /** As the platform reports it; absent until the route stands. */
  readonly hostname?: string
  /** Own hostname that was asked for. */
  readonly wantedHostname?: string
  /** The routed port of the Service: the one asked for, else its first. */
  readonly port?: number
  /** Absent for an unknown way. */
  readonly route: Known<Route>
  readonly backend: Known<GatewayBackend>
  /** Absent where the way needs none: `http`, passthrough, own secret. */
  readonly certificate?: Known<Certificate>
  /** The Issuer that the Certificate, or before it the Service, names; absent where none is named. */
  readonly issuer?: { readonly name: string; readonly issuer: Known<Issuer> }
  readonly challenges: readonly Challenge[]
  /** Other Services of the Project with the same hostname. */
  readonly sameHostname: readonly string[]
  /** What the route leads to. */
  readonly loadBalancer: LoadBalancerView
}

/** `vm`, or what runs pods, or a Service that exists. */
export type TargetKind = 'vm' | 'deployment' | 'stateful-set' | 'daemon-set' | 'service'

export interface TargetView extends View {
  readonly kind: 'TargetView'
  /** `vm/broker-1`. */
  readonly name: string
  readonly target: TargetRef
  readonly ready: number
  /** Absent where the kind does not tell. */
  readonly wanted?: number
  /** VMs only: as the cluster words it. */
  readonly status?: string
  /** VMs only: addresses of the running one. */
  readonly addresses: readonly string[]
  /** Names of exposures that lead to it. */
  readonly exposures: readonly string[]
  readonly madeBy?: Feature
}

/** Ways in, as design and wizard name them. `shared-load-balancer`: its address serves others or the whole Project too. */
export type Method = 'gateway-route' | 'floating-ip' | 'load-balancer' | 'shared-load-balancer'

export interface ExposureView extends View {
  readonly kind: 'ExposureView'
  /** `load-balancer/mqtt`, `floating-ip/broker-direct`, `gateway-route/web`. */
  readonly name: string
  readonly method: Method
  /** Of the address; a gateway route is reached by its hostname whatever the address behind it is. */
  readonly networkType: NetworkType | 'unknown'
  readonly address?: string
  readonly hostname?: string
  /** Empty: all ports. */
  readonly ports: readonly { readonly protocol: string; readonly port: number }[]
  readonly targets: readonly TargetRef[]
}

/** A resource of a quota that is used up. */
export interface FullQuota {
  readonly quota: string
  readonly resource: string
  readonly used: string
  readonly hard: string
}

export interface ProjectNetworkView extends View {
  readonly kind: 'ProjectNetworkView'
  readonly name: string
  readonly project?: Project
  readonly defaultGateway: Known<ExternalIp>
  readonly counts: Readonly<
    Record<'external-ips' | 'floating-ips' | 'load-balancers' | 'gateway-routes', number>
  >
  /** The tightest quota on load balancers; absent: none is seen. */
  readonly loadBalancers?: { readonly used?: number; readonly hard: number; readonly quota: string }
  readonly fullQuotas: readonly FullQuota[]
}

/** All joined views of a Project by the names of their lists; an object that cannot be read stands for its view. */
export interface Views {
  'load-balancers': LoadBalancerView | Unreadable
  'floating-ips': FloatingIpView | Unreadable
  'gateway-routes': GatewayRouteView
  'external-ips': ExternalIpView | Unreadable
  exposures: ExposureView
  targets: TargetView
  'project-network': ProjectNetworkView
}

export type ViewKind = keyof Views
