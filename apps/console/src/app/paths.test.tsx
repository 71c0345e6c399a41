import { matchRoutes } from 'react-router'
import { describe, expect, it } from 'vitest'
import { paths, safeReturn, withListState, withTab } from './paths.ts'
import { routes } from './routes.tsx'

const EDGE = { organization: 'nimbus', project: 'edge' }

/** One example of every path, and the deepest route that has to answer it. */
const EXAMPLES: Readonly<Record<keyof typeof paths, { url: string; route: string | undefined }>> = {
  home: { url: paths.home(), route: undefined },
  signIn: { url: paths.signIn({ returnTo: '/o/nimbus/p/edge', problem: 'expired' }), route: 'sign-in' },
  organization: { url: paths.organization('nimbus'), route: 'o/:organization' },
  project: { url: paths.project(EDGE), route: undefined },
  overview: { url: paths.overview(EDGE), route: 'overview' },
  externalIps: { url: paths.externalIps(EDGE), route: 'external-ips' },
  createExternalIp: { url: paths.createExternalIp(EDGE), route: 'create' },
  externalIp: { url: paths.externalIp(EDGE, 'uplink.a-1'), route: ':name' },
  floatingIps: { url: paths.floatingIps(EDGE), route: 'floating-ips' },
  createFloatingIp: { url: paths.createFloatingIp(EDGE), route: 'create' },
  floatingIp: { url: paths.floatingIp(EDGE, 'broker-direct'), route: ':name' },
  moveFloatingIp: { url: paths.moveFloatingIp(EDGE, 'broker-direct'), route: ':name/move' },
  deleteFloatingIp: { url: paths.deleteFloatingIp(EDGE, 'broker-direct'), route: 'delete' },
  loadBalancers: { url: paths.loadBalancers(EDGE), route: 'load-balancers' },
  loadBalancer: { url: paths.loadBalancer(EDGE, 'mqtt'), route: ':name' },
  gatewayRoutes: { url: paths.gatewayRoutes(EDGE), route: 'gateway-routes' },
  gatewayRoute: { url: paths.gatewayRoute(EDGE, 'web'), route: ':name' },
  createLoadBalancer: { url: paths.createLoadBalancer(EDGE), route: 'create' },
  editLoadBalancer: { url: paths.editLoadBalancer(EDGE, 'mqtt'), route: ':name/edit' },
  deleteLoadBalancer: { url: paths.deleteLoadBalancer(EDGE, 'mqtt'), route: 'delete' },
  createGatewayRoute: { url: paths.createGatewayRoute(EDGE), route: 'create' },
  setGatewayRoute: { url: paths.setGatewayRoute(EDGE, 'web'), route: ':name/set' },
  removeGatewayRoute: { url: paths.removeGatewayRoute(EDGE, 'web'), route: 'remove' },
  operations: { url: paths.operations(EDGE), route: 'operations' },
  expose: { url: paths.expose(EDGE), route: 'expose' },
  exposeStep: {
    url: paths.exposeStep(EDGE, 'target', new URLSearchParams({ method: 'floating-ip' })),
    route: 'expose/:step',
  },
  learn: { url: paths.learn(EDGE, 'glossary'), route: ':page' },
  operation: { url: paths.operation(EDGE, 'a1b2c3d4e5f6a7b8'), route: ':operation' },
  deleteExternalIp: { url: paths.deleteExternalIp(EDGE, 'uplink-a'), route: 'delete' },
  admin: { url: paths.admin(), route: undefined },
  adminPools: { url: paths.adminPools(), route: 'pools' },
  adminPool: { url: paths.adminPool('ext-public'), route: 'pools/:pool' },
  adminExternalIps: { url: paths.adminExternalIps(), route: 'external-ips' },
  adminFloatingIps: { url: paths.adminFloatingIps(), route: 'floating-ips' },
  adminHolders: { url: paths.adminHolders('203.0.113.9'), route: 'holders' },
  adminOrganizations: { url: paths.adminOrganizations(), route: 'organizations' },
  adminGateway: { url: paths.adminGateway(), route: '' },
  adminListener: { url: paths.adminListener('envoy~eg~http'), route: 'listeners/:listener' },
  adminGatewayRoutes: { url: paths.adminGatewayRoutes(), route: 'routes' },
  adminRoute: { url: paths.adminRoute('http~nimbus-edge~web-route'), route: ':route' },
  adminReconciliation: { url: paths.adminReconciliation(), route: 'reconciliation' },
  adminFinding: { url: paths.adminFinding('ext-public~pool-leaked'), route: ':finding' },
  addPool: { url: paths.addPool(), route: 'add' },
  deleteHolder: {
    url: paths.deleteHolder('ext-public', '203.0.113.9', 'eip-a'),
    route: 'delete/:holder',
  },
  changeExclusions: {
    url: paths.changeExclusions('ext-public', { do: 'reserve', address: '203.0.113.9' }),
    route: 'exclusions',
  },
  changePool: { url: paths.changePool('ext-public'), route: 'change' },
  adminOperations: { url: paths.adminOperations(), route: 'operations' },
  adminOperation: { url: paths.adminOperation('a1b2c3d4e5f6a7b8'), route: ':operation' },
  adminAddress: { url: paths.adminAddress('ext-public', '203.0.113.9'), route: 'addresses/:address' },
}

describe('every path', () => {
  it.each(Object.entries(EXAMPLES))('%s is answered by its route', (_, { url, route }) => {
    const [pathname = ''] = url.split('?')
    const deepest = matchRoutes(routes, pathname)?.at(-1)
    expect(deepest).toBeDefined()
    expect(deepest?.route.path).toBe(route)
    expect(deepest?.route.path).not.toBe('*')
  })

  it('keeps odd names in one segment', () => {
    const url = paths.externalIp({ organization: 'a/b', project: '?x' }, '#1')
    expect(url).toBe('/o/a%2Fb/p/%3Fx/external-ips/%231')
    expect(matchRoutes(routes, url)?.at(-1)?.params).toEqual({
      organization: 'a/b',
      project: '?x',
      name: '#1',
    })
  })

  it('carries the list’s state, and leaves the tab of the details behind', () => {
    expect(withListState('/x', '?filter=up&tab=yaml')).toBe('/x?filter=up')
    expect(withTab('/x', '?filter=up', 'events')).toBe('/x?filter=up&tab=events')
    expect(withTab('/x', '?tab=events', 'summary')).toBe('/x')
  })
})

describe('a return path', () => {
  it.each([
    ['/o/nimbus/p/edge?filter=a', '/o/nimbus/p/edge?filter=a'],
    [null, '/'],
    ['', '/'],
    ['https://evil.example', '/'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['/a\\b', '/'],
    ['/\t/evil.example', '/'],
    ['javascript:alert(1)', '/'],
  ])('%j leads to %s', (path, expected) => {
    expect(safeReturn(path)).toBe(expected)
  })
})
