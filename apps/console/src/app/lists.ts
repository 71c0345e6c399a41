import type { SourceKind, ViewKind } from '@kube-dc/networking/joins/views'
import type { Answer } from '@kube-dc/networking/methods/methods'
import { paths, type ProjectParams } from './paths.ts'

/** The lists of Networking, each of one kind of view. */
export type ListKind = Extract<
  ViewKind,
  'external-ips' | 'floating-ips' | 'load-balancers' | 'gateway-routes'
>

interface ListFacts {
  /** Of its tab and page. */
  readonly title: string
  /** Singular, inside a sentence. */
  readonly thing: string
  /** Singular, where it begins a line. */
  readonly heading: string
  /** Kind of the objects that the list is about: without it there is no list. */
  readonly source: SourceKind
  /** What somebody exposes who wants one more of these; an External IP does nothing by itself. */
  readonly answer?: Answer
  readonly list: (params: ProjectParams) => string
  readonly one: (params: ProjectParams, name: string) => string
}

/** What tabs, pages and panels have in common, by list. */
export const LISTS: { readonly [K in ListKind]: ListFacts } = {
  'external-ips': {
    title: 'External IPs',
    thing: 'External IP',
    heading: 'External IP',
    source: 'external-ips',
    list: paths.externalIps,
    one: paths.externalIp,
  },
  'floating-ips': {
    title: 'Floating IPs',
    thing: 'floating IP',
    heading: 'Floating IP',
    source: 'floating-ips',
    answer: 'machine',
    list: paths.floatingIps,
    one: paths.floatingIp,
  },
  'load-balancers': {
    title: 'Load balancers',
    thing: 'load balancer',
    heading: 'Load balancer',
    source: 'services',
    answer: 'service',
    list: paths.loadBalancers,
    one: paths.loadBalancer,
  },
  'gateway-routes': {
    title: 'Gateway routes',
    thing: 'gateway route',
    heading: 'Gateway route',
    source: 'services',
    answer: 'web',
    list: paths.gatewayRoutes,
    one: paths.gatewayRoute,
  },
}
