import { secretWords, tenantWords } from '@kube-dc/networking/gateway/gateway-view'
import { list } from '@kube-dc/networking/words'
import { Link, useParams } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { Section } from '../../../parts/Card.tsx'
import { Fact } from '../../../parts/KeyValue.tsx'
import { Text } from '../../../parts/Text.tsx'
import { Conditions } from '../../networking/Conditions.tsx'
import { useGatewayHere } from './gateway-context.ts'
import { listenerId, routeId, type ListenerRow } from './gateway-rows.ts'
import { PartPanel } from './PartPanel.tsx'

/** Whose routes a listener takes, as the API's values mean it. */
const FROM: Readonly<Record<string, string>> = {
  All: 'every namespace',
  Same: 'the Gateway’s own namespace',
  Selector: 'namespaces with a label',
}

/** One listener in a panel over the list. */
export function Component() {
  const { listener: id = '' } = useParams()
  const { listeners } = useGatewayHere()
  const row = listeners?.find((one) => listenerId(one) === id)
  const name = id.split('~').at(-1) ?? id
  return (
    <PartPanel
      kind="Listener"
      title={name}
      list={paths.adminGateway()}
      findings={row?.findings ?? []}
      facts={row ? <Facts row={row} /> : <Fact label="State">It is not there any more.</Fact>}
    >
      {row && <Reported row={row} />}
    </PartPanel>
  )
}

function Facts({ row: { gateway, view, state } }: { row: ListenerRow }) {
  const { listener, tenants } = view
  return (
    <>
      <Fact label="State">{state.reason}</Fact>
      <Fact label="Gateway">{gateway.gateway.meta.name}</Fact>
      <Fact label="Port">{`${listener.port}, ${listener.protocol}`}</Fact>
      <Fact label="Hostname">
        <Text mono>{listener.hostname ?? 'every hostname'}</Text>
      </Fact>
      <Fact label="TLS">{listener.tls ?? 'none'}</Fact>
      <Fact label="Certificate">
        <Text mono>{list(listener.certificates.map(secretWords)) || 'none'}</Text>
      </Fact>
      <Fact label="Project">{list(tenants.map(tenantWords)) || 'shared by all'}</Fact>
      <Fact label="Takes routes of">{FROM[listener.routesFrom] ?? listener.routesFrom}</Fact>
    </>
  )
}

function Reported({ row: { view } }: { row: ListenerRow }) {
  const { routes, listener } = view
  const counted = listener.attachedRoutes
  return (
    <>
      <Section title={counted === undefined ? 'Routes' : `Routes, ${counted} by the controller’s count`}>
        {routes.length === 0 ? (
          <p>None asks for it.</p>
        ) : (
          <ul>
            {routes.map((attached) => (
              <li key={attached.route.meta.uid}>
                <Link to={paths.adminRoute(routeId({ attached }))}>
                  {list(attached.route.hostnames) || attached.route.meta.name}
                </Link>{' '}
                of {tenantWords(attached.tenant)}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="What the controller says">
        {listener.conditions.length > 0 ? (
          <Conditions conditions={listener.conditions} />
        ) : (
          <p>Nothing yet.</p>
        )}
      </Section>
    </>
  )
}
