import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { Refused } from '../../test/handlers.ts'
import { loadBalancer, object } from '../../test/project-objects.ts'

const EDIT = '/o/nimbus/p/edge/load-balancers/mqtt/edit'
const server = useTestServer()

const PORTS = [{ protocol: 'TCP', port: 8883, targetPort: 8883 }]

function world(): FakeBff {
  const bff = new FakeBff()
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'watch']
  bff.access = { verbs: { services: verbs }, incomplete: false, role: 'developer' }
  bff.of('services').put(loadBalancer('mqtt'))
  bff.of('services').put(loadBalancer('web', {}, { ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }] }))
  bff.of('pods').put(
    object('pods', 'mqtt-0', {
      metadata: { labels: { app: 'mqtt' } },
      spec: { containers: [{ name: 'app', ports: [{ name: 'tls', containerPort: 8883 }] }] },
      status: { phase: 'Running', podIP: '10.61.4.10', conditions: [{ type: 'Ready', status: 'True' }] },
    }),
  )
  return bff
}

async function open(bff = world()) {
  const app = renderApp(EDIT, server, bff)
  await screen.findByRole('group', { name: 'Port 1' })
  return { ...app, bff }
}

const port = () =>
  within(screen.getByRole('group', { name: 'Port 1' })).getByRole('textbox', { name: 'Port' })
const save = () => screen.getByRole('button', { name: 'Save mqtt' })

it('names the ports of the pods, and who has a port of the address', async () => {
  const { user, bff } = await open()
  expect(await screen.findByText(/The target declares/)).toHaveTextContent('The target declares tls (8883).')
  await user.clear(port())
  await user.type(port(), '80')
  await waitFor(() =>
    expect(port()).toHaveAccessibleDescription(/80\/TCP of this address belongs to web already/),
  )
  await user.click(screen.getByRole('button', { name: 'Use 8080' }))
  await user.click(save())
  await waitFor(() =>
    expect(bff.intents).toMatchObject([
      { intent: 'change-load-balancer', uid: 'uid-services-mqtt', ports: [{ port: 8080 }] },
    ]),
  )
})

it('shows what cannot be changed, with the way around', async () => {
  await open()
  expect(screen.getByText(/uplink-a/, { selector: 'p' })).toBeInTheDocument()
})

it('shows what somebody else has changed meanwhile, and keeps what was typed', async () => {
  const { user, bff } = await open()
  await user.clear(port())
  await user.type(port(), '1883')
  bff.of('services').put(loadBalancer('mqtt', {}, { ports: [{ ...PORTS[0], port: 8884 }] }))
  bff.push()
  expect(await screen.findByText(/It has the ports 8884\/TCP/)).toBeInTheDocument()
  expect(port()).toHaveValue('1883')
  await user.click(screen.getByRole('button', { name: 'Base the change on it as it is now' }))
  await user.click(save())
  await waitFor(() => expect(bff.intents).toMatchObject([{ ports: [{ port: 1883 }] }]))
})

it('says that it has changed meanwhile when only the server knew', async () => {
  const bff = world()
  const { user } = await open(bff)
  await user.clear(port())
  await user.type(port(), '1883')
  bff.onIntent = () => new Refused('conflict', 'mqtt has changed meanwhile. Look at it again.')
  await user.click(save())
  expect(await screen.findByText('mqtt has changed meanwhile. Look at it again.')).toBeInTheDocument()
  expect(port()).toHaveValue('1883')
})

it('is not for what something else manages', async () => {
  const bff = world()
  bff.of('services').put(
    object('services', 'mqtt', {
      metadata: { labels: { 'app.kubernetes.io/managed-by': 'Helm' }, ownerReferences: [OWNER] },
      spec: { type: 'LoadBalancer', selector: { app: 'mqtt' }, ports: PORTS },
    }),
  )
  await open(bff)
  expect(save()).toHaveAttribute('aria-disabled', 'true')
  expect(screen.getByText(/belongs to .*broker/)).toBeInTheDocument()
})

const OWNER = {
  apiVersion: 'apps.example.net/v1',
  kind: 'Broker',
  name: 'broker',
  uid: 'uid-broker',
  controller: true,
}
