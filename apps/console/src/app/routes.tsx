import type { ComponentType } from 'react'
import { redirect, type RouteObject } from 'react-router'
import { loadHome, loadSession, preloadExternalIps } from './loaders.ts'
import { NotFound } from './NotFound.tsx'
import { PanelError } from './PanelError.tsx'
import { PageError } from './PageError.tsx'
import { FIRST_PAGE, learnPage } from './learn-contents.ts'
import { adminRoutes } from './admin-routes.tsx'
import { paths } from './paths.ts'
import { Root, SignedIn, Starting } from './Root.tsx'
import { handle } from './route-handle.ts'

interface PlaceParams {
  readonly organization?: string
  readonly project?: string
  readonly name?: string
}

const place = ({ project, organization }: PlaceParams) => `${project}, ${organization}`

type Lazy = () => Promise<{ Component: ComponentType }>

interface ListRoute {
  readonly path: string
  /** Of the page, in the browser's title. */
  readonly title: string
  readonly lazy: Lazy
  readonly details: Lazy
  /** Panels of their own over the list: forms. Paths that begin with `:name` are about that object. */
  readonly forms?: readonly OverRoute[]
  /** Dialogs over the details. */
  readonly dialogs?: readonly OverRoute[]
}

interface OverRoute {
  readonly path: string
  /** Begins the browser's title; the object's name follows, where there is one: "Move". */
  readonly verb: string
  readonly lazy: Lazy
}

/** A list of Networking with the details of one row over it. */
function list({ path, title, lazy, details, forms = [], dialogs = [] }: ListRoute): RouteObject {
  return {
    path,
    handle: handle({ page: path, title: (params) => `${title}, ${place(params)}` }),
    lazy,
    ErrorBoundary: PageError,
    children: [
      ...forms.map((form) => over(form, { ErrorBoundary: PanelError })),
      {
        path: ':name',
        handle: handle({ title: (params) => `${params['name']}, ${title}, ${place(params)}` }),
        lazy: details,
        ErrorBoundary: PanelError,
        children: dialogs.map((dialog) => over(dialog)),
      },
    ],
  }
}

function over({ path, verb, lazy }: OverRoute, more: Pick<RouteObject, 'ErrorBoundary'> = {}): RouteObject {
  return {
    path,
    handle: handle({
      title: ({ name, ...params }) => `${[verb, name].filter(Boolean).join(' ')}, ${place(params)}`,
    }),
    lazy,
    ...more,
  }
}

/**
 * Every route. Loaders and handles stand here, so that data is asked for and places have names before the code of the
 * page has arrived; the pages themselves are lazy.
 */
