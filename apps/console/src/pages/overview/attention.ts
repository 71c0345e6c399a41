import { rootCauses, type RootCause } from '@kube-dc/networking/rules/root-causes'
import type { Finding } from '@kube-dc/networking/rules/finding'
import type { ListKind } from '../../app/lists.ts'
import type { ListHere } from './use-lists.ts'

/** A row of one of the lists; absent: the Project as a whole. */
export interface Where {
  readonly kind?: ListKind
  readonly name: string
}

export type Cause = RootCause<Where>

export interface Causes {
  /** What does not work, waits, or needs a look: worst first. */
  readonly attention: readonly Cause[]
  /** What works, and not as people tend to expect. */
  readonly goodToKnow: readonly Cause[]
}

/** Every finding of the Project, summed to its root causes. */
export function causesOf(
  lists: readonly Pick<ListHere, 'kind' | 'rows'>[],
  project: { readonly name: string; readonly findings: readonly Finding[] },
): Causes {
  const judged = lists.flatMap(({ kind, rows }) =>
    rows.flatMap(({ meta: { name }, state: { findings } }) =>
      findings.length === 0 ? [] : [{ where: { kind, name }, findings }],
    ),
  )
  const causes = rootCauses<Where>([{ where: { name: project.name }, findings: project.findings }, ...judged])
  return {
    attention: causes.filter(({ finding }) => finding.severity !== 'info'),
    goodToKnow: causes.filter(({ finding }) => finding.severity === 'info'),
  }
}

/** Where a cause is read in full: at what it is about, else where it is seen first. */
export function whereToLook({ finding, seenAt }: Cause): Where | undefined {
  return seenAt.find(({ name }) => name === finding.subject.name) ?? seenAt[0]
}
