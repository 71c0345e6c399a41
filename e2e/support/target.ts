export const E2E_TARGETS = ['lab', 'real'] as const

/** What the console stands before in a run of the browser tests: the lab's own API server, or a real cluster. */
export type E2eTarget = (typeof E2E_TARGETS)[number]

/** The variable by which `scripts/e2e.ts` tells the target. */
export const E2E_TARGET_VARIABLE = 'E2E_TARGET'

/** @throws {Error} when there is no such target. */
export function targetOf(value: string | undefined): E2eTarget {
  const known = E2E_TARGETS.find((name) => name === (value ?? 'lab'))
  if (!known) throw new Error(`${E2E_TARGET_VARIABLE} is lab or real, not “${value ?? ''}”.`)
  return known
}
