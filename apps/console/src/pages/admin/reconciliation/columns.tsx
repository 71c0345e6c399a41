import { POOL_RULE_LABELS } from '@kube-dc/networking/pools/pool-rules'
import { SEVERITIES, type Severity } from '@kube-dc/networking/rules/finding'
import { paths } from '../../../app/paths.ts'
import { CellLink } from '../../../parts/CellLink.tsx'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import { StateLine } from '../../../parts/StateLine.tsx'
import { StateText } from '../../../parts/StateText.tsx'
import { Text } from '../../../parts/Text.tsx'
import { FINDING_STATES } from '../../networking/finding-states.ts'
import type { AdminTableSpec } from '../AdminTable.tsx'
import type { DifferenceRow } from './rows.ts'

/** How much a difference matters, to choose by. */
const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  broken: 'Broken',
  waiting: 'Waiting',
  notice: 'To look at',
  info: 'Good to know',
}

function Kind({ row: { finding, label } }: { row: DifferenceRow }) {
  return <StateLine state={FINDING_STATES[finding.severity]}>{label}</StateLine>
}

function title({ finding }: DifferenceRow): string {
  return finding.certainty === 'likely' ? `${finding.title} (likely, not proven)` : finding.title
}

function step({ finding }: DifferenceRow): string {
  return finding.remedies[0]?.words ?? ''
}

const COLUMNS: readonly Column<DifferenceRow>[] = [
  {
    id: 'finding',
    header: 'What disagrees',
    width: 280,
    grow: 3,
    names: true,
    cell: title,
    sortValue: title,
    searchText: title,
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 170,
    cell: (row) => <Kind row={row} />,
    sortValue: ({ finding, label }) => `${SEVERITIES.indexOf(finding.severity)} ${label}`,
    searchText: ({ label }) => label,
  },
  {
    id: 'pool',
    header: 'Pool',
    width: 120,
    cell: ({ pool }) => <CellLink to={paths.adminPool(pool)}>{pool}</CellLink>,
    sortValue: ({ pool }) => pool,
    searchText: ({ pool }) => pool,
  },
  {
    id: 'address',
    header: 'Address',
    width: 140,
    cell: ({ pool, address }) =>
      address === undefined ? (
        <Text tone="3">the pool</Text>
      ) : (
        <CellLink to={paths.adminAddress(pool, address)}>
          <Text mono size="s">
            {address}
          </Text>
        </CellLink>
      ),
    sortValue: ({ address }) => address,
    searchText: ({ address }) => address ?? '',
  },
  {
    id: 'step',
    header: 'Safe next step',
    width: 220,
    grow: 2,
    leaves: 1,
    cell: (row) => <StateText state="ok">{step(row)}</StateText>,
    searchText: step,
  },
]

const KIND: Facet<DifferenceRow> = {
  id: 'kind',
  label: 'Kind',
  options: Object.values(POOL_RULE_LABELS).map((label) => ({ value: label, label })),
  value: ({ label }) => label,
}

const SEVERITY: Facet<DifferenceRow> = {
  id: 'severity',
  label: 'Severity',
  options: SEVERITIES.filter((severity) => severity === 'broken' || severity === 'notice').map((value) => ({
    value,
    label: SEVERITY_LABELS[value],
  })),
  value: ({ finding }) => finding.severity,
}

/** @param pools names to choose by. */
export function facetsOf(pools: readonly string[]): readonly Facet<DifferenceRow>[] {
  return [
    KIND,
    {
      id: 'pool',
      label: 'Pool',
      options: pools.map((name) => ({ value: name, label: name })),
      value: ({ pool }) => pool,
    },
    SEVERITY,
  ]
}

/** A row under 760 px. */
function card(row: DifferenceRow): CardLines {
  return {
    line: <Kind row={row} />,
    foot: <Text size="xs">{row.address === undefined ? row.pool : `${row.pool}, ${row.address}`}</Text>,
  }
}

function rowId({ id }: DifferenceRow): string {
  return id
}

const FACETS = facetsOf([])

export const TABLE: AdminTableSpec<DifferenceRow> = {
  label: 'Differences',
  thing: 'difference',
  name: 'differences',
  columns: COLUMNS,
  facets: FACETS,
  // What breaks something stands first.
  spec: urlTableSpec(COLUMNS, FACETS, { column: 'kind', direction: 'ascending' }),
  rowId,
  card,
  href: ({ id }) => paths.adminFinding(id),
  filterPlaceholder: 'Filter by address, pool, object',
  what: 'OvnEips are held against External IPs, the Subnets’ counters and exclusions, their VLANs, and the addresses of Services.',
}
