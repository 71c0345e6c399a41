import { deniedReason } from '@kube-dc/networking/access'
import { Suspense, useMemo, useState, type ReactNode } from 'react'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import type { Selection } from '../../../parts/data-table/types.ts'
import { useAccess, useOfflineReason } from '../../../session/use-access.ts'
import { useProject } from '../../project/project-context.ts'
import type { Row } from '../rows.ts'
import type { BulkOffer } from './bulk.ts'

export interface Bulk<View> {
  readonly selection: Selection<Row<View>>
  /** What can be done with the chosen rows. */
  readonly bar: ReactNode
  /** Asks, while it does. */
  readonly dialog: ReactNode
}

const NONE: ReadonlySet<string> = new Set()

/** Lets rows be chosen and deleted together; undefined where nothing is offered. Rows that go away are chosen no more. */
export function useBulk<View>(
  offer: BulkOffer<View> | undefined,
  rows: readonly Row<View>[],
): Bulk<View> | undefined {
  const { params } = useProject()
  const [ids, setIds] = useState(NONE)
  const chosen = useMemo(
    () => (ids.size === 0 ? [] : rows.filter(({ meta }) => ids.has(meta.name))),
    [ids, rows],
  )
  const [isAsking, setAsking] = useState(false)
  // While it asks, and while rows are deleted one after the other, the choice stays: the bar is where focus comes back to.
  const here = useMemo(
    () => (isAsking ? ids : new Set(chosen.map(({ meta }) => meta.name))),
    [isAsking, ids, chosen],
  )
  const blocked = useMemo(
    () => offer && ((row: Row<View>) => offer.kept(row, params.project)),
    [offer, params.project],
  )
  if (!offer) return undefined
  return {
    selection: { ids: here, onChange: setIds, ...(blocked && { blocked }) },
    bar: <DeleteButton offer={offer} onAsk={() => setAsking(true)} />,
    dialog: isAsking && (
      <Suspense>
        <offer.Dialog rows={chosen} onChosen={setIds} onClose={() => setAsking(false)} />
      </Suspense>
    ),
  }
}

interface DeleteButtonProps {
  offer: Pick<BulkOffer<never>, 'kind' | 'verb'>
  onAsk: () => void
}

function DeleteButton({ offer: { kind, verb }, onAsk }: DeleteButtonProps) {
  const { namespace } = useProject()
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  return (
    <ActionButton
      look="danger"
      onClick={onAsk}
      disabledReason={deniedReason(access, verb ?? 'delete', kind) ?? offline}
      reasonPlace="beside"
    >
      Delete…
    </ActionButton>
  )
}
