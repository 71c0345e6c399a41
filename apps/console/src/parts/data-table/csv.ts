import type { Column } from './types.ts'

/** What spreadsheets take for the beginning of a formula. Names and messages are anybody's text. */
const FORMULA = /^[=+\-@\t\r\n]/

const NEEDS_QUOTES = /[",\r\n]/

function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A column's words for files: its `text`, else what the filter finds it by; undefined where it has neither. */
function textOf<T>(column: Column<T>): ((row: T) => string | undefined) | undefined {
  return column.text ?? column.searchText
}

/**
 * The rows as RFC 4180 has it: a header, lines ended by CR LF. A cell that a spreadsheet would run as a formula begins
 * with an apostrophe. Columns that have no words, such as menus, are left out.
 */
export function toCsv<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const written = columns.flatMap((column) => {
    const text = textOf(column)
    return text ? [{ header: column.header, text }] : []
  })
  const lines = [
    written.map(({ header }) => cell(header)),
    ...rows.map((row) => written.map(({ text }) => cell(text(row) ?? ''))),
  ]
  return lines.map((cells) => `${cells.join(',')}\r\n`).join('')
}

/** "nimbus-edge-external-ips-2026-08-02.csv", with the date as the viewer's calendar has it. */
export function csvName(name: string, now: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${name}-${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}.csv`
}
