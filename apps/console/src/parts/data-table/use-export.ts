import { announce } from '../announcer.ts'
import { download } from '../download.ts'
import { useStable } from '../use-stable.ts'
import type { Entry } from './row-view.ts'
import type { Column } from './types.ts'

/**
 * Exports the rows that pass filter and facets, in their order, with the columns that the person has chosen: also those
 * for which the window has no room, and rows that are not in sight. The code for it comes when it is first needed.
 */
export function useExport<T>(
  name: string | undefined,
  columns: readonly Column<T>[],
  entries: readonly Entry<T>[],
): (() => void) | undefined {
  const run = useStable(async () => {
    if (name === undefined) return
    try {
      const { csvName, toCsv } = await import('./csv.ts')
      const rows = entries.map(({ row }) => row)
      download(toCsv(columns, rows), csvName(name, new Date()), 'text/csv;charset=utf-8')
      announce(`${rows.length.toLocaleString('en')} rows exported.`)
    } catch {
      announce('The export did not load. Reload the page to get the current console.')
    }
  })
  const start = useStable(() => void run())
  return name === undefined ? undefined : start
}
