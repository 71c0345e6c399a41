import type { EndpointView, LoadBalancerView } from '@kube-dc/networking/joins/views'
import type { Finding as FindingFacts } from '@kube-dc/networking/rules/finding'
import { Box, Monitor } from 'lucide-react'
import { Address } from '../../parts/Address.tsx'
import { Beside } from '../../parts/Beside.tsx'
import { SmallTable, type SmallColumn } from '../../parts/SmallTable.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { Text } from '../../parts/Text.tsx'
import { OneFinding } from '../networking/Findings.tsx'
import styles from './Endpoints.module.css'

/** More are listed by kubectl; nobody reads further. */
const MOST = 100

interface Endpoint {
  readonly endpoint: EndpointView
  readonly ports: string
}

function NameCell({ endpoint: { vm, pod } }: { endpoint: EndpointView }) {
  const Icon = vm === undefined ? Box : Monitor
  const name = vm ?? pod
  return (
    <span className={styles.line}>
      <Icon size={14} strokeWidth={1.5} aria-hidden />
      {name === undefined ? (
        <Text tone="3">no Pod</Text>
      ) : (
        <span>{vm === undefined ? name : `VM ${name}`}</span>
      )}
    </span>
  )
}

function Readiness({ endpoint: { ready, reason } }: { endpoint: EndpointView }) {
  return (
    <span className={styles.line}>
      <StateGlyph state={ready ? 'ok' : 'broken'} />
      <Text {...(ready && { tone: '2' })}>
        {ready ? 'Ready' : (reason ?? 'Not ready; why is not visible to you')}
      </Text>
    </span>
  )
}

const COLUMNS: readonly SmallColumn<Endpoint>[] = [
  { id: 'name', header: 'Endpoint', cell: ({ endpoint }) => <NameCell endpoint={endpoint} /> },
  { id: 'address', header: 'Address', cell: ({ endpoint }) => <Address address={endpoint.address} /> },
  {
    id: 'ports',
    header: 'Ports',
    cell: ({ ports }) => (
      <Text mono tone="2">
        {ports}
      </Text>
    ),
  },
  { id: 'readiness', header: 'Readiness', cell: ({ endpoint }) => <Readiness endpoint={endpoint} /> },
]

/** Where the traffic of a load balancer goes: each endpoint with its pod or VM, and why it is not ready. */
export function EndpointTable({ view: { name, endpoints, service } }: { view: LoadBalancerView }) {
  if (!endpoints.known) {
    return (
      <Text as="p" size="s" tone="2">
        Endpoints of {name} cannot be seen, so nothing is known about what answers.
      </Text>
    )
  }
  if (endpoints.list.length === 0) {
    return (
      <Text as="p" size="s" tone="2">
        Nothing stands behind {name}: it has no endpoint.
      </Text>
    )
  }
  const ports = service.ports.map(({ targetPort }) => targetPort).join(', ')
  const rows = endpoints.list.slice(0, MOST).map((endpoint): Endpoint => ({ endpoint, ports }))
  return (
    <>
      <SmallTable
        label={`Endpoints of ${name}`}
        columns={COLUMNS}
        rows={rows}
        rowId={({ endpoint }) => endpoint.address}
      />
      {endpoints.list.length > MOST && (
        <Text as="p" size="xs" tone="3">
          and {(endpoints.list.length - MOST).toLocaleString('en')} more
        </Text>
      )}
    </>
  )
}

interface EndpointsOfProps {
  view: LoadBalancerView
  findings: readonly FindingFacts[]
}

/** Under an expanded row: its endpoints, and at their side what is to see to. */
export function EndpointsOf({ view, findings }: EndpointsOfProps) {
  const [first] = findings
  return (
    <Beside of="row" aside={first && <OneFinding finding={first} findings={findings} />}>
      <EndpointTable view={view} />
    </Beside>
  )
}
