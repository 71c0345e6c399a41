import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { answer, Refused } from '../../test/handlers.ts'
import { externalIp } from '../../test/objects.ts'

const LIST = '/o/nimbus/p/edge/external-ips'
const server = useTestServer()

async function rowOf(name: string): Promise<HTMLElement> {
  const row = (await screen.findByRole('link', { name })).closest<HTMLElement>('[role="row"]')
  if (!row) throw new Error(`${name} is not in a row`)
  return row
}

async function choose(names: readonly string[], bff = new FakeBff()) {
  const app = renderApp(LIST, server, bff)
  for (const name of names) await app.user.click(within(await rowOf(name)).getByRole('checkbox'))
  const bar = screen.getByRole('group', { name: 'Chosen rows' })
  return { ...app, bar }
}

async function ask(names: readonly string[], bff = new FakeBff()) {
  const app = await choose(names, bff)
  await app.user.click(within(app.bar).getByRole('button', { name: 'Delete…' }))
  const dialog = await screen.findByRole('dialog')
  return { ...app, dialog }
}

describe('deleting several External IPs', () => {
  it('says what each breaks, asks for more than a click when one is in use, and deletes them', async () => {
    const { user, dialog, at } = await ask(['uplink-a', 'uplink-old'])
    expect(within(dialog).getByRole('heading', { name: 'Delete 2 External IPs?' })).toBeInTheDocument()
    expect(dialog).toHaveTextContent('1 of 2 is in use.')
    const items = within(dialog).getAllByRole('listitem')
    expect(items[0]).toHaveTextContent('uplink-aDisconnects load balancer mqtt.')
    expect(items[1]).toHaveTextContent('uplink-oldNothing uses it.')
    const confirm = within(dialog).getByRole('button', { name: 'Delete 2 External IPs' })
    expect(confirm).toHaveAttribute('aria-disabled', 'true')
    await user.type(within(dialog).getByRole('textbox', { name: 'Type delete 2 to confirm' }), 'delete 2')
    await user.click(confirm)
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    await waitFor(() => expect(screen.queryByRole('link', { name: 'uplink-a' })).not.toBeInTheDocument())
    expect(screen.queryByRole('link', { name: 'uplink-old' })).not.toBeInTheDocument()
    expect(screen.queryByRole('group', { name: 'Chosen rows' })).not.toBeInTheDocument()
    // Nobody is thrown to the top of the page.
    await waitFor(() => expect(screen.getByRole('grid').contains(document.activeElement)).toBe(true))
    expect(at()).toBe(LIST)
  })

  it('tells what became of each, keeps those that failed chosen, and tries them again', async () => {
    const bff = new FakeBff()
    bff.externalIps.put(externalIp('uplink-b', { address: '203.0.113.22' }))
    const { user, dialog } = await ask(['uplink-b', 'uplink-old'], bff)
    let refuse = true
    server.use(
      answer('deleteExternalIp', ({ params }) => {
        if (refuse && params.name === 'uplink-b')
          return new Refused('conflict', 'It was made anew meanwhile.')
        bff.externalIps.remove(`uid-${params.name}`)
        queueMicrotask(() => bff.push())
        return { state: 'gone' as const }
      }),
    )
    await user.click(within(dialog).getByRole('button', { name: 'Delete 2 External IPs' }))
    const after = await screen.findByRole('dialog', { name: '1 External IP not deleted' })
    expect(after).toHaveTextContent('uplink-bNot deleted. It was made anew meanwhile.')
    await user.click(within(after).getByRole('button', { name: 'Close' }))
    expect(await screen.findByRole('group', { name: 'Chosen rows' })).toHaveTextContent('1 chosen')
    expect(within(await rowOf('uplink-b')).getByRole('checkbox')).toBeChecked()
    refuse = false
    await user.click(screen.getByRole('button', { name: 'Delete…' }))
    await user.click(await screen.findByRole('button', { name: 'Delete 1 External IP' }))
    await waitFor(() => expect(screen.queryByRole('link', { name: 'uplink-b' })).not.toBeInTheDocument())
  })

  it('never lets the default gateway be chosen, and says why', async () => {
    const { user } = renderApp(LIST, server)
    const row = await rowOf('default-gw')
    const box = within(row).getByRole('checkbox', { name: /default-gw is the way out of edge/ })
    await user.click(box)
    expect(screen.queryByRole('group', { name: 'Chosen rows' })).not.toBeInTheDocument()
    await user.click(screen.getByRole('checkbox', { name: 'Choose all rows shown' }))
    expect(screen.getByRole('group', { name: 'Chosen rows' })).toHaveTextContent('2 chosen')
  })

  it('says before it asks that the role may not', async () => {
    const bff = new FakeBff()
    bff.access = { verbs: { 'external-ips': ['get', 'list', 'watch'] }, incomplete: false, role: 'user' }
    const { user, bar } = await choose(['uplink-old'], bff)
    const button = within(bar).getByRole('button', { name: 'Delete…' })
    expect(button).toHaveAccessibleDescription(
      'Your role, user, cannot delete External IPs. A developer or admin can.',
    )
    await user.click(button)
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('leaves out what somebody else begins to delete while it asks', async () => {
    const { bff, dialog } = await ask(['uplink-a', 'uplink-old'])
    bff.externalIps.put(
      externalIp('uplink-a', { meta: { deletedAt: '2026-08-03T11:59:00Z' }, ownership: 'Shared' }),
    )
    bff.push()
    await waitFor(() => expect(dialog).toHaveTextContent(/uplink-aStays. It is being deleted already/))
    expect(within(dialog).getByRole('button', { name: 'Delete 1 External IP' })).toBeInTheDocument()
  })

  it('takes rows that others have deleted out of the choice', async () => {
    const { bff, bar } = await choose(['uplink-a', 'uplink-old'])
    expect(bar).toHaveTextContent('2 chosen')
    bff.externalIps.remove('uid-uplink-old')
    bff.push()
    await waitFor(() => expect(bar).toHaveTextContent('1 chosen'))
  })
})
