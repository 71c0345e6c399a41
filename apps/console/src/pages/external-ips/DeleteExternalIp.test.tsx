import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { answer, Refused } from '../../test/handlers.ts'
import { externalIp, unreadable } from '../../test/objects.ts'

const LIST = '/o/nimbus/p/edge/external-ips'
const server = useTestServer()

async function ask(name: string, bff = new FakeBff()) {
  const app = renderApp(`${LIST}/${name}/delete`, server, bff)
  const dialog = await screen.findByRole('dialog', { name: `Delete ${name}?` })
  const confirm = within(dialog).getByRole('button', { name: `Delete ${name}` })
  return { ...app, dialog, confirm }
}

describe('deleting an External IP', () => {
  it('is plain when nothing uses it, and says what cannot be had back', async () => {
    const { user, dialog, confirm, at } = await ask('uplink-old')
    expect(dialog).toHaveTextContent('Nothing uses it.')
    expect(dialog).toHaveTextContent('203.0.113.21 goes back to the pool')
    expect(within(dialog).getByRole('button', { name: 'Keep it' })).toHaveFocus()
    await user.click(confirm)
    await waitFor(() => expect(at()).toBe(LIST))
    await waitFor(() => expect(screen.queryByRole('link', { name: 'uplink-old' })).not.toBeInTheDocument())
  })

  it('names what breaks and asks for the name when something uses it', async () => {
    let asked: string | undefined
    const { user, dialog, confirm } = await ask('uplink-a')
    server.use(
      answer('deleteExternalIp', ({ query }) => {
        asked = query.uid
        return { state: 'finalizing' as const }
      }),
    )
    expect(dialog).toHaveTextContent('Disconnects load balancer mqtt.')
    expect(confirm).toHaveAttribute('aria-disabled', 'true')
    await user.click(confirm)
    expect(asked).toBeUndefined()
    await user.type(within(dialog).getByRole('textbox', { name: 'Type uplink-a to confirm' }), 'uplink-a')
    await user.click(confirm)
    await waitFor(() => expect(asked).toBe('uid-uplink-a'))
  })

  it('is not offered for the default gateway, with the reason', async () => {
    const { dialog, confirm } = await ask('default-gw')
    expect(confirm).toHaveAttribute('aria-disabled', 'true')
    expect(confirm).toHaveAccessibleDescription(/default-gw is the way out of edge/)
    expect(within(dialog).queryByRole('textbox')).not.toBeInTheDocument()
  })

  it('is not offered to a role that may not, with the reason', async () => {
    const bff = new FakeBff()
    bff.access = {
      verbs: { 'external-ips': ['get', 'list', 'watch'] },
      incomplete: false,
      role: 'project-manager',
    }
    const { confirm } = await ask('uplink-old', bff)
    await waitFor(() =>
      expect(confirm).toHaveAccessibleDescription(
        'Your role, project-manager, cannot delete External IPs. A developer or admin can.',
      ),
    )
  })

  it('asks for the name of an object that it cannot read', async () => {
    const bff = new FakeBff()
    bff.externalIps.put(unreadable('mangled'))
    const { dialog } = await ask('mangled', bff)
    expect(dialog).toHaveTextContent(/cannot be read, so its users are not known/)
    expect(within(dialog).getByRole('textbox')).toBeInTheDocument()
  })

  it('says when it is another object meanwhile, and deletes nothing', async () => {
    const { user, dialog, confirm, at } = await ask('uplink-old')
    server.use(answer('deleteExternalIp', () => new Refused('conflict', 'It was deleted and made anew.')))
    await user.click(confirm)
    expect(await within(dialog).findByText('uplink-old has changed meanwhile')).toBeInTheDocument()
    expect(dialog).toHaveTextContent('It was deleted and made anew.')
    expect(at()).toBe(`${LIST}/uplink-old/delete`)
  })

  it('is content when somebody else was faster', async () => {
    const { user, confirm, at } = await ask('uplink-old')
    server.use(answer('deleteExternalIp', () => new Refused('not-found', 'It does not exist.')))
    await user.click(confirm)
    await waitFor(() => expect(at()).toBe(LIST))
    expect(screen.getByText('uplink-old was gone already.')).toBeInTheDocument()
  })

  it('says in place when the server could not do it, and can be tried again', async () => {
    const { user, dialog, confirm } = await ask('uplink-old')
    server.use(
      answer('deleteExternalIp', () => new Refused('cluster-unreachable', 'The cluster did not answer.')),
    )
    await user.click(confirm)
    expect(await within(dialog).findByText('uplink-old was not deleted')).toBeInTheDocument()
    expect(confirm).not.toHaveAttribute('aria-disabled')
  })

  it('closes when the object goes away while it asks', async () => {
    const { bff } = await ask('uplink-old')
    bff.externalIps.remove('uid-uplink-old')
    bff.push()
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(await screen.findByText(/There is no External IP uplink-old in edge/)).toBeInTheDocument()
  })

  it('comes back to where it was asked: the row’s menu or the details', async () => {
    const { user, at } = renderApp(`${LIST}?filter=uplink`, server)
    await user.click(await screen.findByRole('button', { name: 'Actions for uplink-old' }))
    await user.click(await screen.findByRole('menuitem', { name: /Delete uplink-old/ }))
    await user.click(await screen.findByRole('button', { name: 'Keep it' }))
    expect(at()).toBe(`${LIST}?filter=uplink`)
    await user.click(await screen.findByRole('link', { name: 'uplink-old' }))
    const panel = await screen.findByRole('complementary', { name: 'uplink-old' })
    await user.click(within(panel).getByRole('button', { name: 'Actions for uplink-old' }))
    await user.click(await screen.findByRole('menuitem', { name: /Delete uplink-old/ }))
    await user.click(await screen.findByRole('button', { name: 'Keep it' }))
    expect(at()).toBe(`${LIST}/uplink-old?filter=uplink`)
  })
})

