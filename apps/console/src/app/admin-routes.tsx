import type { ComponentType } from 'react'
import { redirect, type RouteObject } from 'react-router'
import { gatewayRoutes, reconciliationRoutes } from './admin-gateway-routes.tsx'
import { NotFound } from './NotFound.tsx'
import { PageError } from './PageError.tsx'
import { PanelError } from './PanelError.tsx'
import { paths } from './paths.ts'
import { handle } from './route-handle.ts'

type Lazy = () => Promise<{ Component: ComponentType }>

/** A page of the provider's side under its tabs. */
function page(path: string, title: string, lazy: Lazy, children: RouteObject[] = []): RouteObject {
  return {
    path,
    handle: handle({ page: `admin-${path}`, title: () => `${title}, Platform` }),
    lazy,
    ErrorBoundary: PageError,
    children,
  }
}

/** A panel over one of them. */
function panel(path: string, title: string, lazy: Lazy): RouteObject {
  return { path, handle: handle({ title: () => title }), lazy, ErrorBoundary: PanelError }
}

/** The provider's side. What is not theirs is answered to tenants like any page that is not there. */
export const adminRoutes: RouteObject = {
  path: 'admin',
  handle: handle({ title: () => 'Platform' }),
  lazy: () => import('../pages/admin/AdminPage.tsx'),
  ErrorBoundary: PageError,
  children: [
    { index: true, loader: () => redirect(paths.adminPools()) },
    page('pools', 'Pools', () => import('../pages/admin/pools/PoolsPage.tsx'), [
      panel('add', 'Add a pool, Platform', () => import('../pages/admin/pool-forms/AddPool.tsx')),
    ]),
    page('operations', 'Operations', () => import('../pages/admin/operations/OperationsPage.tsx'), [
      panel(
        ':operation',
        'Operation, Platform',
        () => import('../pages/admin/operations/OperationPanel.tsx'),
      ),
    ]),
    {
      path: 'pools/:pool',
      handle: handle({ page: 'admin-pool', title: ({ pool }) => `${pool}, Pools, Platform` }),
      lazy: () => import('../pages/admin/pools/PoolPage.tsx'),
      ErrorBoundary: PageError,
      children: [
        {
          path: 'addresses/:address',
          handle: handle({ title: ({ pool, address }) => `${address}, ${pool}, Platform` }),
          lazy: () => import('../pages/admin/pools/AddressPanel.tsx'),
          ErrorBoundary: PanelError,
          children: [
            {
              path: 'delete/:holder',
              handle: handle({ title: ({ address }) => `Delete the External IP of ${address}, Platform` }),
              lazy: () => import('../pages/admin/pools/DeleteHolder.tsx'),
              ErrorBoundary: PanelError,
            },
          ],
        },
        panel(
          'exclusions',
          'Reserve or release addresses, Platform',
          () => import('../pages/admin/pool-forms/ChangeExclusions.tsx'),
        ),
        panel('change', 'Change a pool, Platform', () => import('../pages/admin/pool-forms/ChangePool.tsx')),
      ],
    },
    page(
      'organizations',
      'Organizations',
      () => import('../pages/admin/organizations/OrganizationsPage.tsx'),
    ),
    page('external-ips', 'External IPs', () => import('../pages/admin/external-ips/ExternalIpsPage.tsx')),
    page('floating-ips', 'Floating IPs', () => import('../pages/admin/floating-ips/FloatingIpsPage.tsx')),
    page('holders', 'Who holds it', () => import('../pages/admin/holders/HoldersPage.tsx')),
    gatewayRoutes,
    reconciliationRoutes,
    { path: '*', Component: NotFound },
  ],
}
