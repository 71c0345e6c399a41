import { expect, it } from 'vitest'
import { csvName, toCsv } from './csv.ts'
import type { Column } from './types.ts'

interface Row {
  readonly name: string
  readonly reason?: string | undefined
}

const columns: readonly Column<Row>[] = [
  { id: 'name', header: 'Name', width: 100, cell: () => null, searchText: ({ name }) => name },
  {
    id: 'state',
    header: 'State, why',
    width: 100,
    cell: () => null,
    searchText: () => 'not this',
    text: ({ reason }) => reason,
  },
  { id: 'menu', header: '', width: 100, cell: () => null },
]

it('writes a header and a line for each row, without the columns that have no words', () => {
  expect(toCsv(columns, [{ name: 'a', reason: 'Ready' }, { name: 'b' }])).toBe(
    'Name,"State, why"\r\na,Ready\r\nb,\r\n',
  )
})

it('quotes commas, quotes and line ends', () => {
  expect(toCsv(columns, [{ name: 'a,b', reason: 'says "no"\nand why' }])).toBe(
    'Name,"State, why"\r\n"a,b","says ""no""\nand why"\r\n',
  )
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1'])(
  'lets no spreadsheet run %j as a formula',
  (text) => {
    const [, line = ''] = toCsv(columns.slice(0, 1), [{ name: text }]).split(/\r\n(?=["'])/)
    expect(line.replace(/^"/, '').startsWith(`'${text}`)).toBe(true)
  },
)

it('leaves what only looks like one further in as it is', () => {
  expect(toCsv(columns.slice(0, 1), [{ name: 'a=1' }, { name: '100.72.0.1' }])).toBe(
    'Name\r\na=1\r\n100.72.0.1\r\n',
  )
})

it('names the file by list and day', () => {
  expect(csvName('nimbus-edge-external-ips', new Date(2026, 7, 2, 23, 59))).toBe(
    'nimbus-edge-external-ips-2026-08-02.csv',
  )
})
