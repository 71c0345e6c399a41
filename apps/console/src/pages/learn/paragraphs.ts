import type { Method } from '@kube-dc/networking/joins/views'
import type { LearnSlug } from '../../app/learn-contents.ts'
import type { Step } from '../expose/steps.ts'
import type { ListKind } from '../../app/lists.ts'

/** A place in Learn. */
export interface Paragraph {
  /** Slug of a page of Learn. */
  readonly page: LearnSlug
  /** Id of a paragraph on it; the whole page where it is left out. */
  readonly id?: string
  /** What the link to it says. */
  readonly words: string
}

/** How each kind of thing works. */
const KINDS = {
  'external-ips': { page: 'addresses', id: 'use', words: 'How External IPs work' },
  'floating-ips': { page: 'floating-ip', words: 'How floating IPs work' },
  'load-balancers': { page: 'load-balancer', words: 'How load balancers work' },
  'gateway-routes': { page: 'gateway-route', words: 'How gateway routes work' },
} as const satisfies Readonly<Record<ListKind, Paragraph>>

/** The paragraph of Learn for each page of the console, its panels and the steps of the wizard. */
export const PARAGRAPHS = {
  ...KINDS,
  overview: { page: 'way-out', words: 'How traffic leaves the Project' },
  operations: { page: 'glossary', id: 'operation', words: 'What an operation is' },
  'create-external-ip': { page: 'addresses', id: 'make', words: 'When to make one by hand' },
  'create-floating-ip': { page: 'floating-ip', id: 'really', words: 'What a floating IP opens, and to whom' },
  'move-floating-ip': { page: 'addresses', id: 'move', words: 'How a floating IP keeps its address' },
  'create-load-balancer': { page: 'load-balancer', id: 'really', words: 'What a load balancer can do' },
  'edit-load-balancer': { page: 'load-balancer', id: 'really', words: 'What of a load balancer can change' },
  'create-gateway-route': { page: 'gateway-route', id: 'really', words: 'What a hostname needs' },
  'set-gateway-route': { page: 'gateway-route', id: 'really', words: 'What a hostname needs' },
  'expose-method': { page: 'which-method', words: 'Compare the methods' },
  'expose-target': { page: 'glossary', id: 'selector', words: 'How a target is found' },
  'expose-address': { page: 'addresses', id: 'make', words: 'Which address to take' },
  'expose-hostname': { page: 'gateway-route', id: 'really', words: 'What a hostname needs' },
  'expose-floating-ip': KINDS['floating-ips'],
  'expose-load-balancer': KINDS['load-balancers'],
  'expose-shared-load-balancer': KINDS['load-balancers'],
  'expose-gateway-route': KINDS['gateway-routes'],
} as const satisfies Readonly<Record<string, Paragraph>>

export type Subject = keyof typeof PARAGRAPHS

/** What a step of the wizard is about: the choice, what is asked for, then the method that carries it out. */
export function subjectOfStep(step: Step, method: Method | undefined): Subject {
  if (step === 'method' || method === undefined) return 'expose-method'
  if (step === 'target') return method === 'floating-ip' ? 'expose-floating-ip' : 'expose-target'
  if (step === 'address') return method === 'gateway-route' ? 'expose-hostname' : 'expose-address'
  return `expose-${method}`
}
