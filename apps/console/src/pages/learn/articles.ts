import { lazy, type ComponentType } from 'react'
import type { LearnSlug } from '../../app/learn-contents.ts'

/** What stands on each page of Learn; it is fetched when it is opened. */
export const ARTICLES: Readonly<Record<LearnSlug, ComponentType>> = {
  'which-method': lazy(() => import('./articles/WhichMethod.tsx')),
  concepts: lazy(() => import('./articles/Concepts.tsx')),
  'network-types': lazy(() => import('./articles/NetworkTypes.tsx')),
  'way-out': lazy(() => import('./articles/FlowOut.tsx')),
  'gateway-route': lazy(() => import('./articles/FlowGatewayRoute.tsx')),
  'load-balancer': lazy(() => import('./articles/FlowLoadBalancer.tsx')),
  'floating-ip': lazy(() => import('./articles/FlowFloatingIp.tsx')),
  addresses: lazy(() => import('./articles/GuideAddresses.tsx')),
  'private-network': lazy(() => import('./articles/GuidePrivate.tsx')),
  'exposure-reference': lazy(() => import('./articles/GuideExposure.tsx')),
  glossary: lazy(() => import('./articles/Glossary.tsx')),
}
