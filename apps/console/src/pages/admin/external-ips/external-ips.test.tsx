import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import type { FakeBff } from '../../../test/fake-bff.ts'
import { answer, Refused } from '../../../test/handlers.ts'
import { externalIp, organization, project, unreadable } from '../../../test/objects.ts'
import { platformBff } from '../../../test/platform.ts'

const server = useTestServer()

function of(namespace: string, name: string, part: Parameters<typeof externalIp>[1] = {}) {
  return externalIp(name, { ...part, meta: { namespace, uid: `uid-${namespace}-${name}`, ...part.meta } })
}

const SERVES = { ownership: 'Shared', owners: [{ type: 'ServiceLb', name: 'mqtt' }] } as const

function tenants(who: 'admin' | 'viewer' = 'admin'): FakeBff {
  const bff = platformBff(who)
  bff.channel('organizations/*').put(organization('nimbus', { used: 3, hard: 3 }), organization('harbor', {}))
  bff
    .channel('projects/*')
    .put(project('edge'), project('gate', { backingNamespace: 'harbor-gate', meta: { namespace: 'harbor' } }))
  bff
    .channel('external-ips/*')
    .put(
      of('nimbus-edge', 'uplink-a', SERVES),
      of('nimbus-edge', 'uplink-old', { address: '203.0.113.21' }),
      of('harbor-gate', 'uplink-a', { address: '203.0.113.30' }),
      of('harbor-gate', 'default-gw', { address: '203.0.113.31', ...SERVES }),
      of('elsewhere', 'stray', { address: '203.0.113.32' }),
    )
  return bff
}

async function rowOf(project: RegExp): Promise<HTMLElement> {
  return screen.findByRole('row', { name: project })
}

async function ask(rows: readonly RegExp[], bff = tenants()) {
  const app = renderApp('/admin/external-ips', server, bff)
  for (const row of rows) await app.user.click(within(await rowOf(row)).getByRole('checkbox'))
  await app.user.click(screen.getByRole('button', { name: 'Delete…' }))
  return { ...app, dialog: await screen.findByRole('dialog') }
}

describe('the External IPs of all tenants', () => {
  it('say whose they are and lead to their own page in their Project', async () => {
    const { user, at } = renderApp('/admin/external-ips', server, tenants())
    const row = await rowOf(/uplink-a harbor gate/)
    expect(row).toHaveTextContent('203.0.113.30')
    expect(await rowOf(/stray/)).toHaveTextContent('none, in elsewhere')
    await user.click(within(row).getByRole('link', { name: 'uplink-a' }))
    await waitFor(() => expect(at()).toMatch(/^\/o\/harbor\/p\/gate\/external-ips\/uplink-a/))
  })

  it('show what cannot be read, and what is idle', async () => {
    const bff = tenants()
    bff.channel('external-ips/*').put(unreadable('odd'))
    const { user } = renderApp('/admin/external-ips', server, bff)
    expect(await rowOf(/odd nimbus edge/)).toHaveTextContent('not readable')
    await user.click(screen.getByRole('button', { name: /^Idle/ }))
    expect(await screen.findByText('3 of 6')).toBeInTheDocument()
    expect(screen.queryByRole('row', { name: /default-gw/ })).not.toBeInTheDocument()
  })

  it('does not explain by a quota that may not be seen', async () => {
    const bff = tenants('viewer')
    bff.channel('organizations/*').forbidden = true
    renderApp('/admin/external-ips', server, bff)
    expect(await screen.findByText('Quotas are not shown')).toBeInTheDocument()
    expect(await rowOf(/uplink-a nimbus edge/)).toBeInTheDocument()
  })
})

describe('deleting External IPs of tenants', () => {
  it('deletes each by itself, says what became of it, and keeps what was refused', async () => {
    const asked: string[] = []
    const { user, dialog } = await ask([/uplink-old nimbus edge/, /uplink-a harbor gate/])
    server.use(
      answer('deleteExternalIp', ({ params, query }) => {
        asked.push(`${params.namespace}/${params.name} ${query.uid}`)
        return params.namespace === 'harbor-gate'
          ? new Refused('forbidden', 'The cluster does not allow it.')
          : { state: 'gone' as const }
      }),
    )
    const items = within(dialog).getAllByRole('listitem')
    expect(items.map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining('harbor / gate, uplink-aNothing uses it, as far as it says itself.'),
      expect.stringContaining('nimbus / edge, uplink-oldNothing uses it'),
    ])
    // Nothing depends on them, so a click is enough.
    await user.click(within(dialog).getByRole('button', { name: 'Delete 2 External IPs' }))
    const after = await screen.findByRole('dialog', { name: '1 External IP not deleted' })
    expect(after).toHaveTextContent('harbor / gate, uplink-aNot deleted. The cluster does not allow it.')
    expect(asked.sort()).toEqual([
      'harbor-gate/uplink-a uid-harbor-gate-uplink-a',
      'nimbus-edge/uplink-old uid-nimbus-edge-uplink-old',
    ])
  })

  it('asks for the name of one that is in use, with what breaks', async () => {
    const { user, dialog } = await ask([/uplink-a nimbus edge/])
    expect(dialog).toHaveTextContent('Disconnects load balancer mqtt.')
    const confirm = within(dialog).getByRole('button', { name: 'Delete 1 External IP' })
    expect(confirm).toHaveAttribute('aria-disabled', 'true')
    await user.type(within(dialog).getByRole('textbox', { name: 'Type uplink-a to confirm' }), 'uplink-a')
    expect(confirm).not.toHaveAttribute('aria-disabled')
  })

  it('never offers the way out of a Project', async () => {
    renderApp('/admin/external-ips', server, tenants())
    const box = within(await rowOf(/default-gw/)).getByRole('checkbox')
    expect(box).toHaveAttribute('aria-disabled', 'true')
    expect(box).toHaveAccessibleDescription(/way out of harbor \/ gate/)
  })

  it('is not for the read-only viewer, who is told why', async () => {
    const { user } = renderApp('/admin/external-ips', server, tenants('viewer'))
    await user.click(within(await rowOf(/uplink-old nimbus edge/)).getByRole('checkbox'))
    const button = screen.getByRole('button', { name: 'Delete…' })
    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(button).toHaveAccessibleDescription(/cannot delete External IPs/)
    await user.click(button)
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })
})
