import type { RouteObject } from 'react-router'
import { PageError } from './PageError.tsx'
import { PanelError } from './PanelError.tsx'
import { handle } from './route-handle.ts'

/** The shared Gateway: its listeners, and the routes that hang on it. */
export const gatewayRoutes: RouteObject = {
  path: 'gateway',
  handle: handle({ title: () => 'Gateway, Platform' }),
  lazy: () => import('../pages/admin/gateway/GatewayPage.tsx'),
  ErrorBoundary: PageError,
  children: [
    {
      path: '',
      handle: handle({ page: 'admin-gateway', title: () => 'Gateway, Platform' }),
      lazy: () => import('../pages/admin/gateway/ListenersPage.tsx'),
      children: [
        {
          path: 'listeners/:listener',
          handle: handle({ title: ({ listener = '' }) => `${lastOf(listener)}, Gateway, Platform` }),
          lazy: () => import('../pages/admin/gateway/ListenerPanel.tsx'),
          ErrorBoundary: PanelError,
        },
      ],
    },
    {
      path: 'routes',
      handle: handle({ page: 'admin-gateway-routes', title: () => 'Routes, Gateway, Platform' }),
      lazy: () => import('../pages/admin/gateway/RoutesPage.tsx'),
      children: [
        {
          path: ':route',
          handle: handle({ title: ({ route = '' }) => `${lastOf(route)}, Gateway, Platform` }),
          lazy: () => import('../pages/admin/gateway/RoutePanel.tsx'),
          ErrorBoundary: PanelError,
        },
      ],
    },
  ],
}

/** Where reconciliation is: all findings of all pools, and one of them in a panel. */
export const reconciliationRoutes: RouteObject = {
  path: 'reconciliation',
  handle: handle({ page: 'admin-reconciliation', title: () => 'Reconciliation, Platform' }),
  lazy: () => import('../pages/admin/reconciliation/ReconciliationPage.tsx'),
  ErrorBoundary: PageError,
  children: [
    {
      path: ':finding',
      handle: handle({ title: () => 'Finding, Reconciliation, Platform' }),
      lazy: () => import('../pages/admin/reconciliation/FindingPanel.tsx'),
      ErrorBoundary: PanelError,
    },
  ],
}

/** The name at the end of an id of several. */
function lastOf(id: string): string {
  return id.split('~').at(-1) ?? id
}
