import type { TargetOption, TargetOptions } from '@kube-dc/networking/intents/targets'
import { z } from 'zod'

/** What the target field shows. */
export const targetState = z
  .object({
    /** Of an option; `own` for labels that the person writes; empty while nothing is chosen. */
    choice: z.string(),
    /** As it is typed: `app=web, tier=front`. */
    labels: z.string(),
  })
  .readonly()

export type TargetState = z.infer<typeof targetState>

export const OWN_SELECTOR = 'own'

export function optionOf({ workloads, vms, services }: TargetOptions, id: string): TargetOption | undefined {
  return [...workloads, ...vms, ...services].find((option) => option.id === id)
}

/** The labels that the target is selected by; empty while none is chosen. */
export function selectorOf(state: TargetState, options: TargetOptions): Readonly<Record<string, string>> {
  if (state.choice === OWN_SELECTOR) return readLabels(state.labels)
  return optionOf(options, state.choice)?.selector ?? {}
}

/** `a=b, c=d` or one a line; what has no `=` becomes a label without a value, which the rules then judge. */
export function readLabels(text: string): Readonly<Record<string, string>> {
  const parts = text
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return Object.fromEntries(
    parts.map((part) => {
      const at = part.indexOf('=')
      return at < 0 ? [part, ''] : [part.slice(0, at).trim(), part.slice(at + 1).trim()]
    }),
  )
}

export function writeLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(', ')
}

const KINDS: Readonly<Partial<Record<TargetOption['kind'], string>>> = {
  deployment: 'Deployment',
  'stateful-set': 'StatefulSet',
  'daemon-set': 'DaemonSet',
  service: 'Service',
}

/** An option as a list shows it. A workload and the Service before it are mostly called the same, so each says what it is. */
export function targetItem({ id, kind, name, ready, total, offered, reason }: TargetOption) {
  const words = [name, total === 0 ? 'runs nothing now' : `${ready} of ${total} ready`, KINDS[kind]]
  return {
    value: id,
    label: words.filter((word) => word !== undefined).join(', '),
    ...(!offered && { disabledReason: reason }),
  }
}
