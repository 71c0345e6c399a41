import { MOST_HELD, type ExclusionOutcome } from '@kube-dc/api/pools'
import type { FieldWord } from '@kube-dc/networking/intents/judgement'
import type { Project } from '@kube-dc/networking/model/project'
import type { ExclusionPreview } from '@kube-dc/networking/pool-changes/exclusions'
import type { Cell } from '@kube-dc/networking/pools/cell'
import { holderWords } from '@kube-dc/networking/pools/holder-words'
import { addressReport, type ProjectName } from '@kube-dc/networking/pools/report'

/** A preview as it travels: whose the addresses are by name, large numbers in decimal. */
export function outcomeOf(
  { excludeIps, changed, count, free, held }: ExclusionPreview<Cell>,
  warnings: readonly FieldWord[],
  projects: readonly Project[],
): ExclusionOutcome {
  const names = namesOf(projects)
  return {
    excludeIps: [...excludeIps],
    changed: [...changed],
    count: String(count),
    free: { before: String(free.before), after: String(free.after) },
    held: held.slice(0, MOST_HELD).map(({ text, state, holders }) => ({
      address: text,
      state,
      holders: holders.map((holder) => {
        const report = addressReport(holder, (namespace) => names.get(namespace))
        return { words: holderWords(report), ...(report.project && { project: report.project }) }
      }),
    })),
    heldCount: held.length,
    warnings: [...warnings],
  }
}

/** Projects by their backing namespace: names are never split (kube-dc.md §1). */
function namesOf(projects: readonly Project[]): ReadonlyMap<string, ProjectName> {
  return new Map(
    projects.flatMap(({ backingNamespace, meta: { namespace = '', name } }) =>
      backingNamespace === undefined ? [] : [[backingNamespace, { organization: namespace, project: name }]],
    ),
  )
}
