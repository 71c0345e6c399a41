import type { GatewayRouteView, Views } from '@kube-dc/networking/joins/views'
import { Age } from '../../parts/Age.tsx'
import type { CardLines, Column } from '../../parts/data-table/types.ts'
import { Text } from '../../parts/Text.tsx'
import { meaning } from '../learn/meaning.ts'
import { AGE, ATTENTION, STATE } from '../networking/columns.tsx'
import { ListLink } from '../networking/ListLink.tsx'
import type { NetworkTable } from '../networking/NetworkList.tsx'
import type { Row } from '../networking/rows.ts'
import { RowMenu } from './RowMenu.tsx'
import { State } from '../networking/State.tsx'
import { Certificate } from './Certificate.tsx'
import { certificateStage } from './certificate-stage.ts'
import { routeUrl } from './hostname-url.ts'
import { OpenLink } from './OpenLink.tsx'

type GatewayRouteRow = Row<Views['gateway-routes']>

const WAYS: Readonly<Record<GatewayRouteView['way'], string>> = {
  http: 'HTTP',
  https: 'HTTPS',
  'tls-passthrough': 'TLS passthrough',
  unknown: 'Unknown',
}

export function wayWords({ way }: GatewayRouteView): string {
  return WAYS[way]
}

/** As the platform reports it; before that what was asked for, which is not a promise. */
export function hostnameWords({ hostname, wantedHostname }: GatewayRouteView): string {
  return hostname ?? wantedHostname ?? 'no hostname yet'
}

function serviceWords({ view: { name, port } }: GatewayRouteRow): string {
  return port === undefined ? name : `${name}:${port}`
}

function Open({ view }: { view: GatewayRouteView }) {
  const url = routeUrl(view)
  return url === undefined ? null : <OpenLink url={url} />
}

const COLUMNS: readonly Column<GatewayRouteRow>[] = [
  {
    id: 'hostname',
    header: 'Hostname',
    width: 240,
    grow: 2,
    names: true,
    cell: ({ view }) => hostnameWords(view),
    aside: ({ view }) => <Open view={view} />,
    sortValue: ({ view }) => hostnameWords(view),
    searchText: ({ view }) => hostnameWords(view),
  },
  {
    id: 'protocol',
    header: 'Protocol',
    width: 116,
    leaves: 3,
    cell: ({ view }) => wayWords(view),
    sortValue: ({ view }) => wayWords(view),
    searchText: ({ view }) => wayWords(view),
  },
  {
    id: 'service',
    header: 'Service and port',
    width: 150,
    grow: 1,
    leaves: 2,
    cell: ({ view: { name, port } }) => (
      <>
        <ListLink kind="load-balancers" name={name} />
        {port !== undefined && <Text mono tone="2">{`:${port}`}</Text>}
      </>
    ),
    sortValue: serviceWords,
    searchText: serviceWords,
  },
  {
    id: 'certificate',
    header: 'Certificate',
    hint: meaning('certificate'),
    width: 160,
    leaves: 4,
    cell: ({ view }) => <Certificate stage={certificateStage(view)} />,
    sortValue: ({ view }) => certificateStage(view).notAfter ?? certificateStage(view).words,
    text: ({ view }) => {
      const { words, notAfter } = certificateStage(view)
      return notAfter === undefined ? words : `${words} until ${notAfter}`
    },
  },
  STATE,
  AGE,
  { id: 'actions', header: '', width: 44, align: 'end', cell: ({ view }) => <RowMenu view={view} /> },
]

/** A row under 760 px. */
function card(row: GatewayRouteRow): CardLines {
  return {
    line: <State row={row} />,
    foot: (
      <>
        {wayWords(row.view)}
        <Certificate stage={certificateStage(row.view)} />
      </>
    ),
    footEnd: <Age since={row.meta.createdAt} />,
  }
}

export const TABLE: NetworkTable<Views['gateway-routes']> = {
  sub: 'Hostnames on the shared Gateway, with their certificates',
  columns: COLUMNS,
  facets: [
    {
      id: 'protocol',
      label: 'Protocol',
      options: (['http', 'https', 'tls-passthrough'] as const).map((way) => ({
        value: way,
        label: WAYS[way],
      })),
      value: ({ view }) => view.way,
    },
    ATTENTION,
  ],
  card,
  filterPlaceholder: 'Filter by hostname, service',
  rests: [
    { kind: 'http-routes', tells: 'whether the Gateway has taken routes up' },
    { kind: 'tls-routes', tells: 'whether the Gateway has taken passthrough routes up' },
    { kind: 'backends', tells: 'where the Gateway sends traffic' },
    { kind: 'certificates', tells: 'whether certificates are issued and until when' },
    { kind: 'issuers', tells: 'why certificates are not issued' },
    { kind: 'endpoint-slices', tells: 'whether anything answers' },
  ],
}
