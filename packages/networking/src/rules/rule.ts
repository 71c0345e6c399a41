import type { ExternalIp } from '../model/external-ip.ts'
import type { Installation } from '../model/installation.ts'
import type { KindName, ProjectKindName } from '../model/kinds.ts'
import type { NetworkType } from '../model/network-type.ts'
import type { Organization } from '../model/organization.ts'
import type { Finding, RefKind } from './finding.ts'

/** What rules may look at beside their subject. What cannot be read is `undefined`, and then nothing is concluded from it. */
export interface RuleContext {
  /** Milliseconds since 1970. */
  readonly now: number
  readonly installation: Installation
  readonly project: ProjectFacts
  readonly organization: Organization | undefined
  /**
   * The Project's other External IPs, to name in remedies and to count. Rows of a list leave it empty: whether something
   * is found never depends on it, or a change of one row would be a change of all.
   */
  readonly peers: readonly ExternalIp[]
  /** By which the Gateway leads to the External IP that is judged, where its users are seen. */
  readonly hostnames?: readonly string[] | undefined
}

/** What is known of the Project without reading it; the session's list of Projects fits. */
export interface ProjectFacts {
  readonly organization: string
  readonly name: string
  readonly egressNetworkType?: NetworkType | 'unknown' | undefined
}

/** What a rule reads, for its documentation. */
export type Need = KindName | ProjectKindName | 'installation' | 'clock'

/** What every rule says of itself, for the documentation. */
export interface RuleFacts<Id extends string = string> {
  readonly id: Id
  /** What it notices, for the catalogue. */
  readonly title: string
  /** Where the knowledge comes from: rows of failures.md, sections of kube-dc.md. */
  readonly source: readonly [string, ...string[]]
  readonly needs: readonly [Need, ...Need[]]
}

/** One thing that can be noticed about one kind of subject. */
export interface Rule<Subject, Id extends string = string> extends RuleFacts<Id> {
  /** Rules whose findings on the same subject follow from this one's. */
  readonly explains?: readonly string[]
  /** Kinds of objects that the subject rests on: this finding follows from whatever keeps one of them from working. */
  readonly followsFrom?: readonly RefKind[]
  /** Pure; undefined when there is nothing to notice. */
  readonly check: (subject: Subject, context: RuleContext) => Omit<Finding, 'rule' | 'causedBy'> | undefined
}

/** Keeps a rule's id as a literal type, so that the catalogue can demand a table of cases for each. */
export function rule<Subject, const Id extends string>(definition: Rule<Subject, Id>): Rule<Subject, Id> {
  return definition
}
