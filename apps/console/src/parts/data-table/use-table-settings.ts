import { useMemo } from 'react'
import { z } from 'zod'
import { useStored } from '../stored.ts'
import type { Column } from './types.ts'

/** Whose settings, and of which table. */
export interface SettingsOwner {
  /** Key of the person who is signed in. */
  readonly person: string
  /** Names the table among all of the console: "external-ips". */
  readonly table: string
}

export interface TableSettings<T> {
  /** Those that are shown, in their order. */
  readonly columns: readonly Column<T>[]
  /** Those that can be shown or not. */
  readonly choices: readonly Column<T>[]
  readonly toggleColumn: (id: string) => void
  readonly compact: boolean
  readonly toggleCompact: () => void
  /** Everything is as the person left it to us. */
  readonly usual: boolean
  readonly reset: () => void
}

const shown = z.record(z.string(), z.boolean())
const flag = z.boolean()

/** Columns that never leave are the least that a row must say; the others are the person's choice. */
function canLeave<T>(column: Column<T>): boolean {
  return column.leaves !== undefined || column.offered === true
}

/**
 * What a person chose for a table, kept in this browser: its columns, and for all tables the height of rows.
 */
export function useTableSettings<T>(
  columns: readonly Column<T>[],
  { person, table }: SettingsOwner,
): TableSettings<T> {
  const [choice, setChoice] = useStored(`kube-dc.columns:${person}:${table}`, shown)
  const [compact = false, setCompact] = useStored(`kube-dc.compact:${person}`, flag)
  return useMemo(() => {
    const isShown = (column: Column<T>): boolean =>
      !canLeave(column) || (choice?.[column.id] ?? column.offered !== true)
    const visible = columns.filter(isShown)
    return {
      columns: visible.length === columns.length ? columns : visible,
      choices: columns.filter(canLeave),
      toggleColumn(id) {
        const column = columns.find((one) => one.id === id)
        if (column) setChoice({ ...choice, [id]: !isShown(column) })
      },
      compact,
      toggleCompact: () => setCompact(compact ? undefined : true),
      usual: choice === undefined && !compact,
      reset() {
        setChoice(undefined)
        setCompact(undefined)
      },
    }
  }, [columns, choice, setChoice, compact, setCompact])
}
