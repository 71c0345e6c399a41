import type { CellState } from '@kube-dc/networking/pools/cell-states'
import { CELL_WORDS } from '@kube-dc/networking/pools/grid-words'
import { heldBy, heldSince, usersWords } from '@kube-dc/networking/pools/holder-words'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import { Age } from '../../../parts/Age.tsx'
import type { Column, Facet } from '../../../parts/data-table/types.ts'
import { StateText } from '../../../parts/StateText.tsx'
import { Text } from '../../../parts/Text.tsx'

/** What lists of held addresses share, whether of one pool or of all. */

/** @param rank as `addressRank` has it. */
export function heldAddressColumn<R>(of: (row: R) => string, rank: (row: R) => number | string): Column<R> {
  return {
    id: 'address',
    header: 'Address',
    width: 150,
    names: true,
    cell: (row) => (
      <Text mono size="s">
        {of(row)}
      </Text>
    ),
    sortValue: rank,
    searchText: of,
  }
}

/** By what an address is held, what uses it, and for how long. */
export function holderColumns<R>(of: (row: R) => AddressReport): readonly Column<R>[] {
  const object = (row: R) => heldBy(of(row))
  const users = (row: R) => usersWords(of(row))
  const since = (row: R) => heldSince(of(row))
  return [
    {
      id: 'object',
      header: 'Held by',
      width: 155,
      grow: 1,
      cell: object,
      sortValue: object,
      searchText: (row) => `${object(row)} ${of(row).meta.name}`,
    },
    {
      id: 'users',
      header: 'Used by',
      width: 150,
      grow: 1,
      leaves: 2,
      cell: (row) => <UsersCell words={users(row)} />,
      searchText: users,
    },
    {
      id: 'age',
      header: 'Held for',
      width: 78,
      align: 'end',
      leaves: 1,
      cell: (row) => <Age since={since(row)} />,
      sortValue: (row) => -Date.parse(since(row)),
      text: since,
    },
  ]
}

function UsersCell({ words }: { words: string }) {
  return words === '' ? <Text tone="3">nothing</Text> : <StateText state="ok">{words}</StateText>
}

const HELD = ['exclusive', 'shared', 'released', 'router-port', 'platform', 'leaked', 'conflict'] as const

/** What a held address can be, to choose by. */
export function heldStateFacet<R>(of: (row: R) => CellState): Facet<R> {
  return {
    id: 'state',
    label: 'State',
    options: HELD.map((state) => ({
      value: state,
      label: CELL_WORDS[state].replace(/^./, (letter) => letter.toUpperCase()),
    })),
    value: of,
  }
}