export const routes: RouteObject[] = [
  {
    Component: Root,
    ErrorBoundary: PageError,
    HydrateFallback: Starting,
    children: [
      { path: 'sign-in', lazy: () => import('../session/SignInPage.tsx') },
      {
        loader: loadSession,
        // The session is read once; every other answer tells when it has ended.
        shouldRevalidate: () => false,
        Component: SignedIn,
        ErrorBoundary: PageError,
        children: [
          { index: true, loader: loadHome, lazy: () => import('../pages/home/HomePage.tsx') },
          {
            path: 'o/:organization',
            handle: handle({
              page: 'organization',
              title: ({ organization }) => `External IPs of ${organization}`,
            }),
            lazy: () => import('../pages/organization/OrganizationPage.tsx'),
            ErrorBoundary: PageError,
          },
          {
            path: 'o/:organization/p/:project',
            handle: handle({ title: place }),
            lazy: () => import('../pages/project/ProjectPage.tsx'),
            ErrorBoundary: PageError,
            children: [
              {
                index: true,
                loader: ({ params: { organization = '', project = '' } }) =>
                  redirect(paths.overview({ organization, project })),
              },
              {
                path: 'overview',
                handle: handle({ page: 'overview', title: (params) => `Overview, ${place(params)}` }),
                loader: preloadExternalIps,
                shouldRevalidate: () => false,
                lazy: () => import('../pages/overview/OverviewPage.tsx'),
                ErrorBoundary: PageError,
              },
              {
                path: 'external-ips',
                handle: handle({
                  page: 'external-ips',
                  title: (params) => `External IPs, ${place(params)}`,
                }),
                loader: preloadExternalIps,
                shouldRevalidate: () => false,
                lazy: () => import('../pages/external-ips/ExternalIpsPage.tsx'),
                ErrorBoundary: PageError,
                children: [
                  {
                    path: 'create',
                    handle: handle({ title: (params) => `Create External IP, ${place(params)}` }),
                    lazy: () => import('../pages/external-ips/CreateExternalIp.tsx'),
                    ErrorBoundary: PanelError,
                  },
                  {
                    path: ':name',
                    handle: handle({
                      title: (params) => `${params['name']}, External IPs, ${place(params)}`,
                    }),
                    lazy: () => import('../pages/external-ips/ExternalIpDetails.tsx'),
                    ErrorBoundary: PanelError,
                    children: [
                      {
                        path: 'delete',
                        handle: handle({ title: (params) => `Delete ${params['name']}, ${place(params)}` }),
                        lazy: () => import('../pages/external-ips/DeleteExternalIp.tsx'),
                      },
                    ],
                  },
                ],
              },
              list({
                path: 'floating-ips',
                title: 'Floating IPs',
                lazy: () => import('../pages/floating-ips/FloatingIpsPage.tsx'),
                details: () => import('../pages/floating-ips/FloatingIpDetails.tsx'),
                forms: [
                  {
                    path: 'create',
                    verb: 'Create floating IP',
                    lazy: () => import('../pages/floating-ips/CreateFloatingIp.tsx'),
                  },
                  {
                    path: ':name/move',
                    verb: 'Move',
                    lazy: () => import('../pages/floating-ips/MoveFloatingIp.tsx'),
                  },
                ],
                dialogs: [
                  {
                    path: 'delete',
                    verb: 'Delete',
                    lazy: () => import('../pages/floating-ips/DeleteFloatingIp.tsx'),
                  },
                ],
              }),
              list({
                path: 'load-balancers',
                title: 'Load balancers',
                lazy: () => import('../pages/load-balancers/LoadBalancersPage.tsx'),
                details: () => import('../pages/load-balancers/LoadBalancerDetails.tsx'),
                forms: [
                  {
                    path: 'create',
                    verb: 'Create load balancer',
                    lazy: () => import('../pages/load-balancers/CreateLoadBalancer.tsx'),
                  },
                  {
                    path: ':name/edit',
                    verb: 'Edit',
                    lazy: () => import('../pages/load-balancers/EditLoadBalancer.tsx'),
                  },
                ],
                dialogs: [
                  {
                    path: 'delete',
                    verb: 'Delete',
                    lazy: () => import('../pages/load-balancers/DeleteLoadBalancer.tsx'),
                  },
                ],
              }),
              list({
                path: 'gateway-routes',
                title: 'Gateway routes',
                lazy: () => import('../pages/gateway-routes/GatewayRoutesPage.tsx'),
                details: () => import('../pages/gateway-routes/GatewayRouteDetails.tsx'),
                forms: [
                  {
                    path: 'create',
                    verb: 'Create gateway route',
                    lazy: () => import('../pages/gateway-routes/CreateGatewayRoute.tsx'),
                  },
                  {
                    path: ':name/set',
                    verb: 'Gateway route of',
                    lazy: () => import('../pages/gateway-routes/SetGatewayRoute.tsx'),
                  },
                ],
                dialogs: [
                  {
                    path: 'remove',
                    verb: 'Remove the route of',
                    lazy: () => import('../pages/gateway-routes/RemoveGatewayRoute.tsx'),
                  },
                ],
              }),
              {
                path: 'operations',
                handle: handle({ page: 'operations', title: (params) => `Operations, ${place(params)}` }),
                lazy: () => import('../operations/OperationsPage.tsx'),
                ErrorBoundary: PageError,
                children: [
                  {
                    path: ':operation',
                    handle: handle({ title: (params) => `Operation, ${place(params)}` }),
                    lazy: () => import('../operations/OperationPanel.tsx'),
                    ErrorBoundary: PanelError,
                  },
                ],
              },
              {
                path: 'expose',
                handle: handle({ page: 'expose', title: (params) => `Expose something, ${place(params)}` }),
                lazy: () => import('../pages/expose/ExposePage.tsx'),
                ErrorBoundary: PageError,
              },
              {
                path: 'expose/:step',
                handle: handle({
                  // Each step, so that the key that led there cannot press what stands at its place by then.
                  page: ({ step }) => `expose ${step}`,
                  title: (params) => `Expose something, ${place(params)}`,
                }),
                lazy: () => import('../pages/expose/StepPage.tsx'),
                ErrorBoundary: PageError,
              },
              {
                path: 'learn',
                children: [
                  { index: true, loader: () => redirect(`./${FIRST_PAGE}`) },
                  {
                    path: ':page',
                    handle: handle({
                      page: 'learn',
                      title: ({ page, ...params }) =>
                        `${learnPage(page)?.title ?? 'Learn'}, ${place(params)}`,
                    }),
                    lazy: () => import('../pages/learn/LearnPage.tsx'),
                    ErrorBoundary: PageError,
                  },
                ],
              },
              { path: '*', Component: NotFound },
            ],
          },
          adminRoutes,
          {
            path: '*',
            Component: NotFound,
            handle: handle({ title: () => 'No such page', page: 'not-found' }),
          },
        ],
      },
    ],
  },
]
