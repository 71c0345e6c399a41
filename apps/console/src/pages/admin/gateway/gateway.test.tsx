import { gateway } from '@kube-dc/networking/model/gateway'
import { httpRoute } from '@kube-dc/networking/model/gateway-route'
import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import type { FakeBff } from '../../../test/fake-bff.ts'
import { project, unreadable } from '../../../test/objects.ts'
import { platformBff } from '../../../test/platform.ts'

const server = useTestServer()

type Raw = Readonly<Record<string, unknown>>

const GOOD = [
  { type: 'Accepted', status: 'True' },
  { type: 'Programmed', status: 'True', reason: 'Programmed', message: 'Address assigned to the Gateway' },
]
const BAD = [
  { type: 'Programmed', status: 'False', reason: 'Invalid' },
  { type: 'ResolvedRefs', status: 'False', reason: 'InvalidCertificateRef', message: 'Secret is expired' },
]

const CREATED = '2026-08-01T10:00:00Z'

function metadata(name: string, namespace: string, creationTimestamp = CREATED): Raw {
  return { name, namespace, uid: `${namespace}-${name}`, resourceVersion: '1', creationTimestamp }
}

interface RouteSample {
  readonly namespace: string
  readonly listener: string
  readonly hostname: string
  readonly createdAt?: string
}

function route(name: string, { namespace, listener, hostname, createdAt }: RouteSample) {
  const parentRef = { name: 'eg', namespace: 'envoy-gateway-system', sectionName: listener }
  return httpRoute.parse({
    metadata: metadata(name, namespace, createdAt),
    spec: { parentRefs: [parentRef], hostnames: [hostname] },
    status: { parents: [{ parentRef, conditions: GOOD }] },
  })
}

/** The shared Gateway with a listener whose certificate is bad, and one hostname that two Organizations claim. */
function platform(): FakeBff {
  const bff = platformBff()
  for (const kind of ['gateways', 'http-routes', 'tls-routes', 'certificates', 'projects'])
    bff.channel(`${kind}/*`)
  bff.channel('projects/*').put(project('edge'), {
    ...project('gate', { backingNamespace: 'harbor-gate' }),
    meta: { ...project('gate').meta, namespace: 'harbor', uid: 'uid-gate' },
  })
  const secret = { name: 'web-tls-secret', namespace: 'nimbus-edge' }
  const spec = {
    gatewayClassName: 'envoy',
    listeners: [
      { name: 'http', port: 80, protocol: 'HTTP' },
      {
        name: 'https-web-nimbus-edge',
        hostname: 'web.example.net',
        port: 443,
        protocol: 'HTTPS',
        tls: { mode: 'Terminate', certificateRefs: [secret] },
      },
    ],
  }
  const status = {
    addresses: [{ value: '203.0.113.2' }],
    conditions: GOOD,
    listeners: [
      { name: 'http', attachedRoutes: 2, conditions: GOOD },
      { name: 'https-web-nimbus-edge', attachedRoutes: 1, conditions: BAD },
    ],
  }
  bff
    .channel('gateways/*')
    .put(gateway.parse({ metadata: metadata('eg', 'envoy-gateway-system'), spec, status }))
  const shop = { listener: 'http', hostname: 'shop.example.net' }
  bff.channel('http-routes/*').put(
    route('web-route', {
      namespace: 'nimbus-edge',
      listener: 'https-web-nimbus-edge',
      hostname: 'web.example.net',
    }),
    route('shop-route', { ...shop, namespace: 'harbor-gate', createdAt: '2026-08-02T10:00:00Z' }),
    route('older-route', { ...shop, namespace: 'nimbus-edge' }),
  )
  return bff
}

const row = (name: string) => screen.findByRole('row', { name: new RegExp(name) })

