import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { answer, Refused } from '../../test/handlers.ts'
import { project } from '../../test/objects.ts'
import { endpoints, loadBalancer, object, pod } from '../../test/project-objects.ts'

const PROJECT = '/o/nimbus/p/edge'
const OVERVIEW = `${PROJECT}/overview`
const server = useTestServer()

/** mqtt works, web has no pods at all and a route that therefore answers nothing. */
function populated(): FakeBff {
  const bff = new FakeBff()
  bff.of('services').put(
    loadBalancer('mqtt'),
    loadBalancer('web', {
      'service.nlb.kube-dc.com/bind-on-eip': 'uplink-old',
      'service.nlb.kube-dc.com/expose-route': 'https',
      'service.nlb.kube-dc.com/route-hostname-status': 'web-nimbus-edge.apps.example.net',
    }),
  )
  bff.of('endpoint-slices').put(endpoints('mqtt', true))
  bff.of('pods').put(pod('mqtt', 0, true))
  return bff
}

const counts = () => screen.findByRole('list', { name: 'What edge has' })
const card = async (name: string) => {
  const section = (await screen.findByRole('heading', { name })).closest('section')
  if (!section) throw new Error(`${name} is not on a card`)
  return section
}

describe('the Overview', () => {
  it('is where a Project opens, names the place and is the first tab', async () => {
    const { at } = renderApp(PROJECT, server, populated())
    expect(await screen.findByRole('heading', { name: 'Project network' })).toBeInTheDocument()
    expect(at()).toBe(OVERVIEW)
    expect(document.title).toBe('Overview, edge, nimbus')
    const [first] = within(screen.getByRole('navigation', { name: 'Networking' })).getAllByRole('link')
    expect(first).toHaveTextContent('Overview')
    expect(first).toHaveAttribute('aria-current', 'page')
    expect(screen.getByRole('link', { name: 'Networking' })).toHaveAttribute('aria-current', 'page')
  })

  it('shows the network and its way out to the Internet, with live states', async () => {
    const { bff } = renderApp(OVERVIEW, server, populated())
    expect(await screen.findByText('SNAT')).toBeInTheDocument()
    const way = await card('The way out')
    expect(within(way).getAllByText('10.61.4.0/22').length).toBeGreaterThan(0)
    expect(within(way).getAllByRole('link', { name: /default-gw/ })[0]).toHaveAttribute(
      'href',
      `${PROJECT}/external-ips/default-gw`,
    )
    expect(within(way).getByText(/only its operators see its objects/)).toBeInTheDocument()
    bff.externalIps.remove('uid-default-gw')
    bff.push()
    expect(await screen.findByText(/edge has no way out/)).toBeInTheDocument()
  })

  it('counts each kind, problems first, and leads to the list filtered to them', async () => {
    renderApp(OVERVIEW, server, populated())
    const list = await counts()
    const balancers = await within(list).findByRole('link', { name: /2 Load balancers 1 broken/ })
    expect(balancers).toHaveAttribute('href', `${PROJECT}/load-balancers?attention=yes`)
    expect(within(list).getByRole('link', { name: '0 Floating IPs None yet' })).toHaveAttribute(
      'href',
      `${PROJECT}/floating-ips`,
    )
    const tabs = screen.getByRole('navigation', { name: 'Networking' })
    expect(within(tabs).getByRole('link', { name: 'Load balancers 2 1 broken' })).toBeInTheDocument()
  })

  it('sums findings to root causes, with what follows folded under them', async () => {
    renderApp(OVERVIEW, server, populated())
    const attention = await screen.findByRole('list', { name: 'Needs attention' })
    await waitFor(() => expect(within(attention).getByText(/^Folded under this: /)).toBeInTheDocument())
    // The balancer and its route suffer from one cause: it is told once.
    const causes = within(attention).getAllByRole('listitem')
    const [cause, ...again] = causes.filter((each) => /no pod matches/.test(each.textContent))
    expect(again).toEqual([])
    expect(cause).toHaveTextContent(/Folded under this: .*web-nimbus-edge.apps.example.net answers 503/)
    expect(
      within(attention).getByRole('link', { name: 'web selects app=web, and no pod matches' }),
    ).toHaveAttribute('href', `${PROJECT}/load-balancers/web`)
  })

  it('shows both quotas, the Organization’s with its age', async () => {
    const bff = populated()
    bff.of('resource-quotas').put(
      object('resource-quotas', 'plan', {
        status: { hard: { 'services.loadbalancers': '2' }, used: { 'services.loadbalancers': '2' } },
      }),
    )
    renderApp(OVERVIEW, server, bff)
    const quota = await card('Quota')
    expect(await within(quota).findByRole('meter', { name: 'Public IPv4' })).toHaveAttribute(
      'aria-valuetext',
      '1 of 3',
    )
    expect(within(quota).getByText(/as of .* ago/)).toBeInTheDocument()
    expect(within(quota).getByRole('link', { name: 'Who holds them' })).toHaveAttribute(
      'href',
      '/o/nimbus?type=public',
    )
    expect(await within(quota).findByRole('meter', { name: 'Load balancers' })).toHaveAttribute(
      'aria-valuetext',
      '2 of 2, full',
    )
    expect(await screen.findByText(/No more load balancers in edge/)).toBeInTheDocument()
  })

  it('lists the ways in from the Internet', async () => {
    renderApp(OVERVIEW, server, populated())
    const ways = await screen.findByRole('table', { name: 'Ways in from the Internet' })
    expect(within(ways).getByText('web-nimbus-edge.apps.example.net')).toBeInTheDocument()
    expect(within(ways).getAllByText('8883/TCP').length).toBeGreaterThan(0)
  })
})

