import {
  countedWords,
  disagrees,
  nameOf,
  reportedWords,
  standingWords,
  type OrganizationUsage,
  type Standing,
} from '@kube-dc/networking/pools/organization-usage'
import { paths } from '../../../app/paths.ts'
import { Age } from '../../../parts/Age.tsx'
import type { CardLines, Column, Expansion, Facet } from '../../../parts/data-table/types.ts'
import { urlTableSpec } from '../../../parts/data-table/url-state.ts'
import type { GlyphState } from '../../../parts/StateGlyph.tsx'
import { StateLine } from '../../../parts/StateLine.tsx'
import { Text } from '../../../parts/Text.tsx'
import type { AdminTableSpec } from '../AdminTable.tsx'
import { Projects } from './Projects.tsx'

const GLYPHS: Readonly<Record<Standing, GlyphState>> = {
  over: 'broken',
  full: 'waiting',
  unenforced: 'waiting',
  unknown: 'unknown',
  room: 'ok',
}

/** What somebody should look at first. */
const RANK: Readonly<Record<Standing, number>> = { over: 0, unenforced: 1, unknown: 2, full: 3, room: 4 }

function asOf({ quota }: OrganizationUsage): string | undefined {
  return quota.state === 'hidden' ? undefined : quota.asOf
}

function StandingCell({ row }: { row: OrganizationUsage }) {
  return <StateLine state={GLYPHS[row.standing]}>{standingWords(row)}</StateLine>
}

function IdleCell({ row: { public: open } }: { row: OrganizationUsage }) {
  return open.idle === 0 ? <Text tone="3">0</Text> : <Text tone="wait">{open.idle}</Text>
}

function FiguresAge({ row }: { row: OrganizationUsage }) {
  const since = asOf(row)
  return since === undefined ? <Text tone="3">not told</Text> : <Age since={since} />
}

function CountedCell({ row }: { row: OrganizationUsage }) {
  return disagrees(row) ? <Text tone="wait">{countedWords(row)}</Text> : countedWords(row)
}

const COLUMNS: readonly Column<OrganizationUsage>[] = [
  {
    id: 'name',
    header: 'Organization',
    width: 150,
    grow: 1,
    names: true,
    cell: ({ name }) => name,
    sortValue: ({ name }) => name,
    searchText: ({ name, projects }) => [name, ...projects.map(({ project }) => project ?? '')].join(' '),
    text: ({ name }) => name,
  },
  {
    id: 'idle',
    header: 'Idle public',
    width: 90,
    align: 'end',
    cell: (row) => <IdleCell row={row} />,
    sortValue: ({ public: { idle } }) => idle,
    text: ({ public: { idle } }) => String(idle),
  },
  {
    id: 'reported',
    header: 'Public IPv4 reported',
    width: 150,
    align: 'end',
    cell: ({ quota }) => reportedWords(quota),
    sortValue: ({ quota }) => ('used' in quota ? quota.used : undefined),
    text: ({ quota }) => reportedWords(quota),
  },
  {
    id: 'figures',
    header: 'Figures from',
    width: 96,
    align: 'end',
    leaves: 4,
    cell: (row) => <FiguresAge row={row} />,
    sortValue: (row) => {
      const since = asOf(row)
      return since === undefined ? undefined : -Date.parse(since)
    },
    text: asOf,
  },
  {
    id: 'counted',
    header: 'Counted now',
    width: 110,
    align: 'end',
    cell: (row) => <CountedCell row={row} />,
    sortValue: ({ public: { held } }) => held,
    text: countedWords,
  },
  {
    id: 'standing',
    header: 'Limit',
    width: 210,
    grow: 2,
    cell: (row) => <StandingCell row={row} />,
    sortValue: ({ standing }) => RANK[standing],
    searchText: standingWords,
  },
  {
    id: 'plan',
    header: 'Plan',
    width: 120,
    leaves: 3,
    cell: ({ plan }) => plan ?? <Text tone="3">none</Text>,
    sortValue: ({ plan }) => plan,
    searchText: ({ plan }) => plan ?? '',
  },
  {
    id: 'cloud',
    header: 'Cloud',
    width: 70,
    align: 'end',
    leaves: 2,
    cell: ({ cloud }) => cloud.held,
    sortValue: ({ cloud }) => cloud.held,
    text: ({ cloud }) => String(cloud.held),
  },
  {
    id: 'projects',
    header: 'Projects',
    width: 80,
    align: 'end',
    leaves: 1,
    cell: ({ projects }) => projects.length,
    sortValue: ({ projects }) => projects.length,
    text: ({ projects }) => projects.map(nameOf).join(' '),
  },
]

const FACETS: readonly Facet<OrganizationUsage>[] = [
  {
    id: 'limit',
    label: 'Limit',
    options: [
      { value: 'over', label: 'Over its limit' },
      { value: 'full', label: 'Full' },
      { value: 'unenforced', label: 'Not enforced' },
      { value: 'unknown', label: 'Not known' },
      { value: 'room', label: 'Within its limit' },
    ],
    value: ({ standing }) => standing,
  },
  {
    id: 'idle',
    label: 'Idle',
    options: [{ value: 'yes', label: 'Idle' }],
    value: ({ public: { idle } }) => (idle > 0 ? 'yes' : undefined),
  },
]

const EXPANSION: Expansion<OrganizationUsage> = {
  label: 'Projects',
  content: (row) => <Projects usage={row} />,
}

/** A row under 760 px. */
function card(row: OrganizationUsage): CardLines {
  const { idle } = row.public
  return {
    corner: reportedWords(row.quota),
    line: <StandingCell row={row} />,
    foot: (
      <Text size="xs">
        {[`counted ${countedWords(row)}`, `${idle} idle`, row.plan].filter(Boolean).join(', ')}
      </Text>
    ),
    footEnd: <FiguresAge row={row} />,
  }
}

function rowId({ name }: OrganizationUsage): string {
  return name
}

export const TABLE: AdminTableSpec<OrganizationUsage> = {
  label: 'Organizations',
  thing: 'Organization',
  name: 'organizations',
  columns: COLUMNS,
  facets: FACETS,
  // Whoever holds the most that serves nobody stands first.
  spec: urlTableSpec(COLUMNS, FACETS, { column: 'idle', direction: 'descending' }),
  rowId,
  card,
  href: ({ name }) => paths.organization(name),
  filterPlaceholder: 'Filter by Organization, Project, plan',
  what: 'An Organization is a tenant; its plan may limit the public addresses of all its Projects together.',
  expansion: EXPANSION,
}
