import { tenantWords } from '@kube-dc/networking/gateway/gateway-view'
import { list } from '@kube-dc/networking/words'
import { Link, useParams } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { Section } from '../../../parts/Card.tsx'
import { Fact } from '../../../parts/KeyValue.tsx'
import { Text } from '../../../parts/Text.tsx'
import { Conditions } from '../../networking/Conditions.tsx'
import { ObjectFacts } from '../../networking/ObjectFacts.tsx'
import { useGatewayHere } from './gateway-context.ts'
import { routeId, type RouteRow } from './gateway-rows.ts'
import { PartPanel } from './PartPanel.tsx'

/** One route in a panel over the list. */
export function Component() {
  const { route: id = '' } = useParams()
  const { routes } = useGatewayHere()
  const row = routes?.find((one) => routeId(one) === id)
  return (
    <PartPanel
      kind={id.startsWith('tls~') ? 'TLS route' : 'HTTP route'}
      title={id.split('~').at(-1) ?? id}
      list={paths.adminGatewayRoutes()}
      findings={row?.findings ?? []}
      facts={row ? <Facts row={row} /> : <Fact label="State">It is not there any more.</Fact>}
    >
      {row?.attached.parents.map((parent) => (
        <Section
          key={`${parent.gateway} ${parent.listener ?? ''}`}
          title={`What ${parent.gateway} says${parent.listener === undefined ? '' : ` at ${parent.listener}`}`}
        >
          <Conditions conditions={parent.conditions} />
        </Section>
      ))}
    </PartPanel>
  )
}

function Facts({ row: { attached, state } }: { row: RouteRow }) {
  const { route, tenant, listeners } = attached
  const { organization, project } = tenant
  const at = organization !== undefined && project !== undefined ? { organization, project } : undefined
  const service = route.meta.controlledBy?.find(({ kind }) => kind === 'Service')?.name
  return (
    <>
      <Fact label="State">{state.reason}</Fact>
      <Fact label="Hostnames">
        <Text mono>{list(route.hostnames) || 'those of its listener'}</Text>
      </Fact>
      <Fact label="Project">
        {at ? <Link to={paths.gatewayRoutes(at)}>{tenantWords(tenant)}</Link> : tenant.namespace}
      </Fact>
      {service !== undefined && (
        <Fact label="Service">
          {at ? <Link to={paths.gatewayRoute(at, service)}>{service}</Link> : service}
        </Fact>
      )}
      <Fact label="Listener">{list(listeners) || 'any that fits'}</Fact>
      <Fact label="Leads to">
        {list(route.backends.map(({ kind, name }) => `${kind} ${name}`)) || 'nothing'}
      </Fact>
      <ObjectFacts meta={route.meta} />
    </>
  )
}
