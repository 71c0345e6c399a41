import type { Condition } from './resources.ts'

/** Time as Kubernetes writes it: whole seconds. */
export function timestamp(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z')
}

/**
 * The list with this condition in it. `lastTransitionTime` moves only when the status does [Kubernetes], so that it
 * tells since when.
 */
export function withCondition(
  before: readonly Condition[],
  condition: Omit<Condition, 'lastTransitionTime'>,
  now: number,
): Condition[] {
  const old = before.find(({ type }) => type === condition.type)
  const lastTransitionTime = old?.status === condition.status ? old.lastTransitionTime : timestamp(now)
  return [...before.filter(({ type }) => type !== condition.type), { ...condition, lastTransitionTime }]
}
