import type { PortUse } from '@kube-dc/networking/joins/views'
import { list } from '@kube-dc/networking/words'
import { SmallTable, type SmallColumn } from '../../parts/SmallTable.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { Text } from '../../parts/Text.tsx'
import { ListLink } from '../networking/ListLink.tsx'
import { useView } from '../networking/network-context.ts'
import { MadeBy } from '../networking/MadeBy.tsx'

const COLUMNS: readonly SmallColumn<PortUse>[] = [
  {
    id: 'port',
    header: 'Port',
    cell: ({ port, protocol }) => (
      <Text mono>
        {port}/{protocol}
      </Text>
    ),
  },
  {
    id: 'service',
    header: 'Load balancer',
    cell: ({ service, madeBy }) => (
      <>
        <ListLink kind="load-balancers" name={service} /> {madeBy && <MadeBy feature={madeBy} />}
      </>
    ),
  },
  { id: 'behind', header: 'Leads to', cell: ({ service }) => <Behind service={service} /> },
  {
    id: 'clash',
    header: 'Note',
    cell: ({ clash }) =>
      clash && (
        <Text tone="bad">
          <StateGlyph state="broken" size={12} /> more than one has this port
        </Text>
      ),
  },
]

/** What stands behind a load balancer now, by name. */
function Behind({ service }: { service: string }) {
  const view = useView('load-balancers', service)
  if (view?.kind !== 'LoadBalancerView' || !view.endpoints.known) return <Text tone="3">not known</Text>
  const names = view.endpoints.list.map(
    ({ vm, workload, pod, address }) => vm ?? workload?.name ?? pod ?? address,
  )
  return names.length === 0 ? <Text tone="3">no endpoint</Text> : list([...new Set(names)])
}

interface PortMapProps {
  /** Of the External IP. */
  name: string
  ports: readonly PortUse[]
}

/** Which load balancer has which port of an address. */
export function PortMap({ name, ports }: PortMapProps) {
  return (
    <SmallTable
      label={`Ports of ${name}`}
      columns={COLUMNS}
      rows={ports}
      rowId={({ port, protocol, service }) => `${port}/${protocol} ${service}`}
    />
  )
}
