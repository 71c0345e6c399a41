import { growthWords } from '@kube-dc/networking/pools/growth-words'
import { paths } from '../../../app/paths.ts'
import { TypeChip } from '../../../parts/Chip.tsx'
import { seconds } from '../../../parts/clock.ts'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import { StateLine } from '../../../parts/StateLine.tsx'
import { Text } from '../../../parts/Text.tsx'
import { UtilizationBar } from '../../../parts/UtilizationBar.tsx'
import { count } from '@kube-dc/networking/words'
import type { AdminTableSpec } from '../AdminTable.tsx'
import { GrowthLine } from './GrowthLine.tsx'
import styles from './Pools.module.css'
import { usable, type PoolRow } from './rows.ts'

const STATE_RANK = { broken: 0, waiting: 1, ok: 2 } as const

function vlanId({ report: { vlan, subnet } }: PoolRow): string {
  return vlan?.id === undefined ? (subnet.vlan ?? '') : String(vlan.id)
}

function reason({ state: { reason, more } }: PoolRow): string {
  return more === 0 ? reason : `${reason}, ${count(more, 'more finding', 'more findings')}`
}

function StateCell({ row }: { row: PoolRow }) {
  return <StateLine state={row.state.state}>{reason(row)}</StateLine>
}

function FreeCell({ row: { figures } }: { row: PoolRow }) {
  return (
    <span className={styles.number}>
      <Text strong>{figures.parts.free.toLocaleString('en')}</Text>
      <Text size="xs" tone="3">
        {' '}
        of {figures.whole.toLocaleString('en')}
      </Text>
    </span>
  )
}

/** Share of what can be given out that is free: where pools differ in size, this is what matters. */
function freeShare({ figures }: PoolRow): number {
  const whole = usable(figures)
  return whole <= 0n ? 0 : Number((figures.parts.free * 1_000_000n) / whole)
}

const COLUMNS: readonly Column<PoolRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 170,
    grow: 1,
    names: true,
    cell: ({ report }) => report.meta.name,
    aside: ({ report }) => <TypeChip type={report.subnet.networkType} />,
    sortValue: ({ report }) => report.meta.name,
    searchText: ({ report }) => report.meta.name,
  },
  {
    id: 'free',
    header: 'Free',
    width: 140,
    cell: (row) => <FreeCell row={row} />,
    sortValue: freeShare,
    text: ({ figures }) => `${figures.parts.free} of ${figures.whole}`,
  },
  {
    id: 'use',
    header: 'Use',
    width: 140,
    grow: 1,
    cell: ({ figures }) => (
      <span className={styles.bar}>
        <UtilizationBar of={figures} />
      </span>
    ),
    text: ({ figures: { parts } }) =>
      Object.entries(parts)
        .map(([part, size]) => `${part} ${size}`)
        .join(', '),
  },
  {
    id: 'state',
    header: 'State',
    width: 190,
    grow: 2,
    cell: (row) => <StateCell row={row} />,
    sortValue: ({ state }) => STATE_RANK[state.state],
    searchText: reason,
  },
  {
    id: 'growth',
    header: 'Growth',
    width: 200,
    grow: 1,
    leaves: 3,
    cell: ({ report }) => <GrowthLine growth={report.growth} />,
    sortValue: ({ report: { growth } }) =>
      growth.trend.state === 'growing' ? growth.trend.exhaustedAt : Infinity,
    text: ({ report }) => growthWords(report.growth, seconds.now()).words,
  },
  {
    id: 'cidr',
    header: 'CIDR',
    width: 150,
    leaves: 5,
    cell: ({ report }) => (
      <Text mono size="s">
        {report.subnet.cidr}
      </Text>
    ),
    searchText: ({ report }) => report.subnet.cidr,
  },
  {
    id: 'vlan',
    header: 'VLAN',
    width: 66,
    align: 'end',
    leaves: 4,
    cell: vlanId,
    sortValue: (row) => row.report.vlan?.id,
    searchText: vlanId,
  },
  {
    id: 'gateway',
    header: 'Gateway',
    width: 120,
    leaves: 2,
    cell: ({ report }) => (
      <Text mono size="s">
        {report.subnet.gateway ?? '–'}
      </Text>
    ),
    searchText: ({ report }) => report.subnet.gateway ?? '',
  },
  {
    id: 'mtu',
    header: 'MTU',
    width: 60,
    align: 'end',
    leaves: 1,
    cell: ({ report }) => report.subnet.mtu ?? '–',
    sortValue: ({ report }) => report.subnet.mtu,
    text: ({ report }) => String(report.subnet.mtu ?? ''),
  },
]

const FACETS: readonly Facet<PoolRow>[] = [
  {
    id: 'type',
    label: 'Type',
    options: [
      { value: 'public', label: 'Public' },
      { value: 'cloud', label: 'Cloud' },
    ],
    value: ({ report }) => report.subnet.networkType,
  },
  {
    id: 'attention',
    label: 'Needs attention',
    glyph: 'broken',
    options: [{ value: 'yes', label: 'Needs attention' }],
    value: ({ state }) => (state.state === 'ok' ? undefined : 'yes'),
  },
]

/** A row under 760 px. */
function card(row: PoolRow): CardLines {
  return {
    corner: <FreeCell row={row} />,
    line: <StateCell row={row} />,
    foot: (
      <>
        <TypeChip type={row.report.subnet.networkType} />
        <Text mono size="xs">
          {row.report.subnet.cidr}
        </Text>
      </>
    ),
  }
}

function rowId({ report }: PoolRow): string {
  return report.meta.name
}

export const TABLE: AdminTableSpec<PoolRow> = {
  label: 'Pools',
  thing: 'pool',
  name: 'pools',
  columns: COLUMNS,
  facets: FACETS,
  // What runs out first stands first.
  spec: urlTableSpec(COLUMNS, FACETS, { column: 'free', direction: 'ascending' }),
  rowId,
  card,
  href: ({ report }) => paths.adminPool(report.meta.name),
  filterPlaceholder: 'Filter by name, CIDR, VLAN, finding',
  what: 'A pool is an external network that addresses are given out from: a Kube-OVN Subnet with a VLAN and the label of its type.',
}
