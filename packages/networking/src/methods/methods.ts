import type { Method } from '../joins/views.ts'
import type { Installation } from '../model/installation.ts'

/** What somebody exposes: the four answers of the decision tree. */
export const ANSWERS = ['web', 'machine', 'service', 'several'] as const

export type Answer = (typeof ANSWERS)[number]

export interface AnswerWords {
  readonly title: string
  readonly detail: string
  /** The method that the decision tree names for it. */
  readonly method: Method
  /** What people call it who search for it, beside these words. */
  readonly searched: string
}

/** "What are you exposing?", in the order of the decision tree. */
export const ANSWER_WORDS: Readonly<Record<Answer, AnswerWords>> = {
  web: {
    title: 'Web app or API',
    detail: 'HTTP or HTTPS with a hostname',
    method: 'gateway-route',
    searched: 'gateway route website site page tls certificate domain dns url ingress port',
  },
  machine: {
    title: 'VM by SSH or RDP',
    detail: 'Directly, every port',
    method: 'floating-ip',
    searched: 'floating ip public ip tcp udp login remote desktop nat',
  },
  service: {
    title: 'TCP or UDP service',
    detail: 'Its own protocol and port',
    method: 'load-balancer',
    searched: 'load balancer external ip public ip database broker game',
  },
  several: {
    title: 'Several services',
    detail: 'One address, different ports',
    method: 'shared-load-balancer',
    searched: 'load balancer external ip public ip share tcp udp',
  },
}

/** All methods, in the order of the decision tree. */
export const METHODS = [
  'gateway-route',
  'floating-ip',
  'load-balancer',
  'shared-load-balancer',
] as const satisfies readonly Method[]

/** One line of the method table. */
export interface MethodWords {
  readonly title: string
  /** Within a sentence: `a floating IP`. */
  readonly inSentence: string
  readonly protocols: string
  readonly tls: string
  readonly address: string
  readonly bestFor: string
}

/** The method table, as it holds in this installation: only some Gateways route gRPC (kube-dc.md §5). */
export function methodTable({
  gatewayRoutesGrpc,
}: Pick<Installation, 'gatewayRoutesGrpc'>): Readonly<Record<Method, MethodWords>> {
  return {
    'gateway-route': {
      title: 'Gateway route',
      inSentence: 'a gateway route',
      protocols: gatewayRoutesGrpc
        ? 'HTTP, HTTPS, gRPC, TLS by hostname'
        : 'HTTP, HTTPS, TLS by hostname; not gRPC',
      tls: 'By the Gateway, with a certificate of its own; or passed through',
      address: 'The platform’s, shared by hostname',
      bestFor: 'Web apps and APIs',
    },
    'floating-ip': {
      title: 'Floating IP',
      inSentence: 'a floating IP',
      protocols: 'All TCP and UDP, every port',
      tls: 'None',
      address: 'Its own',
      bestFor: 'Direct access to one VM',
    },
    'load-balancer': {
      title: 'Load balancer on its own External IP',
      inSentence: 'a load balancer on its own External IP',
      protocols: 'Any TCP or UDP, chosen ports',
      tls: 'The application’s',
      address: 'Its own',
      bestFor: 'Services with a protocol of their own',
    },
    'shared-load-balancer': {
      title: 'Load balancer on a shared address',
      inSentence: 'a load balancer on a shared address',
      protocols: 'Any TCP or UDP, chosen ports',
      tls: 'The application’s',
      address: 'Shared, a port each',
      bestFor: 'Several services on one address',
    },
  }
}

/** One line of the comparison of the Projects' network types. */
export interface TypeFeature {
  readonly feature: string
  readonly cloud: string
  readonly public: string
}

/** How the two network types of a Project differ (kube-dc.md §1, §7). */
export const TYPE_FEATURES: readonly TypeFeature[] = [
  {
    feature: 'Default External IP',
    cloud: 'From the platform’s private pool; the Internet does not reach it',
    public: 'A public address of its own',
  },
  { feature: 'Gateway routes', cloud: 'Yes', public: 'Yes' },
  { feature: 'External IP with load balancer', cloud: 'Yes', public: 'Yes' },
  { feature: 'Floating IPs', cloud: 'Yes', public: 'Yes' },
  { feature: 'VMs and pods', cloud: 'Yes', public: 'Yes' },
  { feature: 'Cost', cloud: 'Lower', public: 'Higher: one public address of the plan' },
]
