import type { OperationStep, OperationView } from '@kube-dc/api/operations'
import type { PlanName, Step } from '@kube-dc/networking/operations/plan'
import { count, list } from '@kube-dc/networking/words'
import type { GlyphState } from '../parts/StateGlyph.tsx'

const TITLES: { readonly [N in PlanName]: (name: string) => string } = {
  'create-load-balancer': (name) => `Create load balancer ${name}`,
  'change-load-balancer': (name) => `Change load balancer ${name}`,
  'delete-load-balancer': (name) => `Delete load balancer ${name}`,
  'create-floating-ip': (name) => `Create floating IP ${name}`,
  'move-floating-ip': (name) => `Move floating IP ${name}`,
  'delete-floating-ip': (name) => `Delete floating IP ${name}`,
  'create-gateway-route': (name) => `Create gateway route ${name}`,
  'set-gateway-route': (name) => `Set the gateway route of ${name}`,
  'remove-gateway-route': (name) => `Remove the gateway route of ${name}`,
  'add-pool': (name) => `Add pool ${name}`,
}

/** What an operation is about: "Move floating IP broker-direct". */
export function operationTitle({ intent, subject }: Pick<OperationView, 'intent' | 'subject'>): string {
  return TITLES[intent](subject.name)
}

/** Where an operation is, for people: it works, it waits for a decision, or it has ended. */
export type Standing = 'working' | 'standing' | 'done' | 'undone'

export function standingOf({ phase, running }: Pick<OperationView, 'phase' | 'running'>): Standing {
  if (phase === 'done' || phase === 'undone') return phase
  return running ? 'working' : 'standing'
}

export const STANDING_GLYPHS = {
  working: 'waiting',
  standing: 'broken',
  done: 'ok',
  undone: 'ok',
} as const satisfies Readonly<Record<Standing, GlyphState>>

/** How far it is, in one sentence. */
export function standingWords(view: OperationView): string {
  const { phase, steps } = view
  const total = count(steps.length, 'step', 'steps')
  switch (standingOf(view)) {
    case 'done':
      return 'Done.'
    case 'undone':
      return steps.some(({ state }) => state === 'kept')
        ? 'Undone, but for what is said below.'
        : 'Undone: everything is as it was before.'
    case 'working':
      return phase === 'doing'
        ? `Under way: ${doneOf(steps)} of ${total} done.`
        : `Being undone: ${undoneOf(steps)} of ${total} undone.`
    case 'standing':
      return phase === 'doing'
        ? `Stands still with ${doneOf(steps)} of ${total} done. Finish it or undo it.`
        : `Stands still while it is undone, with ${undoneOf(steps)} of ${total} undone. Go on undoing it.`
  }
}

function doneOf(steps: readonly OperationStep[]): number {
  return steps.filter(({ state }) => state === 'done').length
}

function undoneOf(steps: readonly OperationStep[]): number {
  return steps.filter(({ state }) => state === 'undone' || state === 'kept').length
}

const KINDS = {
  'external-ips': 'External IP',
  'floating-ips': 'floating IP',
  services: 'Service',
  issuers: 'Issuer',
  vlans: 'VLAN',
  subnets: 'pool',
} as const satisfies Readonly<Record<OperationStep['kind'], string>>

/** What one step does, whether it is done or not: "Create External IP uplink-b, public". */
export function stepWords(step: Step): string {
  switch (step.verb) {
    case 'create':
      return `Create ${KINDS[step.object.kind]} ${step.object.name}, ${detailWords(step.object)}`
    case 'change':
      return `Change ${list(changedParts(step.after))} of ${KINDS[step.kind]} ${step.name}`
    case 'delete':
      return `Delete ${KINDS[step.kind]} ${step.name}`
  }
}

function detailWords(object: Extract<Step, { readonly verb: 'create' }>['object']): string {
  switch (object.kind) {
    case 'external-ips':
      return object.networkType
    case 'floating-ips': {
      const { target, address } = object
      const to = target.by === 'address' ? target.address : vmWords(target.vm, target.interface)
      return address.from === 'external-ip'
        ? `from External IP ${address.name} to ${to}`
        : `from a ${address.networkType} address of its own to ${to}`
    }
    case 'services':
      return `for ${list(object.ports.map(({ port, protocol }) => `${port}/${protocol}`))}`
    case 'issuers':
      return `for ${object.email}`
    case 'vlans':
      return `id ${object.id} on ${object.provider}`
    case 'subnets':
      return `${object.networkType}, ${object.cidr} on VLAN ${object.vlan}`
  }
}

function vmWords(vm: string, name: string | undefined): string {
  return name === undefined ? `VM ${vm}` : `VM ${vm}, interface ${name}`
}

function changedParts({
  asks,
  selector,
  ports,
}: Extract<Step, { readonly verb: 'change' }>['after']): string[] {
  return [
    ...(asks ? ['annotations'] : []),
    ...(selector ? ['the selector'] : []),
    ...(ports ? ['the ports'] : []),
  ]
}

/** How far one step is, in a word or two; its own words where it has some. */
export function stepStateWords({ state, words }: OperationStep, phase: OperationView['phase']): string {
  switch (state) {
    case 'waiting':
      return 'Not begun'
    case 'doing':
      return words ?? (phase === 'undoing' ? 'Being undone' : 'Under way')
    case 'done':
      return phase === 'undoing' ? 'Still to be undone' : 'Done'
    case 'failed':
      return words ?? 'It cannot go on here'
    case 'kept':
      return words ?? 'Stays as it is'
    case 'undone':
      return 'Undone'
  }
}
