import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { answer, Refused } from '../../test/handlers.ts'
import { endpoints, loadBalancer, object, pod } from '../../test/project-objects.ts'

const PROJECT = '/o/nimbus/p/edge'
const server = useTestServer()

/** One of each: a load balancer with one of two endpoints, a route on another, a floating IP of a stopped VM. */
function populated(): FakeBff {
  const bff = new FakeBff()
  bff.of('services').put(
    loadBalancer('mqtt'),
    loadBalancer('web', {
      'service.nlb.kube-dc.com/expose-route': 'https',
      'service.nlb.kube-dc.com/route-hostname-status': 'web-nimbus-edge.apps.example.net',
    }),
  )
  bff.of('endpoint-slices').put(endpoints('mqtt', true, false), endpoints('web', true))
  bff.of('pods').put(pod('mqtt', 0, true), pod('mqtt', 1, false), pod('web', 0, true))
  bff
    .of('virtual-machines')
    .put(object('virtual-machines', 'broker-1', { status: { printableStatus: 'Stopped' } }))
  bff.of('floating-ips').put(
    object('floating-ips', 'broker-direct', {
      spec: { eip: 'uplink-old', vmTarget: { vmName: 'broker-1' } },
      status: { ready: true, eip: 'uplink-old', externalIP: '203.0.113.21', resolvedTargetIP: '10.61.4.5' },
    }),
  )
  return bff
}

const rowOf = async (name: string) => {
  const row = (await screen.findByRole('link', { name })).closest<HTMLElement>('[role="row"]')
  if (!row) throw new Error(`${name} is not in a row`)
  return row
}

const LISTS = [
  { path: 'floating-ips', title: 'Floating IPs', row: 'broker-direct', source: 'floating-ips' },
  { path: 'load-balancers', title: 'Load balancers', row: 'mqtt', source: 'services' },
  {
    path: 'gateway-routes',
    title: 'Gateway routes',
    row: 'web-nimbus-edge.apps.example.net',
    source: 'services',
  },
] as const

describe.each(LISTS)('the list of $title', ({ path, title, row, source }) => {
  const url = `${PROJECT}/${path}`

  it('shows its rows, names the place and counts in its tab', async () => {
    renderApp(url, server, populated())
    expect(await rowOf(row)).toBeInTheDocument()
    expect(document.title).toBe(`${title}, edge, nimbus`)
    const tabs = screen.getByRole('navigation', { name: 'Networking' })
    expect(within(tabs).getByRole('link', { name: new RegExp(title) })).toHaveAttribute(
      'aria-current',
      'page',
    )
  })

  it('explains itself when it is empty, and offers the next step', async () => {
    const bff = new FakeBff()
    bff.access = { verbs: { services: ['create'], 'floating-ips': ['create'] }, incomplete: false }
    const { user, at } = renderApp(url, server, bff)
    expect(await screen.findByText(/^edge has none yet\./)).toBeInTheDocument()
    const [create] = await screen.findAllByRole('link', { name: /^Create / })
    if (!create) throw new Error('nothing to press')
    await user.click(create)
    await waitFor(() => expect(at()).toBe(`${url}/create`))
  })

  it('says that the role may not list them', async () => {
    const bff = populated()
    bff.of(source).forbidden = true
    renderApp(url, server, bff)
    expect(await screen.findByText(`${title} are not shown`)).toBeInTheDocument()
    expect(screen.queryByRole('grid')).not.toBeInTheDocument()
  })

  it('says whose problem it is when nothing can be read', async () => {
    const bff = populated()
    renderApp(url, server, bff)
    server.use(
      answer('channel', ({ params }) =>
        params.kind === source
          ? new Refused('cluster-unreachable', 'The cluster did not answer. It is not caused by you.')
          : new Response(JSON.stringify(bff.projectObjects.snapshot()), {
              headers: { 'content-type': 'application/json' },
            }),
      ),
    )
    expect(await screen.findByText(`The ${title} could not be read`)).toBeInTheDocument()
  })

  it('loads as rows that stand still', async () => {
    renderApp(url, server, populated())
    server.use(answer('channel', () => new Promise<never>(() => undefined)))
    await waitFor(() =>
      expect(screen.getByRole('grid', { name: title })).toHaveAttribute('aria-busy', 'true'),
    )
  })
})

