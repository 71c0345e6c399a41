/** A page of Learn in its address. */
export type LearnSlug =
  | 'which-method'
  | 'concepts'
  | 'network-types'
  | 'way-out'
  | 'gateway-route'
  | 'load-balancer'
  | 'floating-ip'
  | 'addresses'
  | 'private-network'
  | 'exposure-reference'
  | 'glossary'

/** One page of Learn, as search and the list of its pages know it. */
export interface LearnPage {
  readonly slug: LearnSlug
  readonly title: string
  /** What people call it who search for it, beside its title. */
  readonly searched: string
}

interface LearnGroup {
  readonly title: string
  readonly pages: readonly LearnPage[]
}

/** The contents of Learn, in reading order. */
export const CONTENTS: readonly LearnGroup[] = [
  {
    title: 'Start',
    pages: [
      {
        slug: 'which-method',
        title: 'Which method should I use?',
        searched: 'compare choose expose ssh rdp http https tls tcp udp port public ip hostname domain dns',
      },
      {
        slug: 'concepts',
        title: 'The pieces',
        searched: 'vpc subnet router external ip',
      },
      {
        slug: 'network-types',
        title: 'Cloud and public networks',
        searched: 'public ip private internet',
      },
    ],
  },
  {
    title: 'How traffic flows',
    pages: [
      {
        slug: 'way-out',
        title: 'Out of the Project',
        searched: 'snat nat outbound egress internet public ip',
      },
      {
        slug: 'gateway-route',
        title: 'Gateway route',
        searched: 'http https tls certificate domain hostname dns port ingress website',
      },
      {
        slug: 'load-balancer',
        title: 'External IP and load balancer',
        searched: 'tcp udp port service public ip',
      },
      {
        slug: 'floating-ip',
        title: 'Floating IP',
        searched: 'ssh rdp tcp udp port nat vm public ip',
      },
    ],
  },
  {
    title: 'Guides',
    pages: [
      {
        slug: 'addresses',
        title: 'External and floating IPs',
        searched: 'public ip static reserve move keep',
      },
      {
        slug: 'private-network',
        title: 'VPC and private networking',
        searched: 'subnet cidr private internal dns',
      },
      {
        slug: 'exposure-reference',
        title: 'Service exposure reference',
        searched: 'annotations yaml manifest kubectl https tls hostname domain port',
      },
    ],
  },
  {
    title: 'Words',
    pages: [
      {
        slug: 'glossary',
        title: 'Glossary',
        searched: 'words meaning terms dns tls',
      },
    ],
  },
]

export const FIRST_PAGE: LearnSlug = 'which-method'

export function learnPage(slug: string | undefined): LearnPage | undefined {
  return CONTENTS.flatMap(({ pages }) => pages).find((page) => page.slug === slug)
}
