import { Suspense, useMemo, useState, type ComponentType, type ReactNode } from 'react'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import type { Selection } from '../../../parts/data-table/types.ts'
import type { ChoiceDialogProps } from './bulk.ts'

export interface Choice<R> {
  readonly selection: Selection<R>
  /** What can be done with the chosen rows. */
  readonly bar: ReactNode
  /** Asks, while it does. */
  readonly dialog: ReactNode
}

/** What a list offers for its chosen rows. */
interface ChoiceOffer<R> {
  /** As the table's `rowId`; at module scope. */
  readonly idOf: (row: R) => string
  /** Why a row cannot be chosen; the same function for as long as it says the same. */
  readonly blocked?: ((row: R) => string | undefined) | undefined
  /** Why the chosen rows cannot be deleted. */
  readonly disabledReason: (chosen: number) => string | undefined
  /** Asks first; loaded when it is needed. */
  readonly Dialog: ComponentType<ChoiceDialogProps<R>>
}

const NONE: ReadonlySet<string> = new Set()

/** Lets rows be chosen and deleted together; undefined where nothing is offered. Rows that go away are chosen no more. */
export function useChoice<R>(offer: ChoiceOffer<R> | undefined, rows: readonly R[]): Choice<R> | undefined {
  const [ids, setIds] = useState(NONE)
  const [isAsking, setAsking] = useState(false)
  const idOf = offer?.idOf
  const chosen = useMemo(
    () => (ids.size === 0 || !idOf ? [] : rows.filter((row) => ids.has(idOf(row)))),
    [ids, rows, idOf],
  )
  // While it asks, and while rows are deleted one after the other, the choice stays: the bar is where focus comes back to.
  const here = useMemo(
    () => (isAsking || !idOf ? ids : new Set(chosen.map(idOf))),
    [isAsking, ids, chosen, idOf],
  )
  if (!offer) return undefined
  const { blocked, disabledReason, Dialog } = offer
  return {
    selection: { ids: here, onChange: setIds, ...(blocked && { blocked }) },
    bar: (
      <ActionButton
        look="danger"
        onClick={() => setAsking(true)}
        disabledReason={disabledReason(chosen.length)}
        reasonPlace="beside"
      >
        Delete…
      </ActionButton>
    ),
    dialog: isAsking && (
      <Suspense>
        <Dialog rows={chosen} onChosen={setIds} onClose={() => setAsking(false)} />
      </Suspense>
    ),
  }
}
