import type { NetworkType } from '@kube-dc/networking/model/network-type'

/** A Project as URLs name it. */
export interface ProjectParams {
  readonly organization: string
  readonly project: string
}

/** Tabs of the details of one object; the first is where details open. */
export const DETAIL_TABS = ['summary', 'related', 'events', 'yaml'] as const

export type DetailTab = (typeof DETAIL_TABS)[number]

const segment = encodeURIComponent

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, value)
  }
  return parameters.size > 0 ? `${path}?${parameters.toString()}` : path
}

function project({ organization, project: name }: ProjectParams): string {
  return `/o/${segment(organization)}/p/${segment(name)}`
}

function externalIps(params: ProjectParams): string {
  return `${project(params)}/external-ips`
}

function externalIp(params: ProjectParams, name: string): string {
  return `${externalIps(params)}/${segment(name)}`
}

function floatingIps(params: ProjectParams): string {
  return `${project(params)}/floating-ips`
}

function floatingIp(params: ProjectParams, name: string): string {
  return `${floatingIps(params)}/${segment(name)}`
}

function loadBalancers(params: ProjectParams): string {
  return `${project(params)}/load-balancers`
}

function gatewayRoutes(params: ProjectParams): string {
  return `${project(params)}/gateway-routes`
}

function loadBalancer(params: ProjectParams, name: string): string {
  return `${loadBalancers(params)}/${segment(name)}`
}

function gatewayRoute(params: ProjectParams, name: string): string {
  return `${gatewayRoutes(params)}/${segment(name)}`
}

function operations(params: ProjectParams): string {
  return `${project(params)}/operations`
}

function adminPool(pool: string): string {
  return `/admin/pools/${segment(pool)}`
}

function adminAddress(pool: string, address: string): string {
  return `${adminPool(pool)}/addresses/${segment(address)}`
}

/** What the wizard is opened with. */
type Known = Readonly<Partial<Record<'answer' | 'target' | 'beside' | 'from', string | undefined>>>

