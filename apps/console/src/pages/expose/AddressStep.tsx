import { suggestedPorts } from '@kube-dc/networking/intents/address'
import { RouteFields } from '../gateway-routes/RouteFields.tsx'
import { ServicePortField } from '../gateway-routes/ServicePortField.tsx'
import { AddressField } from '../networking/forms/AddressField.tsx'
import { InnerAddress } from '../networking/forms/InnerAddress.tsx'
import { addressIntent, type AddressState } from '../networking/forms/address-state.ts'
import { newRow, type PortRow } from '../networking/forms/port-state.ts'
import { PortsField } from '../networking/forms/PortsField.tsx'
import { optionOf } from '../networking/forms/target-state.ts'
import { nameOf } from './draft.ts'
import type { StepProps } from './StepPage.tsx'

/** Address and ports, or hostname: what clients will use. */
export function AddressStep({ here, form }: StepProps) {
  const { method, addresses, targets, facts } = here
  const { state, set } = form
  const offered = optionOf(targets, state.target.choice)?.ports ?? []
  const others = (row: PortRow) =>
    state.ports.filter(({ id }) => id !== row.id).map(({ port }) => Number(port))
  const address = {
    fields: form,
    options: addresses,
    value: state.address,
    onChange: (address: AddressState) => set({ address }),
  }
  return (
    <>
      {method === 'gateway-route' && (
        <>
          <ServicePortField
            fields={form}
            value={state.ports[0] ?? newRow([], '80')}
            onChange={(port) => set({ ports: [port] })}
            offered={offered}
          />
          <RouteFields
            fields={form}
            service={nameOf(state, here)}
            value={state.route}
            onChange={(route) => set({ route })}
          />
        </>
      )}
      {(method === 'load-balancer' || method === 'shared-load-balancer') && (
        <PortsField
          fields={form}
          rows={state.ports}
          onChange={(ports) => set({ ports })}
          offered={offered}
          free={(row) =>
            suggestedPorts(
              addressIntent(state.address, addresses),
              { protocol: row.protocol, port: Number(row.port) },
              others(row),
              facts,
            )
          }
        />
      )}
      {method === 'gateway-route' ? (
        <InnerAddress {...address} />
      ) : (
        <AddressField {...address} thing={method === 'floating-ip' ? 'this floating IP' : 'this Service'} />
      )}
    </>
  )
}
