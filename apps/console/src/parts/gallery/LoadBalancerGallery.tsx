import { CellLink } from '../CellLink.tsx'
import { DataTable } from '../data-table/DataTable.tsx'
import type { CardLines, Column } from '../data-table/types.ts'
import { useUrlTableState } from '../data-table/use-url-table-state.ts'
import type { UrlTableSpec } from '../data-table/url-state.ts'
import { Empty } from '../Empty.tsx'
import { MicroPath } from '../MicroPath.tsx'
import { StateText } from '../StateText.tsx'
import { Text } from '../Text.tsx'
import { NetworkingHead } from '../../shell/NetworkingHead.tsx'
import { PageBody } from '../../shell/PageHead.tsx'
import { GalleryShell } from './GalleryShell.tsx'
import { EXPANSION, ROWS, type SampleBalancer } from './sample-balancers.tsx'
import { TABS } from './sample-tabs.ts'

const RANK = { broken: 0, waiting: 1, ok: 2 } as const

function State({ row }: { row: SampleBalancer }) {
  return (
    <>
      <MicroPath hops={row.hops} />
      <StateText state={row.state}>{row.reason}</StateText>
    </>
  )
}

const COLUMNS: readonly Column<SampleBalancer>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 180,
    grow: 1,
    names: true,
    cell: ({ name }) => name,
    sortValue: ({ name }) => name,
    searchText: ({ name }) => name,
  },
  {
    id: 'address',
    header: 'Address',
    width: 130,
    cell: ({ address }) => (address === '' ? <Text tone="3">none yet</Text> : <Text mono>{address}</Text>),
    searchText: ({ address }) => address,
  },
  {
    id: 'ports',
    header: 'Ports',
    width: 130,
    leaves: 3,
    cell: ({ ports }) => (
      <Text mono tone="2">
        {ports}
      </Text>
    ),
    searchText: ({ ports }) => ports,
  },
  {
    id: 'eip',
    header: 'External IP',
    width: 150,
    leaves: 2,
    cell: ({ eip }) => <CellLink to=".">{eip}</CellLink>,
    searchText: ({ eip }) => eip,
  },
  {
    id: 'endpoints',
    header: 'Endpoints',
    width: 90,
    align: 'end',
    leaves: 1,
    cell: ({ ready }) => `${ready} of 3`,
    text: ({ ready }) => `${ready} of 3`,
  },
  {
    id: 'state',
    header: 'State',
    width: 280,
    grow: 2,
    cell: (row) => <State row={row} />,
    sortValue: ({ state }) => RANK[state],
    searchText: ({ reason }) => reason,
  },
]

const TABLE: UrlTableSpec = {
  sort: { column: 'state', direction: 'ascending' },
  sortable: ['name', 'state'],
  facets: [],
}
const SETTINGS = { person: 'gallery', table: 'load-balancers' }
const nameOf = (row: SampleBalancer): string => row.name
const hrefOf = (row: SampleBalancer): string => `/load-balancers/${row.name}`
const card = (row: SampleBalancer): CardLines => ({
  corner: <Text mono>{row.address}</Text>,
  line: <State row={row} />,
})

/** A list whose rows expand, with columns to choose and its export. Development only. */
export function LoadBalancerGallery() {
  const [state, setState] = useUrlTableState(TABLE)
  return (
    <GalleryShell>
      <NetworkingHead
        title="Load balancers"
        sub="Services of type LoadBalancer with an address of their own or a shared one"
        tabs={TABS}
      />
      <PageBody>
        <DataTable
          label="Load balancers"
          thing="load balancer"
          columns={COLUMNS}
          rowId={nameOf}
          href={hrefOf}
          card={card}
          rows={ROWS}
          state={state}
          onTableState={setState}
          filterPlaceholder="Filter by name, address, port"
          expansion={EXPANSION}
          settings={SETTINGS}
          exportName="nimbus-edge-load-balancers"
          empty={<Empty what="A load balancer gives a service an address." here="edge has none yet." />}
          foot="Load balancers: 11 of 100 in nimbus, 7 of them here."
        />
      </PageBody>
    </GalleryShell>
  )
}
