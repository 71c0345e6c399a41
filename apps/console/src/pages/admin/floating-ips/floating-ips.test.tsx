import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import type { FakeBff } from '../../../test/fake-bff.ts'
import { Refused } from '../../../test/handlers.ts'
import { externalIp, organization, project } from '../../../test/objects.ts'
import { object } from '../../../test/project-objects.ts'
import { platformBff } from '../../../test/platform.ts'

const server = useTestServer()

function fip(name: string, ready: boolean) {
  return object('floating-ips', name, {
    spec: { eip: `${name}-ip`, vmTarget: { vmName: 'broker-1' } },
    status: { ready, ...(ready && { resolvedTargetIP: '10.61.4.10' }) },
  })
}

function tenants(who: 'admin' | 'viewer' = 'admin'): FakeBff {
  const bff = platformBff(who)
  bff.channel('organizations/*').put(organization('nimbus', { used: 3, hard: 3 }))
  bff.channel('projects/*').put(project('edge'))
  bff
    .channel('external-ips/*')
    .put(
      externalIp('direct-ip', { address: '203.0.113.15', owners: [{ type: 'FIp', name: 'direct' }] }),
      externalIp('taken-ip', { address: '203.0.113.16', owners: [{ type: 'ServiceLb', name: 'mqtt' }] }),
    )
  bff.channel('floating-ips/*').put(fip('direct', true), fip('taken', false), fip('lost', false))
  return bff
}

it('says of each what itself and its External IP tell, and claims no more', async () => {
  renderApp('/admin/floating-ips', server, tenants())
  const direct = await screen.findByRole('row', { name: /direct nimbus edge/ })
  expect(direct).toHaveTextContent('203.0.113.15')
  expect(direct).toHaveTextContent('VM broker-1')
  expect(direct).toHaveTextContent('Set up, target not looked at here')
  expect(screen.getByRole('row', { name: /^\S*\s*taken/ })).toHaveTextContent('taken by mqtt')
  expect(screen.getByRole('row', { name: /lost nimbus/ })).toHaveTextContent(
    'there is no External IP lost-ip',
  )
})

it('follows the External IP that a floating IP waits for', async () => {
  const bff = tenants()
  renderApp('/admin/floating-ips', server, bff)
  await screen.findByRole('row', { name: /lost nimbus.*there is no External IP lost-ip/ })
  bff.channel('external-ips/*').put(externalIp('lost-ip', { address: '203.0.113.17' }))
  bff.push()
  expect(await screen.findByRole('row', { name: /lost nimbus.*203\.0\.113\.17/ })).toBeInTheDocument()
})

it('deletes in the Project of each, with what it disconnects, and keeps what was refused', async () => {
  const bff = tenants()
  bff.onIntent = (intent) =>
    'name' in intent && intent.name === 'lost'
      ? new Refused('conflict', 'It was made anew meanwhile.')
      : { operation: null, made: [] }
  const { user } = renderApp('/admin/floating-ips', server, bff)
  for (const name of [/direct nimbus/, /lost nimbus/])
    await user.click(within(await screen.findByRole('row', { name })).getByRole('checkbox'))
  await user.click(screen.getByRole('button', { name: 'Delete…' }))
  const dialog = await screen.findByRole('dialog')
  expect(dialog).toHaveTextContent('Disconnects broker-1 from 203.0.113.15, in both directions.')
  await user.type(within(dialog).getByRole('textbox'), 'delete 2')
  await user.click(within(dialog).getByRole('button', { name: 'Delete 2 floating IPs' }))
  const after = await screen.findByRole('dialog', { name: '1 floating IP not deleted' })
  expect(after).toHaveTextContent('nimbus / edge, lostNot deleted. It was made anew meanwhile.')
  expect(bff.intents).toEqual([
    { intent: 'delete-floating-ip', name: 'direct', uid: 'uid-floating-ips-direct' },
  ])
})

it('tells the read-only viewer why nothing can be deleted', async () => {
  const { user } = renderApp('/admin/floating-ips', server, tenants('viewer'))
  const row = await screen.findByRole('row', { name: /direct nimbus/ })
  await user.click(within(row).getByRole('checkbox'))
  const button = screen.getByRole('button', { name: 'Delete…' })
  expect(button).toHaveAccessibleDescription(/cannot delete Floating IPs/)
  expect(button).toHaveAttribute('aria-disabled', 'true')
})
