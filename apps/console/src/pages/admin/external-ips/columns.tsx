import { isIdle } from '@kube-dc/networking/external-ips/idle'
import { keptReason } from '@kube-dc/networking/external-ips/delete'
import { ownersWords } from '@kube-dc/networking/external-ips/owners'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { lazy } from 'react'
import { paths } from '../../../app/paths.ts'
import { Address } from '../../../parts/Address.tsx'
import { Age } from '../../../parts/Age.tsx'
import { TypeChip } from '../../../parts/Chip.tsx'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { Ownership } from '../../../parts/Ownership.tsx'
import { StateText } from '../../../parts/StateText.tsx'
import { Text } from '../../../parts/Text.tsx'
import {
  addressColumn,
  AGE,
  ATTENTION,
  nameColumn,
  TYPE_OPTIONS,
  typeColumn,
} from '../../networking/columns.tsx'
import {
  TENANT_COLUMNS,
  TENANT_STATE,
  TenantState,
  tenantWords,
  type TenantRow,
} from '../tenants/columns.tsx'
import { tenantTable } from '../tenants/TenantList.tsx'

export type ExternalIpRow = TenantRow<ExternalIp | Unreadable>

function readable({ view: { object } }: ExternalIpRow): ExternalIp | undefined {
  return object.kind === 'ExternalIp' ? object : undefined
}

function address(row: ExternalIpRow): string | undefined {
  return readable(row)?.address
}

function type({ view }: ExternalIpRow) {
  return view.type
}

function ownership(row: ExternalIpRow): string | undefined {
  return readable(row)?.ownership
}

function users(row: ExternalIpRow): string {
  const ip = readable(row)
  return ip ? ownersWords(ip) : ''
}

function OwnershipCell({ row }: { row: ExternalIpRow }) {
  const word = ownership(row)
  return word === undefined ? <Text tone="3">not readable</Text> : <Ownership ownership={word} />
}

function UsersCell({ row }: { row: ExternalIpRow }) {
  const words = users(row)
  return words === '' ? <Text tone="3">nothing</Text> : <StateText state="ok">{words}</StateText>
}

const COLUMNS: readonly Column<ExternalIpRow>[] = [
  nameColumn(({ meta }) => meta.name, { width: 160 }),
  ...TENANT_COLUMNS,
  addressColumn(address, { id: 'address', header: 'Address' }),
  typeColumn(type, { leaves: 3 }),
  {
    id: 'ownership',
    header: 'Ownership',
    width: 108,
    leaves: 2,
    cell: (row) => <OwnershipCell row={row} />,
    sortValue: ownership,
    text: ownership,
  },
  {
    id: 'used-by',
    header: 'Used by',
    width: 130,
    grow: 1,
    leaves: 4,
    cell: (row) => <UsersCell row={row} />,
    searchText: users,
  },
  TENANT_STATE,
  AGE,
]

const FACETS: readonly Facet<ExternalIpRow>[] = [
  { id: 'type', label: 'Type', options: TYPE_OPTIONS, value: type },
  {
    id: 'ownership',
    label: 'Ownership',
    options: ['Shared', 'Exclusive', 'Released'].map((value) => ({ value, label: value })),
    value: ownership,
  },
  {
    id: 'idle',
    label: 'Idle',
    options: [{ value: 'yes', label: 'Idle' }],
    value: (row) => {
      const ip = readable(row)
      return ip && isIdle(ip) ? 'yes' : undefined
    },
  },
  ATTENTION,
]

/** A row under 760 px. */
function card(row: ExternalIpRow): CardLines {
  return {
    corner: <Address address={address(row)} />,
    line: <TenantState row={row} />,
    foot: (
      <>
        <TypeChip type={type(row)} />
        <OwnershipCell row={row} />
        {tenantWords(row)}
      </>
    ),
    footEnd: <Age since={row.meta.createdAt} />,
  }
}

/** Its own page in its Project; without one, what its pool knows of its address. */
function href(row: ExternalIpRow): string {
  const { project } = row.view.place
  if (project) {
    return paths.externalIp({ organization: project.organization, project: project.name }, row.meta.name)
  }
  return paths.adminHolders(address(row) ?? row.meta.name)
}

export const TABLE = tenantTable<ExternalIp | Unreadable>('external-ips', {
  label: 'External IPs',
  thing: 'External IP',
  columns: COLUMNS,
  facets: FACETS,
  card,
  filterPlaceholder: 'Filter by name, address, Organization, Project, user',
  href,
  what: 'An External IP is an address from a pool that a tenant holds.',
  kept: (row) => keptReason(row, tenantWords(row)),
  Dialog: lazy(async () => ({ default: (await import('./DeleteExternalIps.tsx')).DeleteExternalIps })),
})
