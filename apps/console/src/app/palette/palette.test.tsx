import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { externalIp } from '../../test/objects.ts'
import { loadBalancer, object } from '../../test/project-objects.ts'

const server = useTestServer()

// jsdom lays nothing out and knows no scrolling.
Element.prototype.scrollIntoView = () => {}

it('goes from a list to another Project by its name', async () => {
  const bff = new FakeBff()
  bff.projects.push({ organization: 'nimbus', name: 'arena', detail: 'full' })
  const { user, at } = renderApp('/o/nimbus/p/edge/external-ips', server, bff)
  await user.click(await screen.findByRole('button', { name: 'Search names, addresses, actions' }))
  const box = await screen.findByRole('combobox', { name: 'Search names, addresses, actions' })
  await user.type(box, 'nimbus are')
  await screen.findByRole('option', { name: /^arena/ })
  await user.keyboard('{Enter}')
  await waitFor(() => expect(at()).toBe('/o/nimbus/p/arena/overview'))
})

it('offers what can be done in the open Project, from anywhere on the page', async () => {
  const { user, at } = renderApp('/o/nimbus/p/edge/external-ips', server)
  await screen.findByRole('button', { name: 'Search names, addresses, actions' })
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), 'create external')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(at()).toBe('/o/nimbus/p/edge/external-ips/create'))
})

describe.each(['ssh', 'rdp', 'https', 'tls', 'domain', 'hostname', 'port', 'udp', 'tcp', 'public ip', 'dns'])(
  'for “%s”',
  (typed) => {
    it('finds the wizard, an answer of it and a page of Learn', async () => {
      const { user } = renderApp('/o/nimbus/p/edge/overview', server)
      await screen.findByRole('heading', { name: 'Project network' })
      await user.keyboard('{Control>}k{/Control}')
      await user.type(await screen.findByRole('combobox'), typed)
      expect(await screen.findByRole('option', { name: /^Expose something…/ })).toBeInTheDocument()
      expect(screen.getAllByRole('option', { name: /^Expose: / })).not.toHaveLength(0)
      expect(screen.getAllByRole('option', { name: /Learn$/ })).not.toHaveLength(0)
    })
  },
)

it('starts the wizard with the answer that was searched for', async () => {
  const { user, at } = renderApp('/o/nimbus/p/edge/overview', server)
  await screen.findByRole('heading', { name: 'Project network' })
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), 'ssh')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(at()).toBe('/o/nimbus/p/edge/expose?answer=machine'))
})

it.each([
  ['an External IP by its address', '203.0.113.21', '/o/nimbus/p/edge/external-ips/uplink-old'],
  ['a load balancer by its name', 'telemetry', '/o/nimbus/p/edge/load-balancers/telemetry'],
  ['a gateway route by its hostname', 'web-nimbus-edge', '/o/nimbus/p/edge/gateway-routes/web'],
  ['a floating IP by its VM', 'broker-1', '/o/nimbus/p/edge/floating-ips/direct'],
])('finds %s in the open Project', async (_, typed, target) => {
  const bff = new FakeBff()
  bff.of('services').put(
    loadBalancer('telemetry'),
    loadBalancer('web', {
      'service.nlb.kube-dc.com/expose-route': 'https',
      'service.nlb.kube-dc.com/route-hostname-status': 'web-nimbus-edge.apps.example.net',
    }),
  )
  bff.of('floating-ips').put(
    object('floating-ips', 'direct', {
      spec: { vmTarget: { vmName: 'broker-1' } },
      status: { ready: true, externalIP: '203.0.113.15' },
    }),
  )
  const { user, at } = renderApp('/o/nimbus/p/edge/overview', server, bff)
  await screen.findByRole('heading', { name: 'Project network' })
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), typed)
  await screen.findAllByRole('option')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(at()).toBe(target))
})

it.each([
  ['a VM', 'expose broker-1', 'vm%2Fbroker-1'],
  ['a Service', 'expose telem', 'service%2Ftelemetry'],
])('exposes %s of the open Project', async (_, typed, target) => {
  const bff = new FakeBff()
  bff.of('services').put(loadBalancer('telemetry'))
  bff.of('virtual-machines').put(
    object('virtual-machines', 'broker-1', {
      spec: { running: true, template: { spec: { domain: { devices: {} } } } },
      status: { printableStatus: 'Running', ready: true },
    }),
  )
  const { user, at } = renderApp('/o/nimbus/p/edge/overview', server, bff)
  await screen.findByRole('heading', { name: 'Project network' })
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), typed)
  await screen.findByRole('option', { name: /^Expose / })
  await user.keyboard('{Enter}')
  await waitFor(() => expect(at()).toBe(`/o/nimbus/p/edge/expose?target=${target}`))
})

it('follows what comes and goes while it is open, and says what the role may not list', async () => {
  const bff = new FakeBff()
  bff.of('floating-ips').forbidden = true
  const { user } = renderApp('/o/nimbus/p/edge/overview', server, bff)
  await screen.findByRole('heading', { name: 'Project network' })
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), 'uplink-new')
  expect(await screen.findByText('Your role may not list Floating IPs in edge.')).toBeInTheDocument()
  expect(screen.queryByRole('option')).not.toBeInTheDocument()
  await waitFor(() => {
    bff.externalIps.put(externalIp('uplink-new', { address: '203.0.113.30' }))
    bff.push()
    expect(screen.getByRole('option', { name: /uplink-new/ })).toBeInTheDocument()
  })
})
