import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { answer, Refused } from '../../test/handlers.ts'
import { externalIp, organization, project, unreadable } from '../../test/objects.ts'

const LIST = '/o/nimbus/p/edge/external-ips'
const server = useTestServer()

const rowOf = async (name: string) => {
  const link = await screen.findByRole('link', { name })
  const row = link.closest<HTMLElement>('[role="row"]')
  if (!row) throw new Error(`${name} is not in a row`)
  return row
}

describe('the list of External IPs', () => {
  it('shows every address with its type, ownership, users, state and age, and names the place', async () => {
    renderApp(LIST, server)
    const row = await rowOf('uplink-a')
    for (const text of ['203.0.113.14', 'Public', 'Shared', 'mqtt']) {
      expect(within(row).getByText(text)).toBeInTheDocument()
    }
    expect(within(row).getByText(/^Ready/)).toBeInTheDocument()
    expect(document.title).toBe('External IPs, edge, nimbus')
    expect(within(await rowOf('default-gw')).getByText('default gateway')).toBeInTheDocument()
    expect(screen.getByText(/Public addresses: 1 of 3 used in nimbus/)).toBeInTheDocument()
  })

  it('shows changes of others without a reload, each where it belongs', async () => {
    const { bff } = renderApp(LIST, server)
    await rowOf('uplink-a')
    await waitFor(() => {
      bff.externalIps.put(
        externalIp('newcomer', {
          ready: false,
          reported: false,
          meta: { createdAt: '2026-08-03T11:59:00Z' },
        }),
      )
      bff.push()
      expect(screen.getByRole('link', { name: 'newcomer' })).toBeInTheDocument()
    })
    bff.externalIps.remove('uid-uplink-a')
    bff.push()
    await waitFor(() => expect(screen.queryByRole('link', { name: 'uplink-a' })).not.toBeInTheDocument())
  })

  it('puts problems first', async () => {
    const bff = new FakeBff()
    bff.externalIps.put(
      externalIp('zz-broken', { networkType: 'unknown', requestedType: 'foo', ready: false }),
    )
    renderApp(LIST, server, bff)
    await rowOf('uplink-a')
    const names = screen
      .getAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('link')[0]?.textContent)
    expect(names[0]).toBe('zz-broken')
  })

  it('keeps filter, facets and sort in the address', async () => {
    const { user, at } = renderApp(`${LIST}?type=cloud`, server)
    await rowOf('default-gw')
    expect(screen.queryByRole('link', { name: 'uplink-a' })).not.toBeInTheDocument()
    await user.type(screen.getByRole('searchbox', { name: /Filter/ }), 'nothing-like-it')
    expect(await screen.findByText(/No External IP matches/)).toBeInTheDocument()
    await waitFor(() => expect(at()).toBe(`${LIST}?type=cloud&filter=nothing-like-it`))
    await user.click(screen.getByRole('button', { name: /Clear filter/ }))
    await rowOf('uplink-a')
    await waitFor(() => expect(at()).toBe(LIST))
  })

  it('shows unreadable and status-less objects as rows', async () => {
    const bff = new FakeBff()
    bff.externalIps.put(
      unreadable('mangled', 'status.owners: expected array'),
      externalIp('fresh', { ready: false, reported: false, ownership: 'Released' }),
    )
    const { user } = renderApp(LIST, server, bff)
    expect(await rowOf('mangled')).toBeInTheDocument()
    expect(await rowOf('fresh')).toBeInTheDocument()
    await user.click(screen.getByRole('link', { name: 'mangled' }))
    expect(await screen.findByText(/status\.owners: expected array/)).toBeInTheDocument()
  })

  it('shows hostile text as text', async () => {
    const bff = new FakeBff()
    const message = '<img src=x onerror="document.title=1"> uplink'
    bff.externalIps.put(
      externalIp('hostile', {
        ready: false,
        conditions: [{ type: 'Ready', status: 'False', reason: 'X', message }],
        owners: [{ type: '<b>Odd</b>', name: '<script>' }],
      }),
    )
    renderApp(`${LIST}/hostile`, server, bff)
    expect((await screen.findAllByText((text) => text.includes(message)))[0]).toBeInTheDocument()
    expect(document.querySelector('img[src="x"]')).toBeNull()
  })

  it('explains itself when it is empty', async () => {
    const bff = new FakeBff()
    for (const name of ['default-gw', 'uplink-a', 'uplink-old']) bff.externalIps.remove(`uid-${name}`)
    renderApp(LIST, server, bff)
    expect(await screen.findByText(/^edge has none yet\./)).toBeInTheDocument()
    expect(screen.getAllByRole('link', { name: 'Create External IP' })).toHaveLength(2)
  })

  it('says what it cannot tell when the Organization may not be read', async () => {
    const bff = new FakeBff()
    bff.organizations.forbidden = true
    renderApp(LIST, server, bff)
    await rowOf('uplink-a')
    expect(await screen.findByText(/How many public addresses nimbus uses is not known/)).toBeInTheDocument()
  })

  it('says that the role may not list them, and takes the rows away when a right is lost', async () => {
    const { bff } = renderApp(LIST, server)
    await rowOf('uplink-a')
    await waitFor(() => {
      bff.end(bff.externalIps, 'forbidden', 'Your access has ended.')
      expect(screen.getByText('External IPs are not shown')).toBeInTheDocument()
    })
    expect(screen.queryByRole('link', { name: 'uplink-a' })).not.toBeInTheDocument()
  })

  it('says whose problem it is when nothing can be read, and reads on request', async () => {
    const bff = new FakeBff()
    const { user } = renderApp(LIST, server, bff)
    server.use(
      answer('channel', ({ params }) =>
        params.kind === 'external-ips'
          ? new Refused('cluster-unreachable', 'The cluster did not answer. It is not caused by you.')
          : new Response(JSON.stringify(bff.projectObjects.snapshot()), {
              headers: { 'content-type': 'application/json' },
            }),
      ),
    )
    expect(await screen.findByText('The External IPs could not be read')).toBeInTheDocument()
    expect(screen.getByText(/not caused by you/)).toBeInTheDocument()
    server.use(...bff.handlers())
    await user.click(screen.getByRole('button', { name: 'Try now' }))
    await rowOf('uplink-a')
  })

  it('says when the server itself has lost the cluster', async () => {
    const { bff } = renderApp(LIST, server)
    await rowOf('uplink-a')
    await waitFor(() => {
      const upstream = { state: 'stale', since: '2026-08-03T12:02:00Z' } as const
      bff.tell({ type: 'upstream', channel: bff.externalIps.key, upstream })
      expect(screen.getByText(/The cluster has not answered since/)).toBeInTheDocument()
    })
    expect(await rowOf('uplink-a')).toBeInTheDocument()
  })

  it('dims what the role may not do, with the reason', async () => {
    const bff = new FakeBff()
    bff.access = { verbs: { 'external-ips': ['get', 'list'] }, incomplete: false, role: 'user' }
    const { user } = renderApp(LIST, server, bff)
    const create = await screen.findByRole('button', { name: 'Create External IP' })
    const reason = 'Your role, user, cannot create External IPs. A developer or admin can.'
    await waitFor(() => expect(create).toHaveAccessibleDescription(reason))
    expect(create).toHaveAttribute('aria-disabled', 'true')
    await user.click(
      within(await rowOf('uplink-old')).getByRole('button', { name: 'Actions for uplink-old' }),
    )
    const item = await screen.findByRole('menuitem', { name: /Delete uplink-old/ })
    expect(item).toHaveAttribute('aria-disabled', 'true')
    expect(item).toHaveTextContent('Your role, user, cannot delete External IPs.')
  })

  it('counts what is there live beside the quota’s figures', async () => {
    const bff = new FakeBff()
    bff.organizations.put(organization('nimbus', { used: 4, hard: 3 }))
    renderApp(LIST, server, bff)
    expect(await screen.findByText(/Public addresses: 4 of 3 used in nimbus/)).toBeInTheDocument()
  })
})