describe('a list with a kind that may not be listed', () => {
  it('shows the rest, and says what stays unknown', async () => {
    const bff = populated()
    bff.of('pods').forbidden = true
    renderApp(`${PROJECT}/load-balancers`, server, bff)
    expect(await rowOf('mqtt')).toBeInTheDocument()
    expect(await screen.findByText('Pods are not shown')).toBeInTheDocument()
    expect(screen.getByText(/Unknown without them: why endpoints are not ready/)).toBeInTheDocument()
  })
})

describe('a load balancer', () => {
  it('shows its endpoints under its row, each with why it is not ready, live', async () => {
    const { user, bff } = renderApp(`${PROJECT}/load-balancers`, server, populated())
    const row = await rowOf('mqtt')
    expect(await within(row).findByText('1 of 2')).toBeInTheDocument()
    await user.click(within(row).getByRole('button', { name: /Endpoints/ }))
    const table = await screen.findByRole('table', { name: 'Endpoints of mqtt' })
    expect(within(table).getByText('The readiness probe of app fails')).toBeInTheDocument()
    await waitFor(() => {
      bff.of('endpoint-slices').put(endpoints('mqtt', true, true))
      bff.push()
      expect(within(table).getAllByText('Ready')).toHaveLength(2)
    })
  })

  it('has path, facts, related things, events and YAML in its panel', async () => {
    const { user, at } = renderApp(`${PROJECT}/load-balancers/mqtt`, server, populated())
    const panel = await screen.findByRole('complementary', { name: 'mqtt' })
    expect(await within(panel).findByRole('heading', { name: /Traffic path/ })).toBeInTheDocument()
    expect(within(panel).getByText('app=mqtt')).toBeInTheDocument()
    await user.click(within(panel).getByRole('link', { name: /Related/ }))
    expect(await within(panel).findByRole('link', { name: 'uplink-a' })).toHaveAttribute(
      'href',
      `${PROJECT}/external-ips/uplink-a`,
    )
    await user.click(within(panel).getByRole('link', { name: 'YAML' }))
    expect(await screen.findByLabelText('mqtt.yaml')).toBeInTheDocument()
    expect(at()).toBe(`${PROJECT}/load-balancers/mqtt?tab=yaml`)
  })

  it('that does not exist gets words', async () => {
    renderApp(`${PROJECT}/load-balancers/nothing`, server, populated())
    expect(await screen.findByText(/There is no load balancer nothing in edge/)).toBeInTheDocument()
  })
})

describe('a floating IP', () => {
  it('says that its VM does not run', async () => {
    renderApp(`${PROJECT}/floating-ips/broker-direct`, server, populated())
    const panel = await screen.findByRole('complementary', { name: 'broker-direct' })
    expect((await within(panel).findAllByText(/broker-1/))[0]).toBeInTheDocument()
    expect((await within(panel).findAllByText(/not running|Stopped|stopped/))[0]).toBeInTheDocument()
  })
})

describe('a gateway route', () => {
  it('opens its hostname in another tab, and never an address that is none', async () => {
    const bff = populated()
    bff.of('services').put(
      loadBalancer('odd', {
        'service.nlb.kube-dc.com/expose-route': 'http',
        'service.nlb.kube-dc.com/route-hostname-status': 'evil"/@x',
      }),
    )
    renderApp(`${PROJECT}/gateway-routes`, server, bff)
    const open = await screen.findByRole('link', { name: 'Open https://web-nimbus-edge.apps.example.net/' })
    expect(open).toHaveAttribute('rel', 'noopener noreferrer')
    expect(await rowOf('evil"/@x')).toBeInTheDocument()
    expect(screen.getAllByRole('link', { name: /^Open / })).toHaveLength(1)
  })
})

describe('an External IP that is shared', () => {
  it('links its users and shows who has which port', async () => {
    renderApp(`${PROJECT}/external-ips/uplink-a`, server, populated())
    const table = await screen.findByRole('table', { name: 'Ports of uplink-a' })
    expect(within(table).getByRole('link', { name: 'web' })).toHaveAttribute(
      'href',
      `${PROJECT}/load-balancers/web`,
    )
    expect(within(table).getAllByText(/more than one has this port/)).toHaveLength(2)
  })
})