describe('states of the Overview', () => {
  it('an empty Project says what it is and offers the next step', async () => {
    const bff = new FakeBff()
    bff.externalIps.remove('uid-uplink-a')
    bff.externalIps.remove('uid-uplink-old')
    renderApp(OVERVIEW, server, bff)
    expect(await screen.findByText(/edge has its way out and nothing else/)).toBeInTheDocument()
    expect(screen.getByRole('link', { name: 'Choose a way in' })).toHaveAttribute('href', `${PROJECT}/expose`)
    expect(screen.getByText('Nothing is found to be wrong.')).toBeInTheDocument()
  })

  it('loading keeps the place of everything, and claims nothing', async () => {
    renderApp(OVERVIEW, server, populated())
    server.use(answer('channel', () => new Promise<never>(() => undefined)))
    const list = await counts()
    expect(within(list).getAllByText('Being read')).toHaveLength(4)
    expect(screen.getByRole('heading', { name: 'The way out' })).toBeInTheDocument()
    expect(screen.queryByText(/Nothing is found/)).not.toBeInTheDocument()
    expect(screen.queryByText(/nothing else/)).not.toBeInTheDocument()
  })

  it('one kind that may not be listed is said, and the others are shown', async () => {
    const bff = populated()
    bff.of('floating-ips').forbidden = true
    renderApp(OVERVIEW, server, bff)
    const list = await counts()
    expect(
      await within(list).findByRole('link', { name: '– Floating IPs Your role may not list them' }),
    ).toBeInTheDocument()
    expect(await screen.findByText('Floating IPs are not shown')).toBeInTheDocument()
    expect(await within(list).findByRole('link', { name: /2 Load balancers/ })).toBeInTheDocument()
  })

  it('kinds that no tenant role may list are never nagged about', async () => {
    const bff = populated()
    for (const kind of ['deployments', 'stateful-sets', 'daemon-sets'] as const) bff.of(kind).forbidden = true
    renderApp(OVERVIEW, server, bff)
    await within(await counts()).findByRole('link', { name: /2 Load balancers/ })
    expect(screen.queryByText(/not shown/)).not.toBeInTheDocument()
  })

  it('who may not list Projects sees what is left, without a guess', async () => {
    const bff = populated()
    bff.projects = [
      { organization: 'nimbus', name: 'edge', backingNamespace: 'nimbus-edge', detail: 'claimed' },
    ]
    bff.projectObjects.forbidden = true
    renderApp(OVERVIEW, server, bff)
    expect(await screen.findByText('SNAT')).toBeInTheDocument()
    const way = await card('The way out')
    expect(within(way).getAllByText('not told')).toHaveLength(2)
  })

  it('what cannot be read is said with whose problem it is', async () => {
    const bff = populated()
    renderApp(OVERVIEW, server, bff)
    server.use(
      answer('channel', ({ params }) =>
        params.kind === 'floating-ips'
          ? new Refused('cluster-unreachable', 'The cluster did not answer. It is not caused by you.')
          : new Response(JSON.stringify(bff.channel(`${params.kind}/${params.namespace}`).snapshot()), {
              headers: { 'content-type': 'application/json' },
            }),
      ),
    )
    expect(await screen.findByText('The Floating IPs could not be read')).toBeInTheDocument()
    expect(within(await counts()).getByText('Could not be read')).toBeInTheDocument()
  })

  it('a Project that is not ready says so with the platform’s own words', async () => {
    const bff = populated()
    bff.projectObjects.put(
      project('edge', {
        ready: false,
        conditions: [{ type: 'Ready', status: 'False', message: 'subnet is being made' }],
      }),
    )
    renderApp(OVERVIEW, server, bff)
    expect(await screen.findByText('edge is not ready')).toBeInTheDocument()
    expect(screen.getByText('subnet is being made')).toBeInTheDocument()
  })

  it('what is old says since when', async () => {
    const { bff } = renderApp(OVERVIEW, server, populated())
    await waitFor(() => {
      const upstream = { state: 'stale', since: '2026-08-03T12:02:00Z' } as const
      bff.tell({ type: 'upstream', channel: bff.of('services').key, upstream })
      expect(screen.getByText(/The cluster has not answered since/)).toBeInTheDocument()
    })
    expect(screen.getByText(/What is shown is as of then/)).toBeInTheDocument()
  })
})
