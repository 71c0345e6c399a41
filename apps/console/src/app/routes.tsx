import type { ComponentType } from 'react'
import { redirect, type RouteObject } from 'react-router'
import { loadHome, loadSession, preloadExternalIps } from './loaders.ts'
import { NotFound } from './NotFound.tsx'
import { PanelError } from './PanelError.tsx'
import { PageError } from './PageError.tsx'
import { FIRST_PAGE, learnPage } from '../pages/learn/contents.ts'
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
}

/** A list of Networking with the details of one row over it. */
function list({ path, title, lazy, details }: ListRoute): RouteObject {
  return {
    path,
    handle: handle({ page: path, title: (params) => `${title}, ${place(params)}` }),
    lazy,
    ErrorBoundary: PageError,
    children: [
      {
        path: ':name',
        handle: handle({ title: (params) => `${params['name']}, ${title}, ${place(params)}` }),
        lazy: details,
        ErrorBoundary: PanelError,
      },
    ],
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
              }),
              list({
                path: 'load-balancers',
                title: 'Load balancers',
                lazy: () => import('../pages/load-balancers/LoadBalancersPage.tsx'),
                details: () => import('../pages/load-balancers/LoadBalancerDetails.tsx'),
              }),
              list({
                path: 'gateway-routes',
                title: 'Gateway routes',
                lazy: () => import('../pages/gateway-routes/GatewayRoutesPage.tsx'),
                details: () => import('../pages/gateway-routes/GatewayRouteDetails.tsx'),
              }),
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
