import type { Method } from '@kube-dc/networking/joins/views'
import type { ListKind } from '../../app/lists.ts'

/** The steps of the wizard, in their order. */
export const STEPS = ['method', 'target', 'address', 'review', 'apply'] as const

export type Step = (typeof STEPS)[number]

const TITLES: Readonly<Record<Step, string>> = {
  method: 'Method',
  target: 'Target',
  address: 'Address and port',
  review: 'Review',
  apply: 'Apply',
}

/** What a step is called; a floating IP has no ports to ask for, a route has a hostname. */
export function stepTitle(step: Step, method: Method | undefined): string {
  if (step !== 'address') return TITLES[step]
  if (method === 'floating-ip') return 'Address'
  return method === 'gateway-route' ? 'Hostname and port' : TITLES.address
}

export function readStep(text: string | undefined): Step | undefined {
  return STEPS.find((step) => step === text)
}

/** The step whose fields a word of the judgement is about; nothing where it is about all of it. */
export function stepOfField(field: string): Extract<Step, 'target' | 'address'> | undefined {
  if (field === '') return undefined
  return ['selector', 'target', 'name'].some((own) => field === own || field.startsWith(`${own}.`))
    ? 'target'
    : 'address'
}

/** Where the exposures of a method are listed. */
export const LIST_OF = {
  'gateway-route': 'gateway-routes',
  'floating-ip': 'floating-ips',
  'load-balancer': 'load-balancers',
  'shared-load-balancer': 'load-balancers',
} as const satisfies Readonly<Record<Method, ListKind>>