describe('the details of an External IP', () => {
  it('tell why it is not ready and what to do, with the evidence', async () => {
    const bff = new FakeBff()
    bff.externalIps.put(externalIp('waits', { requestedType: 'foo', networkType: 'unknown', ready: false }))
    renderApp(`${LIST}/waits`, server, bff)
    const panel = await screen.findByRole('complementary', { name: 'waits' })
    expect(await within(panel).findByText(/spec.externalNetworkType/)).toBeInTheDocument()
    expect(document.title).toBe('waits, External IPs, edge, nimbus')
  })

  it('show users, events and YAML, each at an address of its own', async () => {
    const { user, at } = renderApp(`${LIST}/uplink-a`, server)
    server.use(
      answer('objectEvents', () => ({
        events: [{ type: 'Warning', reason: 'NoAvailableAddress', message: 'pool is <full>', count: 3 }],
      })),
    )
    await user.click(await screen.findByRole('link', { name: /Related/ }))
    expect(await screen.findByText('Load balancer')).toBeInTheDocument()
    expect(screen.getAllByRole('link', { name: 'mqtt' }).at(-1)).toHaveAttribute(
      'href',
      '/o/nimbus/p/edge/load-balancers/mqtt',
    )
    await user.click(screen.getByRole('link', { name: 'Events' }))
    expect(await screen.findByText('pool is <full>')).toBeInTheDocument()
    await user.click(screen.getByRole('link', { name: 'YAML' }))
    expect(at()).toBe(`${LIST}/uplink-a?tab=yaml`)
    expect(await screen.findByLabelText('uplink-a.yaml')).toHaveTextContent('kind: EIp')
  })

  it('say what could not be read, in place', async () => {
    renderApp(`${LIST}/uplink-a?tab=events`, server)
    server.use(answer('objectEvents', () => new Refused('forbidden', 'Your role does not allow this here.')))
    expect(await screen.findByText('The events could not be read')).toBeInTheDocument()
  })

  it('explain the default gateway', async () => {
    renderApp(`${LIST}/default-gw`, server)
    expect(await screen.findByText(/reaches out through this one/)).toBeInTheDocument()
  })

  it('say that a name leads to nothing', async () => {
    renderApp(`${LIST}/never-was`, server)
    expect(await screen.findByText(/There is no External IP never-was in edge/)).toBeInTheDocument()
  })
})
