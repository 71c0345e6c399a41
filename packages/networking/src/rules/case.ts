import type { Finding } from './finding.ts'
import type { RuleContext } from './rule.ts'

/** One line of a rule's table: what it is given and what it notices. The catalogue's test runs the tables of all rules. */
export interface RuleCase<Subject> {
  readonly name: string
  readonly subject: Subject
  /** Laid over the sample context. */
  readonly context?: Partial<RuleContext>
  /** Fields of the finding that must be so; `undefined`: nothing is noticed. */
  readonly notices:
    | undefined
    | (Partial<Pick<Finding, 'severity' | 'certainty' | 'title' | 'short' | 'outcome'>> & {
        /** Texts that the explanation must hold. */
        readonly says?: readonly string[]
        /** Evidence as `field: value`, each of which must be there. */
        readonly evidence?: readonly string[]
        /** Words of all remedies, in order. */
        readonly remedies?: readonly string[]
      })
}
