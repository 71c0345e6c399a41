import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRowView } from '../../../parts/data-table/row-view.ts'
import { addressRank } from './address-rank.ts'
import { heldAddressColumn } from './holder-columns.tsx'

interface Row {
  readonly family: 4 | 6
  readonly value: bigint
}

const columns = [heldAddressColumn<Row>(({ value }) => value.toString(16), addressRank)]

function sorted(rows: readonly Row[]): readonly Row[] {
  const view = createRowView({
    columns,
    facets: [],
    rowId: ({ family, value }: Row) => `${family} ${value.toString(16).padStart(32, '0')}`,
  })
  const sort = { column: 'address', direction: 'ascending' } as const
  return view(rows, { filter: '', facets: {}, sort }).entries.map(({ row }) => row)
}

it('sorts addresses as numbers, IPv4 first', () => {
  const four = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((value): Row => ({ family: 4, value }))
  const six = fc
    .oneof(fc.bigInt({ min: 0n, max: 4096n }), fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }))
    .map((value): Row => ({ family: 6, value }))
  fc.assert(
    fc.property(fc.array(fc.oneof(four, six), { maxLength: 40 }), (rows) => {
      const plain = [...rows].sort((a, b) => a.family - b.family || (a.value < b.value ? -1 : 1))
      expect(sorted(rows).map(({ family, value }) => [family, value])).toEqual(
        plain.map(({ family, value }) => [family, value]),
      )
    }),
  )
})
