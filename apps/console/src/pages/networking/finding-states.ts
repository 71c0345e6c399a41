import type { Severity } from '@kube-dc/networking/rules/finding'

/** How a finding is marked: what needs a look has the colour of waiting, what is only good to know has none. */
export const FINDING_STATES = {
  broken: 'broken',
  waiting: 'waiting',
  notice: 'waiting',
  info: 'info',
} as const satisfies Readonly<Record<Severity, string>>
