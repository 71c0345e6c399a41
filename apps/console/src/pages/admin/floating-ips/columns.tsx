import type { FloatingIpView } from '@kube-dc/networking/joins/views'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { lazy } from 'react'
import { paths } from '../../../app/paths.ts'
import { Address } from '../../../parts/Address.tsx'
import { Age } from '../../../parts/Age.tsx'
import { TypeChip } from '../../../parts/Chip.tsx'
import type { CardLines, Column, Facet } from '../../../parts/data-table/types.ts'
import { internalAddress, Target, targetWords } from '../../floating-ips/Target.tsx'
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

export type FloatingIpRow = TenantRow<FloatingIpView | Unreadable>

function readable({ view: { object } }: FloatingIpRow): FloatingIpView | undefined {
  return object.kind === 'FloatingIpView' ? object : undefined
}

function type({ view }: FloatingIpRow) {
  return view.type
}

function address(row: FloatingIpRow): string | undefined {
  return readable(row)?.address
}

function internal(row: FloatingIpRow): string | undefined {
  const view = readable(row)
  return view && internalAddress(view)
}

function target(row: FloatingIpRow): string {
  const view = readable(row)
  return view ? targetWords(view) : ''
}

function TargetCell({ row }: { row: FloatingIpRow }) {
  const view = readable(row)
  return view ? <Target view={view} /> : null
}

const COLUMNS: readonly Column<FloatingIpRow>[] = [
  nameColumn(({ meta }) => meta.name, { width: 150 }),
  ...TENANT_COLUMNS,
  addressColumn(address, { id: 'address', header: 'External address' }),
  typeColumn(type, { leaves: 3 }),
  {
    id: 'target',
    header: 'Target',
    width: 130,
    grow: 1,
    leaves: 2,
    cell: (row) => <TargetCell row={row} />,
    sortValue: target,
    searchText: target,
  },
  addressColumn(internal, { id: 'internal', header: 'Internal address', leaves: 4 }),
  TENANT_STATE,
  AGE,
]

const FACETS: readonly Facet<FloatingIpRow>[] = [
  { id: 'type', label: 'Type', options: TYPE_OPTIONS, value: type },
  ATTENTION,
]

/** A row under 760 px. */
function card(row: FloatingIpRow): CardLines {
  return {
    corner: <Address address={address(row)} />,
    line: <TenantState row={row} />,
    foot: (
      <>
        <TypeChip type={type(row)} />
        {`${tenantWords(row)}, ${target(row)}`}
      </>
    ),
    footEnd: <Age since={row.meta.createdAt} />,
  }
}

/** Its own page in its Project; without one, what its pool knows of its address. */
function href(row: FloatingIpRow): string {
  const { project } = row.view.place
  if (project) {
    return paths.floatingIp({ organization: project.organization, project: project.name }, row.meta.name)
  }
  return paths.adminHolders(address(row) ?? row.meta.name)
}

export const TABLE = tenantTable<FloatingIpView | Unreadable>('floating-ips', {
  label: 'Floating IPs',
  thing: 'floating IP',
  columns: COLUMNS,
  facets: FACETS,
  card,
  filterPlaceholder: 'Filter by name, address, Organization, Project, VM',
  href,
  what: 'A floating IP leads an External IP to one VM or internal address, all ports, both ways.',
  kept: () => undefined,
  Dialog: lazy(async () => ({ default: (await import('./DeleteFloatingIps.tsx')).DeleteFloatingIps })),
})
