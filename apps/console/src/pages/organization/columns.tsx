import { isDefaultGateway } from '@kube-dc/networking/external-ips/network'
import { ownersWords } from '@kube-dc/networking/external-ips/owners'
import { stateRank } from '@kube-dc/networking/external-ips/state'
import { Address } from '../../parts/Address.tsx'
import { Age } from '../../parts/Age.tsx'
import { Chip, TypeChip } from '../../parts/Chip.tsx'
import type { CardLines, Column, Facet } from '../../parts/data-table/types.ts'
import { urlTableSpec } from '../../parts/data-table/url-state.ts'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { Text } from '../../parts/Text.tsx'
import { addressColumn, nameColumn, typeColumn } from '../networking/columns.tsx'
import styles from './OrganizationPage.module.css'
import { idleRank, type OrganizationRow } from './rows.ts'

function address({ ip }: OrganizationRow): string | undefined {
  return ip.kind === 'ExternalIp' ? ip.address : undefined
}

function users({ ip }: OrganizationRow): string {
  return ip.kind === 'ExternalIp' ? ownersWords(ip) : ''
}

function UseCell({ row }: { row: OrganizationRow }) {
  if (row.ip.kind === 'Unreadable') return <Text tone="3">not readable</Text>
  if (!row.idle) {
    const words = users(row)
    if (words === '') return <Text tone="3">nothing yet</Text>
    return (
      <span className={styles.cut} title={words}>
        {words}
      </span>
    )
  }
  return <Text tone={row.type === 'cloud' ? '3' : 'wait'}>nothing</Text>
}

function StateCell({ row: { state } }: { row: OrganizationRow }) {
  const glyph = state.state === 'ok' && state.notice ? 'waiting' : state.state
  const tone = glyph === 'broken' ? 'bad' : glyph === 'waiting' ? 'wait' : '2'
  return (
    <span className={styles.state} title={state.reason}>
      <StateGlyph state={glyph} />
      <span className={styles.cut}>
        <Text size="s" tone={tone}>
          {state.reason}
        </Text>
      </span>
    </span>
  )
}

export const COLUMNS: readonly Column<OrganizationRow>[] = [
  nameColumn(({ ip }) => ip.meta.name, {
    width: 190,
    aside: ({ ip }) => (isDefaultGateway(ip) ? <Chip look="outlined">default gateway</Chip> : null),
  }),
  {
    id: 'project',
    header: 'Project',
    width: 110,
    grow: 1,
    cell: ({ project }) => project,
    sortValue: ({ project }) => project,
    searchText: ({ project }) => project,
  },
  addressColumn(address, { id: 'address', header: 'Address' }),
  typeColumn(({ type }) => type, { leaves: 2 }),
  {
    id: 'use',
    header: 'Used by',
    width: 150,
    grow: 1,
    cell: (row) => <UseCell row={row} />,
    sortValue: idleRank,
    searchText: users,
  },
  {
    id: 'state',
    header: 'State',
    width: 230,
    grow: 2,
    leaves: 3,
    cell: (row) => <StateCell row={row} />,
    sortValue: ({ state }) => stateRank(state),
    searchText: ({ state }) => state.reason,
  },
  {
    id: 'age',
    header: 'Age',
    width: 68,
    align: 'end',
    leaves: 1,
    cell: ({ ip }) => <Age since={ip.meta.createdAt} />,
    sortValue: ({ ip }) => -Date.parse(ip.meta.createdAt),
    text: ({ ip }) => ip.meta.createdAt,
  },
]

export const FACETS: readonly Facet<OrganizationRow>[] = [
  {
    id: 'type',
    label: 'Type',
    options: [
      { value: 'public', label: 'Public' },
      { value: 'cloud', label: 'Cloud' },
      { value: 'unknown', label: 'Unknown' },
    ],
    value: ({ type }) => type,
  },
  {
    id: 'idle',
    label: 'Idle',
    options: [{ value: 'yes', label: 'Idle' }],
    value: ({ idle }) => (idle ? 'yes' : undefined),
  },
]

/** What holds a place of the quota and serves nobody comes first. */
export const URL_SPEC = urlTableSpec(COLUMNS, FACETS, { column: 'use', direction: 'ascending' })

/** A row under 760 px. */
export function card(row: OrganizationRow): CardLines {
  return {
    corner: <Address address={address(row)} />,
    line: <StateCell row={row} />,
    foot: (
      <>
        <TypeChip type={row.type} />
        {row.project}
      </>
    ),
    footEnd: <Age since={row.ip.meta.createdAt} />,
  }
}

/** Names repeat between Projects. */
export function rowId({ project, ip }: OrganizationRow): string {
  return `${project}/${ip.meta.name}`
}

/** A change of what the rules say is nobody's change. */
export function isQuietChange({ quiet }: OrganizationRow): boolean {
  return quiet
}