describe('a Project', () => {
  it('gets one answer whether it does not exist or is somebody else’s', async () => {
    renderApp('/o/nimbus/p/nothing/external-ips', server)
    expect(await screen.findByRole('heading', { name: 'No such Project' })).toBeInTheDocument()
    expect(screen.queryByRole('grid')).not.toBeInTheDocument()
  })

  it('of another Organization gets the same answer', async () => {
    renderApp('/o/harbor/p/gate/external-ips', server)
    expect(await screen.findByRole('heading', { name: 'No such Project' })).toBeInTheDocument()
  })

  it('with a name that cannot exist gets the same answer', async () => {
    renderApp('/o/..%2F..%2Fadmin/p/%3Cscript%3E/external-ips', server)
    expect(await screen.findByRole('heading', { name: 'No such Project' })).toBeInTheDocument()
  })

  it('says so when it is deleted while it is open, and its rows go', async () => {
    const { bff } = renderApp(LIST, server)
    await rowOf('uplink-a')
    await waitFor(() => {
      bff.projectObjects.put(project('edge', { meta: { deletedAt: '2026-08-03T12:00:00Z' } }))
      bff.push()
      expect(screen.getByText(/edge is being deleted/)).toBeInTheDocument()
    })
    bff.projectObjects.remove('uid-edge')
    bff.push()
    expect(await screen.findByRole('heading', { name: 'edge was deleted' })).toBeInTheDocument()
    expect(screen.queryByRole('link', { name: 'uplink-a' })).not.toBeInTheDocument()
  })

  it('opens by itself once the platform has made it', async () => {
    const bff = new FakeBff()
    const { backingNamespace: _, ...bare } = project('fresh', { ready: false })
    bff.projectObjects.put(bare)
    renderApp('/o/nimbus/p/fresh/external-ips', server, bff)
    expect(await screen.findByRole('heading', { name: 'fresh is not ready yet' })).toBeInTheDocument()
    bff.projectObjects.put(project('fresh', { backingNamespace: 'nimbus-edge' }))
    bff.push()
    await rowOf('uplink-a')
  })

  it('opens for people who may not list Projects', async () => {
    const bff = new FakeBff()
    bff.projects = [
      { organization: 'nimbus', name: 'edge', backingNamespace: 'nimbus-edge', detail: 'claimed' },
    ]
    bff.projectObjects.forbidden = true
    renderApp(LIST, server, bff)
    await rowOf('uplink-a')
  })
})

describe('the start page', () => {
  it('leads to the Project that was open last', async () => {
    const bff = new FakeBff()
    bff.projects.unshift({
      organization: 'nimbus',
      name: 'arena',
      backingNamespace: 'nimbus-arena',
      detail: 'full',
    })
    bff.projectObjects.put(project('arena'))
    const first = renderApp('/o/nimbus/p/edge/external-ips', server, bff)
    await rowOf('uplink-a')
    first.unmount()
    const { at } = renderApp('/', server, bff)
    await waitFor(() => expect(at()).toBe('/o/nimbus/p/edge/overview'))
  })

  it('has words for people without a Project', async () => {
    const bff = new FakeBff()
    bff.projects = []
    renderApp('/', server, bff)
    expect(await screen.findByRole('heading', { name: 'No Projects yet' })).toBeInTheDocument()
    expect(screen.getByText(/An admin of nimbus can/)).toBeInTheDocument()
  })

  it('has words for an address that leads nowhere', async () => {
    renderApp('/nowhere/at/all', server)
    expect(await screen.findByRole('heading', { name: 'No such page' })).toBeInTheDocument()
  })
})
