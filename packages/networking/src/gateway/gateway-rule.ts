import { elapsed, DURATION } from '../age.ts'
import type { Condition, Meta } from '../model/object.ts'
import { conditionEvidence } from '../rules/conditions.ts'
import { fact, refTo, type Evidence, type Finding, type Ref } from '../rules/finding.ts'
import type { RuleFacts } from '../rules/rule.ts'
import type { GatewayFacts, GatewayView, ListenerView } from './gateway-view.ts'

/** One thing that can be noticed about a shared Gateway and what hangs on it. */
export interface GatewayRule<Id extends string = string> extends RuleFacts<Id> {
  /** Pure; one finding for each thing that is noticed. */
  readonly check: (view: GatewayView, facts: GatewayFacts) => readonly Noticed[]
}

type Noticed = Omit<Finding, 'rule' | 'causedBy'>

/** Keeps a rule's id as a literal type. */
export function gatewayRule<const Id extends string>(definition: GatewayRule<Id>): GatewayRule<Id> {
  return definition
}

interface Words extends Pick<
  Finding,
  'severity' | 'certainty' | 'title' | 'short' | 'explanation' | 'evidence'
> {
  readonly step: string
}

/** A finding about a Gateway, with the one step that harms nobody. */
export function aboutGateway({ gateway }: GatewayView, { step, ...words }: Words): Noticed {
  return { subject: refTo('Gateway', gateway.meta), ...words, remedies: [{ words: step }] }
}

/** What a listener says, verbatim, with its name: it is no object of its own. */
export function listenerEvidence(gateway: Ref, { listener }: ListenerView, condition: Condition): Evidence {
  const evidence = conditionEvidence(gateway, condition)
  return { ...evidence, field: `listener ${listener.name}, ${evidence.field}` }
}

export function listenerFact(
  gateway: Ref,
  { listener }: ListenerView,
  field: string,
  value: string,
): Evidence {
  return fact(gateway, `listener ${listener.name}, ${field}`, value)
}

/** A controller takes a moment to say something about what is new. */
const GRACE = 2 * DURATION.minute

export function isNew({ createdAt }: Meta, now: number): boolean {
  const age = elapsed(createdAt, now)
  return age === undefined || age < GRACE
}