/** Every URL of the console is made here; `paths.test.tsx` walks each of them through the real routes. */
export const paths = {
  home: () => '/',
  /** @param query `returnTo` is where to go after signing in; `problem` is a code of a sign-in that failed. */
  signIn: (query: { returnTo?: string; problem?: string } = {}) =>
    withQuery('/sign-in', { return: query.returnTo, problem: query.problem }),
  /** All External IPs of an Organization, or those of a type; those that nothing uses come first there. */
  organization: (organization: string, query: { type?: 'public' } = {}) =>
    withQuery(`/o/${segment(organization)}`, query),
  project,
  overview: (params: ProjectParams) => `${project(params)}/overview`,
  externalIps,
  /** @param known what somebody is asked for already; the rest the form suggests. */
  createExternalIp: (
    params: ProjectParams,
    known: { type?: NetworkType | undefined; name?: string | undefined } = {},
  ) => withQuery(`${externalIps(params)}/create`, known),
  externalIp,
  floatingIps,
  createFloatingIp: (params: ProjectParams) => `${floatingIps(params)}/create`,
  floatingIp,
  moveFloatingIp: (params: ProjectParams, name: string) => `${floatingIp(params, name)}/move`,
  deleteFloatingIp: (params: ProjectParams, name: string) => `${floatingIp(params, name)}/delete`,
  loadBalancers,
  /** @param name of the Service. */
  loadBalancer,
  createLoadBalancer: (params: ProjectParams) => `${loadBalancers(params)}/create`,
  editLoadBalancer: (params: ProjectParams, name: string) => `${loadBalancer(params, name)}/edit`,
  deleteLoadBalancer: (params: ProjectParams, name: string) => `${loadBalancer(params, name)}/delete`,
  gatewayRoutes,
  /** @param name of the Service that asks for the route. */
  gatewayRoute,
  createGatewayRoute: (params: ProjectParams) => `${gatewayRoutes(params)}/create`,
  setGatewayRoute: (params: ProjectParams, name: string) => `${gatewayRoute(params, name)}/set`,
  removeGatewayRoute: (params: ProjectParams, name: string) => `${gatewayRoute(params, name)}/remove`,
  operations,
  /**
   * Where somebody begins who does not know the method yet.
   * @param known `answer` to "What are you exposing?", and the name of a target's view: `vm/broker-1`.
   */
  expose: (params: ProjectParams, known: Known = {}) => withQuery(`${project(params)}/expose`, known),
  /** One step of the wizard with its answers; the first step is the wizard itself. */
  exposeStep: (params: ProjectParams, step: string, answers: URLSearchParams) => {
    const path = step === 'method' ? '' : `/${segment(step)}`
    return `${project(params)}/expose${path}${answers.size > 0 ? `?${answers.toString()}` : ''}`
  },
  /**
   * @param page of Learn; the first one where it is left out.
   * @param paragraph of that page.
   */
  learn: (params: ProjectParams, page?: string, paragraph?: string) => {
    const path = `${project(params)}/learn${page === undefined ? '' : `/${segment(page)}`}`
    return paragraph === undefined ? path : `${path}#${segment(paragraph)}`
  },
  operation: (params: ProjectParams, id: string) => `${operations(params)}/${segment(id)}`,
  deleteExternalIp: (params: ProjectParams, name: string) => `${externalIp(params, name)}/delete`,
  /** The provider's side. */
  admin: () => '/admin',
  adminPools: () => '/admin/pools',
  adminPool,
  adminExternalIps: () => '/admin/external-ips',
  adminFloatingIps: () => '/admin/floating-ips',
  /** @param filter what is looked for: an address, Organization, Project or object. */
  adminHolders: (filter?: string) => withQuery('/admin/holders', { filter }),
  adminOrganizations: () => '/admin/organizations',
  adminGateway: () => '/admin/gateway',
  adminListener: (listener: string) => `/admin/gateway/listeners/${segment(listener)}`,
  adminGatewayRoutes: () => '/admin/gateway/routes',
  adminRoute: (route: string) => `/admin/gateway/routes/${segment(route)}`,
  adminReconciliation: () => '/admin/reconciliation',
  adminFinding: (finding: string) => `/admin/reconciliation/${segment(finding)}`,
  addPool: () => '/admin/pools/add',
  adminAddress,
  /** @param holder name of the OvnEip through which the External IP has the address: several may claim one. */
  deleteHolder: (pool: string, address: string, holder: string) =>
    `${adminAddress(pool, address)}/delete/${segment(holder)}`,
  /** @param known what somebody is asked for already: `reserve` or `release`, and one address. */
  changeExclusions: (
    pool: string,
    known: { do?: 'reserve' | 'release' | undefined; address?: string | undefined } = {},
  ) => withQuery(`${adminPool(pool)}/exclusions`, known),
  changePool: (pool: string) => `${adminPool(pool)}/change`,
  adminOperations: () => '/admin/operations',
  adminOperation: (id: string) => `/admin/operations/${segment(id)}`,
} as const

/** The same page in another tab of the details, keeping what else is in the query. */
export function withTab(path: string, search: string, tab: DetailTab): string {
  const parameters = new URLSearchParams(search)
  if (tab === DETAIL_TABS[0]) parameters.delete('tab')
  else parameters.set('tab', tab)
  return parameters.size > 0 ? `${path}?${parameters.toString()}` : path
}

/** A path with the list's part of a query: what belongs to one object's details is left behind. */
export function withListState(path: string, search: string): string {
  return withTab(path, search, DETAIL_TABS[0])
}

/** Where the server begins a sign-in; a page load, not a route of this application. */
export function startSignIn(realm: string, returnTo: string): string {
  return withQuery('/auth/sign-in', { realm, return: returnTo })
}

/** Printable ASCII, as in every URL, without the backslash that browsers take for a slash. */
const SAFE_RETURN = /^\/(?!\/)[!-[\]-~]*$/

/**
 * A return path that stays on this site, else the start page: the query of a link is anybody's text, and `//host` or
 * `/\host` would lead elsewhere.
 */
export function safeReturn(path: string | null | undefined): string {
  return path && SAFE_RETURN.test(path) ? path : paths.home()
}
