import { useMemo } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { useStable } from '../use-stable.ts'
import { chooseOne } from './choose.ts'
import type { RowShared } from './GridRow.tsx'
import type { Entry } from './row-view.ts'
import type { Column, Expansion, Selection } from './types.ts'

interface Given<T> {
  readonly columns: readonly Column<T>[]
  readonly href: (row: T) => string
  readonly isQuietChange?: (row: T) => boolean
  readonly selection?: Selection<T>
  readonly expansion?: Expansion<T>
}

/** What rows are given, one object as long as it says the same. */
export function useRowShared<T extends object>(
  { columns, href, isQuietChange, selection, expansion }: Given<T>,
  fitting: readonly Column<T>[],
  activate: RowShared<T>['activate'],
  expand: RowShared<T>['expand'],
): RowShared<T> {
  const navigate = useNavigate()
  const { search } = useLocation()
  const open = useStable((row: T) => {
    void navigate({ pathname: href(row), search }, { preventScrollReset: true })
  })
  const toggle = useStable((entry: Entry<T>) => {
    if (selection) chooseOne(selection, entry)
  })
  const selectable = selection !== undefined
  const blocked = selection?.blocked
  const expandLabel = expansion?.label
  return useMemo(
    () => ({
      columns: fitting,
      naming: columns.find(({ names }) => names),
      href,
      open,
      activate,
      toggle: selectable ? toggle : undefined,
      blocked,
      expandLabel,
      expand,
      isQuietChange,
    }),
    [columns, fitting, href, open, activate, selectable, toggle, blocked, expandLabel, expand, isQuietChange],
  )
}