it('shows each listener with whose it is, what is wrong first, and says who else a bad certificate can take along', async () => {
  renderApp('/admin/gateway', server, platform())
  const web = await row('https-web-nimbus-edge')
  expect(web).toHaveTextContent('Certificate cannot be used')
  expect(web).toHaveTextContent('nimbus / edge')
  expect(web).toHaveTextContent('nimbus-edge/web-tls-secret')
  expect(await row('^http ')).toHaveTextContent('shared')
  const names = screen.getAllByRole('rowheader').map(({ textContent }) => textContent)
  expect(names).toEqual(['https-web-nimbus-edge', 'http'])
  const wrong = screen.getByRole('region', { name: 'What was found at eg' })
  expect(
    within(wrong)
      .getAllByRole('heading', { level: 3 })
      .map(({ textContent }) => textContent),
  ).toEqual([
    'The certificate of listener https-web-nimbus-edge cannot be used',
    'shop.example.net is claimed by nimbus-edge/older-route of nimbus / edge and harbor-gate/shop-route of harbor / gate',
  ])
  expect(screen.getByRole('link', { name: /^Gateway\s?2\s?1 broken$/ })).toBeInTheDocument()
  expect(screen.getByText('203.0.113.2')).toBeInTheDocument()
})

it('opens a listener with the controller’s own words, and leads from it to its route', async () => {
  const { user, at } = renderApp('/admin/gateway', server, platform())
  await user.click(
    within(await row('https-web-nimbus-edge')).getByRole('link', { name: 'https-web-nimbus-edge' }),
  )
  const panel = await screen.findByRole('complementary', { name: 'https-web-nimbus-edge' })
  expect(panel).toHaveTextContent('InvalidCertificateRef')
  expect(panel).toHaveTextContent('Secret is expired')
  await user.click(within(panel).getByRole('link', { name: 'web.example.net' }))
  const route = await screen.findByRole('complementary', { name: 'web-route' })
  expect(at()).toBe('/admin/gateway/routes/http~nimbus-edge~web-route')
  expect(within(route).getByRole('link', { name: 'nimbus / edge' })).toHaveAttribute(
    'href',
    '/o/nimbus/p/edge/gateway-routes',
  )
})

it('tells what it cannot see, and what it cannot read, and judges the rest', async () => {
  const bff = platform()
  bff.channel('certificates/*').forbidden = true
  bff.channel('http-routes/*').put(unreadable('odd'))
  renderApp('/admin/gateway/routes', server, bff)
  expect(await row('older-route')).toHaveTextContent('Hostname claimed 2 times')
  expect(screen.getByRole('heading', { name: /Not shown: Certificates/ })).toBeInTheDocument()
  expect(screen.getByRole('heading', { name: /Not readable: nimbus-edge\/odd/ })).toBeInTheDocument()
})

it('says that there is no Gateway', async () => {
  const bff = platformBff()
  for (const kind of ['gateways', 'http-routes', 'tls-routes', 'certificates', 'projects'])
    bff.channel(`${kind}/*`)
  renderApp('/admin/gateway', server, bff)
  expect(await screen.findByText('This cluster has none.')).toBeInTheDocument()
})

it('is led to from what does not add up, by how much was found, until nothing is', async () => {
  const bff = platform()
  const { user, at } = renderApp('/admin/reconciliation', server, bff)
  const way = await screen.findByRole('link', { name: '2 findings at the Gateway' })
  bff.channel('http-routes/*').remove('harbor-gate-shop-route')
  bff.push()
  expect(await screen.findByRole('link', { name: '1 finding at the Gateway' })).toBe(way)
  await user.click(way)
  expect(await screen.findByRole('region', { name: 'What was found at eg' })).toBeInTheDocument()
  expect(at()).toBe('/admin/gateway')
  bff.channel('gateways/*').remove('envoy-gateway-system-eg')
  bff.push()
  await user.click(screen.getByRole('link', { name: /^Reconciliation/ }))
  expect(await screen.findByText(/nothing disagrees/)).toBeInTheDocument()
  expect(screen.queryByRole('link', { name: /at the Gateway/ })).not.toBeInTheDocument()
})
