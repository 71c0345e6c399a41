import { lazy, type ComponentType } from 'react'

/** One page of Learn. */
export interface LearnPage {
  readonly slug: string
  readonly title: string
  readonly Article: ComponentType
}

interface LearnGroup {
  readonly title: string
  readonly pages: readonly LearnPage[]
}

/** The contents of Learn, in reading order. Each article is fetched when it is opened. */
export const CONTENTS: readonly LearnGroup[] = [
  {
    title: 'Start',
    pages: [
      {
        slug: 'which-method',
        title: 'Which method should I use?',
        Article: lazy(() => import('./articles/WhichMethod.tsx')),
      },
      { slug: 'concepts', title: 'The pieces', Article: lazy(() => import('./articles/Concepts.tsx')) },
      {
        slug: 'network-types',
        title: 'Cloud and public networks',
        Article: lazy(() => import('./articles/NetworkTypes.tsx')),
      },
    ],
  },
  {
    title: 'How traffic flows',
    pages: [
      { slug: 'way-out', title: 'Out of the Project', Article: lazy(() => import('./articles/FlowOut.tsx')) },
      {
        slug: 'gateway-route',
        title: 'Gateway route',
        Article: lazy(() => import('./articles/FlowGatewayRoute.tsx')),
      },
      {
        slug: 'load-balancer',
        title: 'External IP and load balancer',
        Article: lazy(() => import('./articles/FlowLoadBalancer.tsx')),
      },
      {
        slug: 'floating-ip',
        title: 'Floating IP',
        Article: lazy(() => import('./articles/FlowFloatingIp.tsx')),
      },
    ],
  },
  {
    title: 'Guides',
    pages: [
      {
        slug: 'addresses',
        title: 'External and floating IPs',
        Article: lazy(() => import('./articles/GuideAddresses.tsx')),
      },
      {
        slug: 'private-network',
        title: 'VPC and private networking',
        Article: lazy(() => import('./articles/GuidePrivate.tsx')),
      },
      {
        slug: 'exposure-reference',
        title: 'Service exposure reference',
        Article: lazy(() => import('./articles/GuideExposure.tsx')),
      },
    ],
  },
  {
    title: 'Words',
    pages: [{ slug: 'glossary', title: 'Glossary', Article: lazy(() => import('./articles/Glossary.tsx')) }],
  },
]

export const FIRST_PAGE = 'which-method'

export function learnPage(slug: string | undefined): LearnPage | undefined {
  return CONTENTS.flatMap(({ pages }) => pages).find((page) => page.slug === slug)
}
