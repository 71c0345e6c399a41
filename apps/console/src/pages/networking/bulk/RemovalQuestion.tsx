import type { Verdict } from '@kube-dc/networking/verdict'
import type { DeleteImpact } from '@kube-dc/networking/external-ips/delete'
import { count } from '@kube-dc/networking/words'
import { useState } from 'react'
import { announce } from '../../../parts/announcer.ts'
import { ConfirmDialog } from '../../../parts/ConfirmDialog.tsx'
import { useOfflineReason } from '../../../session/use-access.ts'
import type { ChoiceDialogProps, Chosen, Removal } from './bulk.ts'
import styles from './BulkDialog.module.css'
import { BulkItem } from './BulkItem.tsx'
import { useBulkRun } from './use-bulk-run.ts'

interface RemovalQuestionProps<R extends Chosen> extends ChoiceDialogProps<R> {
  how: Removal<R>
}

/**
 * Asks before several things are deleted, with what each breaks, and then says what became of each. Those that could not be
 * deleted stay chosen, so that they can be tried again.
 */
export function RemovalQuestion<R extends Chosen>({ rows, how, onChosen, onClose }: RemovalQuestionProps<R>) {
  const offline = useOfflineReason()
  const { results, isRunning, run } = useBulkRun<R>()
  // What is asked about stays, also when rows leave the list meanwhile; those that are still there are judged as they are.
  const [first] = useState(rows)
  const asked = first.map((row) => rows.find(({ meta }) => meta.uid === row.meta.uid) ?? row)
  const [failed, setFailed] = useState<readonly string[]>()
  const [one, many] = how.things

  const wanted = failed === undefined ? asked : asked.filter((row) => failed.includes(how.idOf(row)))
  const judged = wanted.map((row) => ({ row, verdict: how.judge(row) }))
  const able = judged.filter(({ verdict }) => verdict.allowed)
  const used = able.filter(({ verdict }) => verdict.info.typeName)
  const what = count(able.length, one, many)

  async function remove(): Promise<void> {
    const left = await run(
      able.map(({ row }) => row),
      how,
    )
    const kept = judged.filter(({ verdict }) => !verdict.allowed).map(({ row }) => how.idOf(row))
    onChosen(new Set([...left, ...kept]))
    announce(`${able.length - left.length} deleted${left.length > 0 ? `, ${left.length} not` : ''}.`)
    if (left.length === 0) onClose()
    else setFailed(left)
  }

  return (
    <ConfirmDialog
      // Typed once, a name counts for what was shown then.
      key={failed?.length}
      open
      title={failed === undefined ? `Delete ${what}?` : `${count(failed.length, one, many)} not deleted`}
      confirmLabel={failed === undefined ? `Delete ${what}` : `Try ${what} again`}
      keepLabel={failed === undefined ? 'Keep them' : 'Close'}
      nameToType={used.length > 0 ? wordsToType(able) : undefined}
      disabledReason={able.length === 0 ? `None of them can be deleted.` : offline}
      busy={isRunning}
      onConfirm={() => void remove()}
      onClose={() => {
        // What was asked for goes on; leaving would hide what becomes of it.
        if (!isRunning) onClose()
      }}
    >
      {used.length > 0 && <p>{usedWords(used.length, able.length)}</p>}
      <ul className={styles.items} aria-label={`What is deleted`}>
        {inOrder(judged, how.nameOf).map(({ row, verdict }) => (
          <BulkItem
            key={row.meta.uid}
            name={how.nameOf(row)}
            verdict={verdict}
            harmless={how.harmless}
            result={results.get(how.idOf(row))}
          />
        ))}
      </ul>
    </ConfirmDialog>
  )
}

interface Judged<R> {
  readonly row: R
  readonly verdict: Verdict<DeleteImpact>
}

/** Those that break something first, those that stay last. */
function inOrder<R>(judged: readonly Judged<R>[], nameOf: (row: R) => string): readonly Judged<R>[] {
  const rank = ({ verdict }: Judged<R>) => (!verdict.allowed ? 2 : verdict.info.breaks.length > 0 ? 0 : 1)
  return [...judged].sort((a, b) => rank(a) - rank(b) || (nameOf(a.row) < nameOf(b.row) ? -1 : 1))
}

/** One is told by its name, several by how many they are. */
function wordsToType(able: readonly Judged<Chosen>[]): string {
  const [first] = able
  return able.length === 1 && first ? first.row.meta.name : `delete ${able.length}`
}

function usedWords(used: number, all: number): string {
  if (used === all) return all === 1 ? 'It is in use.' : 'All of them are in use.'
  return `${used} of ${all} ${used === 1 ? 'is' : 'are'} in use.`
}
