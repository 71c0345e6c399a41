import { deniedReason, journalDeniedReason, type Access, type ChangeVerb } from '../access.ts'
import type { KindName } from '../model/kinds.ts'
import type { Step } from '../operations/plan.ts'

function asked(step: Step): readonly [ChangeVerb, KindName] {
  switch (step.verb) {
    case 'create':
      return ['create', step.object.kind]
    case 'change':
      return ['patch', step.kind]
    case 'delete':
      return ['delete', step.kind]
  }
}

/** Why this person may not carry these steps out, in words; empty where nothing says so. The cluster decides. */
export function deniedReasons(steps: readonly Step[], access: Access | undefined): readonly string[] {
  const reasons = steps.map((step) => deniedReason(access, ...asked(step)))
  if (steps.length > 1) reasons.push(journalDeniedReason(access))
  return [...new Set(reasons.flatMap((reason) => (reason === undefined ? [] : [reason])))]
}
